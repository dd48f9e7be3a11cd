/**
 * Everything that the embedded store holds at its schema 6. Texts are ordered by their bytes (`COLLATE "C"`), as SQLite orders them.
 * What SQLite numbers by itself (a `rowid`) is a column here.
 */
export const STATE = `
CREATE TABLE meta (name TEXT COLLATE "C" PRIMARY KEY, value TEXT COLLATE "C" NOT NULL);

CREATE TABLE scan (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, finished_ms BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX scan_by_time ON scan (finished_ms);

CREATE TABLE missed_run (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, schedule TEXT COLLATE "C" NOT NULL, due TEXT COLLATE "C" NOT NULL,
  noticed TEXT COLLATE "C" NOT NULL, reason TEXT NOT NULL,
  UNIQUE (schedule, due)
);

-- One row per resource takes what changes with every scan, so that a finding is written only when it changed.
CREATE TABLE resource (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key TEXT COLLATE "C" NOT NULL UNIQUE, id TEXT NOT NULL, readings TEXT NOT NULL
);

CREATE TABLE finding (
  resource BIGINT NOT NULL REFERENCES resource (number), document TEXT COLLATE "C" NOT NULL, claim TEXT COLLATE "C" NOT NULL,
  check_id TEXT COLLATE "C" NOT NULL, item TEXT COLLATE "C" NOT NULL DEFAULT '', status TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (resource, document, claim, check_id, item)
);

CREATE TABLE exception_cover (
  exception TEXT COLLATE "C" NOT NULL, finding TEXT COLLATE "C" NOT NULL, at TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (exception, finding)
);

CREATE TABLE claim (
  document TEXT COLLATE "C" NOT NULL, claim TEXT COLLATE "C" NOT NULL, status TEXT COLLATE "C" NOT NULL,
  since TEXT COLLATE "C" NOT NULL, reason TEXT, broken_since TEXT COLLATE "C",
  PRIMARY KEY (document, claim)
);

CREATE TABLE change (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, scan TEXT COLLATE "C" NOT NULL, at_ms BIGINT NOT NULL,
  resource TEXT COLLATE "C" NOT NULL, document TEXT COLLATE "C" NOT NULL, claim TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL
);
CREATE INDEX change_of_resource ON change (resource, sequence);
CREATE INDEX change_of_claim ON change (document, claim, sequence);
CREATE INDEX change_by_time ON change (at_ms);

CREATE TABLE claim_change (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, scan TEXT COLLATE "C" NOT NULL, at TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL, claim TEXT COLLATE "C" NOT NULL, from_status TEXT COLLATE "C",
  to_status TEXT COLLATE "C" NOT NULL, reason TEXT
);
CREATE INDEX claim_change_of_claim ON claim_change (document, claim, sequence);

CREATE TABLE alert (
  id TEXT COLLATE "C" PRIMARY KEY, state TEXT COLLATE "C" NOT NULL, opened_ms BIGINT NOT NULL, resolved_ms BIGINT, body TEXT NOT NULL,
  log_index BIGINT
);
CREATE INDEX alert_open ON alert (opened_ms) WHERE state <> 'resolved';
CREATE INDEX alert_by_time ON alert (opened_ms);

CREATE TABLE alert_member (
  rowid BIGINT GENERATED ALWAYS AS IDENTITY, alert_id TEXT COLLATE "C" NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
  key TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (alert_id, key)
);

CREATE TABLE outbox (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, alert_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL, channel TEXT COLLATE "C" NOT NULL, destination_version TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('trigger', 'update', 'ack', 'resolve', 'digest', 'test')), body BYTEA NOT NULL,
  fallback TEXT COLLATE "C" NOT NULL DEFAULT '[]', fallback_done INTEGER NOT NULL DEFAULT 0, instead_of TEXT COLLATE "C",
  created_ms BIGINT NOT NULL, attempts BIGINT NOT NULL DEFAULT 0, not_before_ms BIGINT NOT NULL, lease_until_ms BIGINT,
  state TEXT COLLATE "C" NOT NULL
    CHECK (state IN ('queued', 'sending', 'delivered', 'accepted_unconfirmed', 'superseded', 'dead')),
  last_status INTEGER, last_reason TEXT, response_id TEXT, settled_ms BIGINT
);
CREATE INDEX outbox_of_alert ON outbox (alert_id, channel, seq, number);
CREATE UNIQUE INDEX outbox_once ON outbox (alert_id, seq, channel) WHERE kind <> 'ack';
CREATE INDEX outbox_by_state ON outbox (state, channel, not_before_ms, created_ms, seq, number);
CREATE INDEX outbox_fallback ON outbox (created_ms) WHERE fallback_done = 0 AND fallback <> '[]';

CREATE TABLE delivery_attempt (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id TEXT COLLATE "C" NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, attempt BIGINT NOT NULL,
  at_ms BIGINT NOT NULL, took_ms BIGINT NOT NULL, outcome TEXT COLLATE "C" NOT NULL, status INTEGER, reason TEXT, response_id TEXT
);
CREATE INDEX delivery_attempt_of_message ON delivery_attempt (message_id);

CREATE TABLE acknowledgement (
  alert_id TEXT COLLATE "C" PRIMARY KEY REFERENCES alert (id) ON DELETE CASCADE, by_whom TEXT NOT NULL, at TEXT COLLATE "C" NOT NULL,
  note TEXT
);

CREATE TABLE silence (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, match TEXT NOT NULL,
  alert_id TEXT COLLATE "C", by_whom TEXT NOT NULL, reason TEXT NOT NULL, ticket TEXT, created_at TEXT COLLATE "C" NOT NULL,
  expires_at TEXT COLLATE "C" NOT NULL, ended_at TEXT COLLATE "C", warned_at TEXT COLLATE "C"
);

CREATE TABLE held_notification (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, channel TEXT COLLATE "C" NOT NULL,
  route TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL, held_at TEXT COLLATE "C" NOT NULL
);

-- Entry number idx of the log: bytes as they were hashed, leaf = SHA-256(0x00 || bytes).
CREATE TABLE log_entry (
  idx BIGINT PRIMARY KEY, at_ms BIGINT NOT NULL, type TEXT COLLATE "C" NOT NULL, bytes BYTEA NOT NULL,
  leaf BYTEA NOT NULL CHECK (length(leaf) = 32)
);
CREATE INDEX log_entry_by_type ON log_entry (type, idx);
`;
