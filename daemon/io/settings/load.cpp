#include "io/settings/load.hpp"

#include "core/time/zones.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/toml.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace evenkeel {

namespace {

void read_everything(const settings::Value& document, settings::Reader& reader) {
  settings::Section root(document, "", reader);
  settings::read_household(root);
  settings::read_partners(root);
  settings::read_helpers(root);
  settings::read_shared(root);
  settings::read_pause(root);
  settings::read_coverages(root);
  settings::read_routines(root);
  settings::read_protects(root);
  settings::read_rules(root);
  settings::read_careers(root);
  settings::read_alerts(root);
  settings::read_mail(root);
  settings::read_notify(root);
  settings::read_opportunities(root);
  settings::read_pilots(root);
  settings::read_outputs(root);
  settings::finish_whole(root);
  root.finish();
}

LoadedSettings refused(const std::string& file, settings::Position at, std::string text) {
  return {{}, {{file, at.line, at.column, std::move(text), false}}, false};
}

}  // namespace

std::string SettingsProblem::str() const {
  std::string place = file;
  if (line > 0) place += ":" + std::to_string(line) + ":" + std::to_string(column);
  return place + ": " + (warning ? "warning: " : "") + text;
}

LoadedSettings load_settings_text(std::string_view text, const std::string& file_name,
                                  const std::string& directory, Zones& zones) {
  const auto document = settings::parse_toml(text);
  if (!document) return refused(file_name, document.error().at, document.error().text);
  settings::Reader reader(file_name, directory, zones, process_environment());
  reader.settings.file = file_name;
  read_everything(*document, reader);
  return {std::move(reader.settings), reader.take_problems(), !reader.failed()};
}

LoadedSettings load_settings(const std::string& path, Zones& zones) {
  const std::filesystem::path file(path);
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (std::filesystem::is_directory(status)) return refused(path, {}, "a directory; expected a file");
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) return refused(path, {}, std::string("can't be read: ") + std::strerror(errno));
  constexpr std::size_t kMostBytes = (4U << 20U) + 1;  // one more than parse_toml takes
  std::string text(kMostBytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return refused(path, {}, std::string("can't be read: ") + std::strerror(errno));
  text.resize(static_cast<std::size_t>(in.gcount()));
  const auto directory = std::filesystem::absolute(file, error).parent_path().lexically_normal();
  return load_settings_text(text, path, directory.string(), zones);
}

}  // namespace evenkeel
