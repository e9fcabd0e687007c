-- STATE/evenkeel.db. The number of this form is schema_version in schema.hpp: raise it with any change here.
-- Instants are Unix seconds, dates are days since 1970-01-01, content is JSON where it is a TEXT of that name.

-- Derived: rebuilt from the servers, dropped when the form changes.

CREATE TABLE source (
  id                  INTEGER PRIMARY KEY,
  owner               TEXT NOT NULL,
  name                TEXT NOT NULL,
  sync_state          TEXT NOT NULL DEFAULT '{}',  -- JSON; opaque to all but the pull
  whole               INTEGER NOT NULL DEFAULT 0,  -- was seen whole at least once
  last_attempt        INTEGER,
  last_success        INTEGER,
  last_error          TEXT,
  failures            INTEGER NOT NULL DEFAULT 0,
  not_before          INTEGER,
  requests_last_cycle INTEGER NOT NULL DEFAULT 0,
  bytes_last_cycle    INTEGER NOT NULL DEFAULT 0,
  held_deletions      INTEGER NOT NULL DEFAULT 0,
  accept_deletions    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (owner, name)
) STRICT;

-- One resource of a server, or one UID of a feed. It has no object when it could not be read.
CREATE TABLE resource (
  id     INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  href   TEXT NOT NULL,
  etag   TEXT NOT NULL,
  UNIQUE (source, href)
) STRICT;

CREATE TABLE object (
  resource INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
  uid      TEXT NOT NULL,
  content  BLOB NOT NULL,  -- core/calendar/codec.hpp
  UNIQUE (resource, uid)
) STRICT;

-- Lives only here: kept when the form changes (migration.cpp lists these tables).

CREATE TABLE publication (
  calendar TEXT NOT NULL,
  key      TEXT NOT NULL,
  content  TEXT NOT NULL,
  PRIMARY KEY (calendar, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  calendar TEXT NOT NULL,
  key      TEXT NOT NULL,
  body     TEXT NOT NULL,  -- iCalendar, or a whole e-mail message
  content  TEXT NOT NULL
) STRICT;

CREATE TABLE send_log (
  dedup     TEXT PRIMARY KEY,
  event_end INTEGER  -- of what it told; long past, it is forgotten
) STRICT, WITHOUT ROWID;

CREATE TABLE first_seen (
  key TEXT PRIMARY KEY,
  at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE past_duty (
  position     INTEGER PRIMARY KEY,
  coverage     TEXT NOT NULL,
  window_start INTEGER NOT NULL,
  window_end   INTEGER NOT NULL,
  who          TEXT,
  points       INTEGER NOT NULL
) STRICT;

CREATE TABLE promise (
  position   INTEGER PRIMARY KEY,
  who        TEXT NOT NULL,
  text       TEXT NOT NULL,
  by_date    INTEGER,
  open_since INTEGER NOT NULL,
  ticked     INTEGER,
  dropped    INTEGER NOT NULL
) STRICT;

CREATE TABLE decision (
  position INTEGER PRIMARY KEY,
  text     TEXT NOT NULL,
  review   INTEGER NOT NULL,
  returned INTEGER NOT NULL
) STRICT;

CREATE TABLE support (
  position   INTEGER PRIMARY KEY,
  who        TEXT NOT NULL,
  first_date INTEGER NOT NULL,
  last_date  INTEGER NOT NULL  -- included
) STRICT;

CREATE TABLE paused (
  position INTEGER PRIMARY KEY,
  who      TEXT NOT NULL
) STRICT;

CREATE TABLE fact (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
