import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StoreError } from '#domain/errors.ts';
import type { Finding } from '#domain/finding.ts';
import { findingKey } from '#domain/finding.ts';
import type { FindingReading, RecordedFinding, ResourceUpdate } from '#domain/recorded.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import { AuthorRow, DigestRow, FindingRow, FindingStatusRow, readJson, readRow } from './rows.ts';

const RESOURCE_IDS = 'SELECT id FROM resource ORDER BY key';
const FINDINGS_OF_RESOURCE = `SELECT finding.body, resource.readings FROM finding JOIN resource ON resource.key = finding.resource
  WHERE finding.resource = ? ORDER BY document, claim, check_id`;
const PUT_RESOURCE = `INSERT INTO resource (key, id, readings) VALUES (?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET id = excluded.id, readings = excluded.readings`;
const REMOVE_RESOURCE = 'DELETE FROM resource WHERE key = ?';
const PUT_FINDING = `INSERT INTO finding (resource, document, claim, check_id, status, body) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (resource, document, claim, check_id) DO UPDATE SET status = excluded.status, body = excluded.body`;
const REMOVE_FINDING =
  'DELETE FROM finding WHERE document = ? AND claim = ? AND check_id = ? AND resource = ?';

/** A finding without what every scan changes: that is in the readings of its resource. */
const Body = z.object({
  finding: FindingRow.omit({ readAt: true, evidence: true }),
  lastRead: z
    .object({
      status: FindingStatusRow.exclude(['unknown']),
      observed: z.unknown(),
      since: z.string().nullable(),
      changedBy: AuthorRow.nullable(),
    })
    .nullable(),
});

/** Digests once; per finding (document, claim, check) when it was read and which of the digests it rests on. */
const Readings = z.object({
  digests: z.array(DigestRow),
  of: z.array(z.tuple([z.string(), z.string(), z.array(z.number().int().nonnegative())])),
});

const Row = z.object({ body: z.string(), readings: z.string() });
const IdRow = z.object({ id: z.string() });

/** Findings by resource. */
export function createFindingsStore(db: DatabaseSync) {
  const resourceIds = db.prepare(RESOURCE_IDS);
  const findingsOfResource = db.prepare(FINDINGS_OF_RESOURCE);
  const putResource = db.prepare(PUT_RESOURCE);
  const removeResource = db.prepare(REMOVE_RESOURCE);
  const putFinding = db.prepare(PUT_FINDING);
  const removeFinding = db.prepare(REMOVE_FINDING);
  return {
    resourceIds: (): readonly ResourceId[] =>
      resourceIds.all().map((row) => readRow(IdRow, row).id),

    findingsOf(resourceId: ResourceId): readonly RecordedFinding[] {
      const rows = findingsOfResource.all(idKey(resourceId)).map((row) => readRow(Row, row));
      const [first] = rows;
      if (first === undefined) return [];
      const readings = unpack(first.readings);
      return rows.map(({ body }) => withReading(body, readings));
    },

    /** Writes one resource's part of a scan; to be called inside the scan's transaction. */
    update({ resourceId, changed, removed, readings }: ResourceUpdate): void {
      const key = idKey(resourceId);
      if (readings.length > 0) putResource.run(key, resourceId, pack(readings));
      for (const { finding, lastRead } of changed) {
        const { readAt: _read, evidence: _evidence, ...said } = finding;
        const body = JSON.stringify({ finding: said, lastRead });
        putFinding.run(key, finding.document, finding.claim, finding.check, finding.status, body);
      }
      for (const findingId of removed) removeFinding.run(...findingId.split('\u001f'));
      if (readings.length === 0) removeResource.run(key);
    },
  };
}

function pack(readings: readonly FindingReading[]): string {
  const positions = new Map<string, number>();
  const of = readings.map(({ key, readAt, evidence }) => {
    const rests = evidence.map((digest) => {
      const position = positions.get(digest) ?? positions.size;
      positions.set(digest, position);
      return position;
    });
    return [withoutResource(key), readAt, rests];
  });
  return JSON.stringify({ digests: [...positions.keys()], of });
}

function unpack(text: string): ReadonlyMap<string, Pick<Finding, 'readAt' | 'evidence'>> {
  const { digests, of } = readJson(Readings, text);
  return new Map(
    of.map(([key, readAt, rests]) => {
      const evidence = rests.flatMap((position) => digests[position] ?? []);
      return [key, { readAt, evidence }];
    }),
  );
}

function withReading(body: string, readings: ReturnType<typeof unpack>): RecordedFinding {
  const { finding, lastRead } = readJson(Body, body);
  const reading = readings.get(withoutResource(findingKey(finding)));
  if (reading === undefined) {
    throw new StoreError(
      'STORE_ROW_UNREADABLE',
      `The state does not say when ${finding.resourceId} was read.`,
    );
  }
  return { finding: { ...finding, ...reading }, lastRead };
}

/** The resource is the row's own key and need not be repeated. */
function withoutResource(key: string): string {
  return key.slice(0, key.lastIndexOf('\u001f'));
}
