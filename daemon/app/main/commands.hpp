// The commands of `evenkeel`, one function each; what they print and their exit status come back as a value.
#pragma once

#include "app/commands/printed.hpp"
#include "app/main/options.hpp"

namespace evenkeel {

[[nodiscard]] Printed run_command(const Options& options);

[[nodiscard]] Printed run_expand(const Options& options);
[[nodiscard]] Printed run_config_check(const Options& options);
/// findings, rota, agenda, status: a look at the household.
[[nodiscard]] Printed run_look(const Options& options);
[[nodiscard]] Printed run_check(const Options& options);
[[nodiscard]] Printed run_what_if(const Options& options);
[[nodiscard]] Printed run_report(const Options& options);
[[nodiscard]] Printed run_planner(const Options& options);
[[nodiscard]] Printed run_sync(const Options& options);
/// support, pause, forget, accept-deletions: something to remember.
[[nodiscard]] Printed run_request(const Options& options);
/// The sign-in of a source by OAuth 2.0.
[[nodiscard]] Printed run_auth(const Options& options);
[[nodiscard]] Printed run_doctor(const Options& options);
[[nodiscard]] Printed run_demo(const Options& options);

}  // namespace evenkeel
