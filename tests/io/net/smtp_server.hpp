// A mail server (aiosmtpd, or one of our own) in a process of its own, which ends with its standard input.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace evenkeel::test {

class SmtpServer {
 public:
  explicit SmtpServer(std::vector<std::string> arguments, const std::string& program = "smtp_server.py") {
    int in[2];
    int out[2];
    if (pipe(in) != 0 || pipe(out) != 0) throw std::runtime_error("no pipes");
    arguments.insert(arguments.begin(), {"/usr/bin/python3", EVENKEEL_TEST_DATA "/" + program});
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      for (const int fd : {in[0], in[1], out[0], out[1]}) close(fd);
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    in_ = in[1];
    out_ = fdopen(out[0], "r");
    port_ = line();
  }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;
  SmtpServer(SmtpServer&&) = delete;
  SmtpServer& operator=(SmtpServer&&) = delete;
  ~SmtpServer() {
    close(in_);
    int status = 0;
    waitpid(pid_, &status, 0);
    fclose(out_);
  }

  [[nodiscard]] std::string url(const std::string& scheme) const { return scheme + "://127.0.0.1:" + port_; }

  /// The next line it says, without its end; empty when it ended.
  std::string line() {
    std::string text;
    for (int c = fgetc(out_); c != EOF && c != '\n'; c = fgetc(out_)) text += static_cast<char>(c);
    return text;
  }

 private:
  pid_t pid_ = 0;
  int in_ = -1;
  FILE* out_ = nullptr;
  std::string port_;
};

}  // namespace evenkeel::test
