# The Debian packages that building and testing need; sourced by tests/run and daemon/quickstart.

build_packages=(g++ cmake ninja-build ccache pkg-config libical-dev libcurl4-openssl-dev libspdlog-dev libfmt-dev
  libtomlplusplus-dev libgtest-dev libgmock-dev libsqlite3-dev libexpat1-dev libcli11-dev libpcre2-dev
  nlohmann-json3-dev libpsl-dev libsystemd-dev libseccomp-dev libssl-dev python3 tzdata)
servers_packages=(radicale khal python3-caldav python3-icalendar python3-vobject python3-dateutil
  python3-recurring-ical-events python3-aiosmtpd python3-oauthlib python3-gi gir1.2-ecal-2.0 systemd openssl strace
  postfix dovecot-imapd dovecot-lmtpd)
servers_packages+=(xandikos nginx-light davical postgresql apache2 libapache2-mod-php php-pgsql php-xml php-curl)
servers_packages+=(mandoc man-db zsh fish python3-jsonschema python3-prometheus-client)
browser_packages=(chromium poppler-utils fonts-dejavu-core)
command -v npm >/dev/null || browser_packages+=(npm)
lint_packages=(clang-format-19 clang-tidy-19)
bench_packages=(libbenchmark-dev)
booted_packages=(debootstrap systemd-container dpkg-dev lintian)
memory_packages=(valgrind gcc libc6-dev)
fuzz_packages=(clang-19 libclang-rt-19-dev)

# install_packages SET...: installs what is missing of build, servers, browser, lint, fuzz, memory ...
install_packages() {
  local set package missing=()
  for set in "$@"; do
    local -n packages="${set}_packages"
    for package in "${packages[@]}"; do
      [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing ${missing[*]}"
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  # Servers that the tests start themselves are not to be started by their packages.
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}
