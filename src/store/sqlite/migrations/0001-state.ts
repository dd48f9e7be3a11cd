/** What is known of resources and claims, and how it came to be. */
export const STATE = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE scan (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, finished_ms INTEGER NOT NULL, body TEXT NOT NULL
) STRICT;

CREATE TABLE missed_run (
  sequence INTEGER PRIMARY KEY, schedule TEXT NOT NULL, due TEXT NOT NULL, noticed TEXT NOT NULL, reason TEXT NOT NULL,
  UNIQUE (schedule, due)
) STRICT;

-- One row per resource takes what changes with every scan, so that a finding is written only when it changed.
CREATE TABLE resource (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, id TEXT NOT NULL, readings TEXT NOT NULL) STRICT;

CREATE TABLE finding (
  resource INTEGER NOT NULL REFERENCES resource (number), document TEXT NOT NULL, claim TEXT NOT NULL, check_id TEXT NOT NULL,
  status TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (resource, document, claim, check_id)
) STRICT;

CREATE TABLE claim (
  document TEXT NOT NULL, claim TEXT NOT NULL, status TEXT NOT NULL, since TEXT NOT NULL, reason TEXT, broken_since TEXT,
  PRIMARY KEY (document, claim)
) STRICT;

CREATE TABLE change (
  sequence INTEGER PRIMARY KEY, scan TEXT NOT NULL, at_ms INTEGER NOT NULL, resource TEXT NOT NULL, document TEXT NOT NULL,
  claim TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX change_of_resource ON change (resource, sequence);
CREATE INDEX change_of_claim ON change (document, claim, sequence);
CREATE INDEX change_by_time ON change (at_ms);

CREATE TABLE claim_change (
  sequence INTEGER PRIMARY KEY, scan TEXT NOT NULL, at TEXT NOT NULL, document TEXT NOT NULL, claim TEXT NOT NULL,
  from_status TEXT, to_status TEXT NOT NULL, reason TEXT
) STRICT;
CREATE INDEX claim_change_of_claim ON claim_change (document, claim, sequence);
`;
