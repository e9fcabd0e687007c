#pragma once

#include "core/words/error.hpp"
#include "io/store/sqlite.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// Brings the database to the present form: makes the tables of an empty one; of an older one keeps what
/// lives only there (promises, decisions, publications, the outbox, what was sent, when findings were first
/// seen, past duties, support, pauses, facts), column by column as far as both forms have it, and drops the
/// rest, which is pulled anew. All in one transaction. A newer form: refused. One of the
/// present form that lacks a table or a column of it: invalid_data. Gives the number of the form it had.
[[nodiscard]] Expected<int> bring_up_to_date(sqlite::Connection& database);

/// What can still be read of those tables in the damaged database at `damaged` is copied in, table by table;
/// the outbox is not, since what became of its entries is not known: they are decided anew. Gives the names
/// of the tables that were lost.
[[nodiscard]] std::vector<std::string> salvage(sqlite::Connection& database, const std::string& damaged);

}  // namespace evenkeel
