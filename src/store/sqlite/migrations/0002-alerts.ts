/**
 * Alerts, and the outbox between deciding and sending. Kinds and states that nothing writes yet are those of the whole life cycle
 * of an alert: a later version must find them allowed, because SQLite cannot change a CHECK in place.
 */
export const ALERTS = `
CREATE TABLE alert (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, opened_ms INTEGER NOT NULL, resolved_ms INTEGER, body TEXT NOT NULL
) STRICT;
CREATE INDEX alert_open ON alert (opened_ms) WHERE state <> 'resolved';
CREATE INDEX alert_by_time ON alert (opened_ms);

CREATE TABLE alert_member (
  alert_id TEXT NOT NULL REFERENCES alert (id) ON DELETE CASCADE, key TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (alert_id, key)
) STRICT;

CREATE TABLE outbox (
  id TEXT PRIMARY KEY, alert_id TEXT NOT NULL, seq INTEGER NOT NULL, channel TEXT NOT NULL, destination_version TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('trigger', 'update', 'ack', 'resolve', 'digest', 'test')), body BLOB NOT NULL,
  created_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, not_before_ms INTEGER NOT NULL, lease_until_ms INTEGER,
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'sending', 'delivered', 'accepted_unconfirmed', 'superseded', 'dead')),
  last_status INTEGER, last_reason TEXT, response_id TEXT, settled_ms INTEGER,
  UNIQUE (alert_id, seq, channel)
) STRICT;
CREATE INDEX outbox_unfinished ON outbox (channel, not_before_ms) WHERE state IN ('queued', 'sending');

CREATE TABLE delivery_attempt (
  sequence INTEGER PRIMARY KEY, message_id TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, attempt INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, took_ms INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT, response_id TEXT
) STRICT;
CREATE INDEX delivery_attempt_of_message ON delivery_attempt (message_id);
`;
