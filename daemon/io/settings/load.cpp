#include "io/settings/load.hpp"

#include "core/time/zones.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/text_file.hpp"
#include "io/settings/toml.hpp"

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
  return {{}, {{file, at.line, at.column, std::move(text), false}}, false, {}};
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
  return {std::move(reader.settings), reader.take_problems(), !reader.failed(), std::move(reader.asked)};
}

LoadedSettings load_settings(const std::string& path, Zones& zones) {
  const auto file = settings::read_text_file(path);
  if (!file) return refused(path, {}, file.error().text);
  return load_settings_text(file->text, path, file->directory, zones);
}

}  // namespace evenkeel
