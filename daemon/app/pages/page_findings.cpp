#include "app/pages/drawing.hpp"
#include "app/pages/markup.hpp"
#include "app/pages/page_parts.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

std::string suggestions_markup(const PlannerFinding& f, const Zone& zone) {
  if (f.finding.suggestions.empty()) return {};
  std::string html = "<h4>What could be done, best first</h4>\n<ol class=\"suggestions\">\n";
  for (const Suggestion& s : f.finding.suggestions) {
    html += "<li>" + escaped(s.text);
    if (!s.effect.empty()) html += " " + element("span", " class=\"effect\"", s.effect);
    if (s.expires) {
      html += " " + element("span", " class=\"expires\"",
                            fmt::format("until {}", day_text(zone.date_of(*s.expires))));
    }
    html += "</li>\n";
  }
  return html + "</ol>\n";
}

std::string evidence_markup(const PlannerFinding& f) {
  if (f.evidence.empty()) return {};
  std::string html = "<details><summary>What it rests on</summary>\n<ul>\n";
  for (const std::string& line : f.evidence) html += element("li", "", line) + "\n";
  return html + "</ul>\n</details>\n";
}

std::string change_word(const PlannerFinding& f) {
  switch (f.change) {
    case Change::fresh:
      return "new with this";
    case Change::gone:
      return "gone with this";
    case Change::changed:
      return "worse with this";
    case Change::none:
      break;
  }
  return {};
}

std::string facts(const PlannerFinding& f) {
  std::string html = "<p class=\"facts\">" + element("span", " class=\"when\"", f.when);
  if (!f.concerns.empty()) html += element("span", "", f.concerns);
  if (!f.decide_by.empty()) html += element("span", " class=\"decide\"", "decide by " + f.decide_by.front());
  return html + "</p>\n";
}

std::string finding_markup(const PlannerView& view, std::size_t i, bool marked) {
  const PlannerFinding& f = view.findings[i];
  const std::string_view severity = severity_name(f.finding.severity);
  std::string html = fmt::format(R"(<li id="{}" class="finding {}{}" tabindex="-1"{}>)", finding_anchor(i),
                                 severity, change_class(f.change), attribute("data-key", f.finding.key));
  html +=
      fmt::format("\n<p class=\"badges\"><span class=\"badge {}\">{} · {}</span>", severity, i + 1, severity);
  if (f.finding.if_accepted) html += "<span class=\"badge plain\">if accepted</span>";
  if (const std::string word = change_word(f); !word.empty()) {
    html += element("span", " class=\"badge change\"", word);
  }
  html += "</p>\n" + element("h3", "", f.finding.title) + "\n" + facts(f);
  html += element("p", "", f.finding.explanation) + "\n";
  html += suggestions_markup(f, *view.zone) + evidence_markup(f);
  if (marked) {
    html += fmt::format(
        "<p class=\"back\"><a href=\"#{}\">Show in the picture<span class=\"unseen\">: finding "
        "{}</span></a></p>\n",
        mark_anchor(i), i + 1);
  }
  return html + "</li>\n";
}

}  // namespace

std::string findings_markup(const PlannerView& view) {
  if (view.findings.empty()) return "<p>Nothing collides.</p>\n";
  std::string html = "<ol class=\"findings\">\n";
  const auto marks = mark_rows(view);
  for (std::size_t i = 0; i < view.findings.size(); ++i) {
    html += finding_markup(view, i, marks[i].has_value());
  }
  html += "</ol>\n";
  if (view.findings_left_out > 0) {
    html += fmt::format("<p>And {} more: <code>evenkeel findings</code> lists them all.</p>\n",
                        view.findings_left_out);
  }
  return html;
}

}  // namespace evenkeel
