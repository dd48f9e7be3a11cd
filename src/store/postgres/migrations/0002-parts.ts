/** Parts of the scan that is under way, for the workers that share it. Nothing of it outlives the scan. */
export const PARTS = `
-- ahead_ms: how far the leader's clock is ahead of the server's.
CREATE TABLE part_scan (scan TEXT COLLATE "C" PRIMARY KEY, orders BYTEA NOT NULL, ahead_ms BIGINT NOT NULL, gathered BYTEA);

-- worker: the process of the server that serves its connection; answer: the try that was kept.
CREATE TABLE part (
  scan TEXT COLLATE "C" NOT NULL REFERENCES part_scan (scan) ON DELETE CASCADE, subscription TEXT COLLATE "C" NOT NULL,
  job TEXT COLLATE "C" NOT NULL, orders BYTEA NOT NULL, worker INTEGER, tries INTEGER NOT NULL DEFAULT 0,
  answer TEXT COLLATE "C",
  PRIMARY KEY (scan, subscription)
);

CREATE TABLE part_piece (
  scan TEXT COLLATE "C" NOT NULL, subscription TEXT COLLATE "C" NOT NULL, answer TEXT COLLATE "C" NOT NULL, number INTEGER NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (scan, subscription, answer, number),
  FOREIGN KEY (scan, subscription) REFERENCES part (scan, subscription) ON DELETE CASCADE
);
`;
