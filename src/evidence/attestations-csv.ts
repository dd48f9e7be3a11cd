import { endOf, parseDuration } from '#domain/calendar-duration.ts';
import { csvLine } from '#domain/csv-line.ts';
import type { Attestation, BoundDocument } from '#domain/document.ts';

/**
 * Who vouched for what and when: a line for every attestation that was ever given, in the order of claims and days, and one without a
 * name for each claim that asks for one and has none. `until`: the instant at which it ceases to count.
 */
export function* attestationsCsv(
  documents: readonly BoundDocument[],
  attestations: readonly Attestation[],
): Generator<string> {
  yield csvLine([
    'document_id',
    'claim_id',
    'owner',
    'every',
    'by',
    'date',
    'until',
    'proof',
    'proof_sha256',
    'note',
    'recorded_at',
    'recorded_by',
    'record_id',
  ]);
  for (const { statement } of documents) {
    for (const { id, attest } of statement.claims) {
      if (attest === undefined) continue;
      const given = attestations
        .filter(
          ({ claim, document }) => claim === id && (document ?? statement.id) === statement.id,
        )
        .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
      const demand = [statement.id, id, attest.owner, attest.every];
      if (given.length === 0) yield csvLine([...demand, '', '', '', '', '', '', '', '', '']);
      for (const { by, date, proof, proofSha256 = '', note = '', recorded } of given) {
        const interval = parseDuration(attest.every);
        const until = interval === undefined ? undefined : endOf(date, interval);
        const said = [by, date, until ?? '', proof, proofSha256, note];
        const kept = [recorded?.at ?? '', recorded?.by ?? '', recorded?.id ?? ''];
        yield csvLine([...demand, ...said, ...kept]);
      }
    }
  }
}
