/** `2026-01-01T00:00:00.000Z` from a column of milliseconds. */
const instantOf = (ms: string): string =>
  `strftime('%Y-%m-%dT%H:%M:%S', (${ms}) / 1000, 'unixepoch') || printf('.%03dZ', (${ms}) % 1000)`;

/**
 * The whole life of an alert, what operators say, and the evidence log.
 *
 * The outbox is made anew for two reasons. Its order becomes a number of its own, because an acknowledgement has no place in the
 * sequence of the alert's notifications: it is made by another process that does not know what the service is about to say. And
 * therefore one message per alert, sequence and channel holds for everything but acknowledgements.
 */
export const ALERT_LIFE = `
CREATE TABLE new_outbox (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, alert_id TEXT NOT NULL, seq INTEGER NOT NULL, channel TEXT NOT NULL,
  destination_version TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('trigger', 'update', 'ack', 'resolve', 'digest', 'test')), body BLOB NOT NULL,
  fallback TEXT NOT NULL DEFAULT '[]', fallback_done INTEGER NOT NULL DEFAULT 0, instead_of TEXT,
  created_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, not_before_ms INTEGER NOT NULL, lease_until_ms INTEGER,
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'sending', 'delivered', 'accepted_unconfirmed', 'superseded', 'dead')),
  last_status INTEGER, last_reason TEXT, response_id TEXT, settled_ms INTEGER
) STRICT;
INSERT INTO new_outbox (id, alert_id, seq, channel, destination_version, kind, body, created_ms, attempts, not_before_ms,
    lease_until_ms, state, last_status, last_reason, response_id, settled_ms)
  SELECT id, alert_id, seq, channel, destination_version, kind,
    CAST(json_set(CAST(body AS TEXT),
      '$.changedAt', json_extract(CAST(body AS TEXT), '$.who.at'),
      '$.resolvedAt', CASE kind WHEN 'resolve' THEN json_extract(CAST(body AS TEXT), '$.at') END,
      '$.confirmed', NULL, '$.acknowledgedBy', NULL, '$.notes', json('[]'), '$.runbook', NULL, '$.link', NULL,
      '$.commands', NULL, '$.logIndex', NULL) AS BLOB),
    created_ms, attempts, not_before_ms, lease_until_ms, state, last_status, last_reason, response_id, settled_ms
  FROM outbox ORDER BY created_ms, alert_id, seq, rowid;

CREATE TABLE new_delivery_attempt (
  sequence INTEGER PRIMARY KEY, message_id TEXT NOT NULL REFERENCES new_outbox (id) ON DELETE CASCADE, attempt INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, took_ms INTEGER NOT NULL, outcome TEXT NOT NULL, status INTEGER, reason TEXT, response_id TEXT
) STRICT;
INSERT INTO new_delivery_attempt (sequence, message_id, attempt, at_ms, took_ms, outcome, reason, response_id)
  SELECT sequence, message_id, attempt, at_ms, took_ms, outcome, reason, response_id FROM delivery_attempt;
DROP TABLE delivery_attempt;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
ALTER TABLE new_delivery_attempt RENAME TO delivery_attempt;
CREATE INDEX outbox_of_alert ON outbox (alert_id, channel, seq, number);
CREATE UNIQUE INDEX outbox_once ON outbox (alert_id, seq, channel) WHERE kind <> 'ack';
CREATE INDEX outbox_by_state ON outbox (state, channel, not_before_ms, created_ms, seq, number);
CREATE INDEX outbox_fallback ON outbox (created_ms) WHERE fallback_done = 0 AND fallback <> '[]';
CREATE INDEX delivery_attempt_of_message ON delivery_attempt (message_id);

-- Place of the newest entry in the evidence log about it.
ALTER TABLE alert ADD COLUMN log_index INTEGER;
UPDATE alert SET body = json_set(body,
  '$.recoveringSince', json_extract(body, '$.resolvedAt'), '$.scansSeen', 2, '$.confirmed', NULL, '$.mute', NULL,
  '$.toldAt', (SELECT ${instantOf('max(created_ms)')} FROM outbox WHERE alert_id = alert.id HAVING count(*) > 0),
  '$.hasUntoldNews', json('false'),
  '$.destinations', json((SELECT json_group_array(json_object('channel', channel, 'destinationVersion', version)) FROM
    (SELECT channel, destination_version AS version, min(number) FROM outbox WHERE alert_id = alert.id GROUP BY channel))));

CREATE TABLE acknowledgement (
  alert_id TEXT PRIMARY KEY REFERENCES alert (id) ON DELETE CASCADE, by_whom TEXT NOT NULL, at TEXT NOT NULL, note TEXT
) STRICT;

CREATE TABLE silence (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, match TEXT NOT NULL, alert_id TEXT, by_whom TEXT NOT NULL,
  reason TEXT NOT NULL, ticket TEXT, created_at TEXT NOT NULL, expires_at TEXT NOT NULL, ended_at TEXT, warned_at TEXT
) STRICT;

CREATE TABLE held_notification (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, route TEXT NOT NULL, body TEXT NOT NULL,
  held_at TEXT NOT NULL
) STRICT;

-- Entry number idx of the log: bytes as they were hashed, leaf = SHA-256(0x00 || bytes).
CREATE TABLE log_entry (
  idx INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL,
  leaf BLOB NOT NULL CHECK (length(leaf) = 32)
) STRICT;
CREATE INDEX log_entry_by_type ON log_entry (type, idx);
CREATE INDEX scan_by_time ON scan (finished_ms);
`;
