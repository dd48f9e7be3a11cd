/** What people vouch for, beside the attestations file; never changed and never removed. */
export const ATTESTATIONS = `
CREATE TABLE attestation (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT COLLATE "C" NOT NULL UNIQUE, body TEXT NOT NULL
);
`;
