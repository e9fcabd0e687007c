#pragma once

namespace evenkeel {

/// Of PRAGMA user_version; raised with every change of schema.sql.
constexpr int schema_version = 2;

/// schema.sql, which the build embeds.
extern const char* const schema_sql;

}  // namespace evenkeel
