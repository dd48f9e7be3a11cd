/** What people vouch for, beside the attestations file; never changed and never removed. */
export const ATTESTATIONS = `
CREATE TABLE attestation (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
`;
