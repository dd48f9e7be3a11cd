import { z } from 'zod';
import type { RecordedAttestation } from '#domain/document.ts';
import type { Connection } from './connection.ts';
import { readJson, readRow } from './rows.ts';

const ADD = 'INSERT INTO attestation (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING';
const ALL = 'SELECT body FROM attestation ORDER BY sequence';

const Row = z.object({ body: z.string() });
const Body = z.object({
  claim: z.string(),
  document: z.string().exactOptional(),
  by: z.string(),
  date: z.string(),
  proof: z.string(),
  proofSha256: z.string().exactOptional(),
  note: z.string().exactOptional(),
  recorded: z.object({ id: z.string(), at: z.string(), by: z.string() }),
}) satisfies z.ZodType<RecordedAttestation>;

/** What people vouched for, in a table of its own: a scan that is recorded meanwhile does not touch it. */
export function createAttestationsStore({ all, run }: Connection) {
  return {
    /** False when there is one of this id already. */
    add: async (attestation: RecordedAttestation): Promise<boolean> =>
      (await run(ADD, attestation.recorded.id, JSON.stringify(attestation))) === 1,
    all: async (): Promise<readonly RecordedAttestation[]> =>
      (await all(ALL)).map((row) => readJson(Body, readRow(Row, row).body)),
  };
}
