import { z } from 'zod';
import { StoreError } from '#domain/errors.ts';
import { findingKey } from '#domain/finding.ts';
import type { RecordedFinding, ResourceUpdate } from '#domain/recorded.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { Connection } from './connection.ts';
import { type KeptReading, pack, unpack, withoutResource } from './readings.ts';
import { AuthorRow, FindingRow, FindingStatusRow, readJson, readRow } from './rows.ts';
import { boundsOf, createShapes, WITHIN } from './shapes.ts';

const RESOURCE_IDS = 'SELECT id FROM resource ORDER BY key';
const RESOURCE_IDS_WITHIN = `SELECT id FROM resource WHERE ${WITHIN} ORDER BY key`;
const RESOURCE = 'SELECT number, readings FROM resource WHERE key = ?';
const FINDINGS =
  'SELECT body FROM finding WHERE resource = ? ORDER BY document, claim, check_id, item';
const PUT_RESOURCE = `INSERT INTO resource (key, id, readings, read_since, has_unknown, shape, figures, stands_until)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET id = excluded.id, readings = excluded.readings,
  read_since = excluded.read_since, has_unknown = excluded.has_unknown, shape = excluded.shape, figures = excluded.figures,
  stands_until = excluded.stands_until RETURNING number`;
const REMOVE_RESOURCE = 'DELETE FROM resource WHERE number = ?';
const PUT_FINDING = `INSERT INTO finding (resource, document, claim, check_id, item, status, body)
  VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (resource, document, claim, check_id, item) DO UPDATE SET status = excluded.status, body = excluded.body`;
const REMOVE_FINDING =
  'DELETE FROM finding WHERE resource = ? AND document = ? AND claim = ? AND check_id = ? AND item = ?';

/** A finding without what every scan changes: that is in the readings of its resource. */
const Body = z.object({
  finding: FindingRow.omit({ readAt: true, evidence: true, readFrom: true }),
  lastRead: z
    .object({
      status: FindingStatusRow.exclude(['unknown']),
      observed: z.unknown(),
      since: z.string().nullable(),
      changedBy: AuthorRow.nullable(),
    })
    .nullable(),
  formerly: z.array(z.string()).exactOptional(),
});

const ResourceRow = z.object({ number: z.number(), readings: z.string() });
const NumberRow = z.object({ number: z.number() });
const BodyRow = z.object({ body: z.string() });
const IdRow = z.object({ id: z.string() });

/** Findings by resource. */
export function createFindingsStore(connection: Connection) {
  const { get, all, run, runEach } = connection;
  const shapes = createShapes(connection);
  return {
    known: async (subscriptionId: string) => await shapes.known(subscriptionId),

    async resourceIds(subscriptionId?: string): Promise<readonly ResourceId[]> {
      const rows =
        subscriptionId === undefined
          ? await all(RESOURCE_IDS)
          : await all(RESOURCE_IDS_WITHIN, ...boundsOf(subscriptionId));
      return rows.map((row) => readRow(IdRow, row).id);
    },

    async findingsOf(resourceId: ResourceId): Promise<readonly RecordedFinding[]> {
      const found = await get(RESOURCE, idKey(resourceId));
      if (found === undefined) return [];
      const { number, readings } = readRow(ResourceRow, found);
      const readingOf = unpack(readings);
      const rows = await all(FINDINGS, number);
      return rows.map((row) => withReading(readRow(BodyRow, row).body, readingOf));
    },

    /** Writes one resource's part of a scan; to be called inside the scan's transaction. */
    async update(update: ResourceUpdate): Promise<void> {
      const { resourceId, changed, removed, readings } = update;
      const known = await shapes.columnsOf(update.known);
      const put = await get(PUT_RESOURCE, idKey(resourceId), resourceId, pack(readings), ...known);
      const { number } = readRow(NumberRow, put);
      if (changed.length > 0) {
        const rows = changed.map(({ finding, lastRead, formerly }) => {
          const { readAt: _read, evidence: _evidence, readFrom: _from, ...said } = finding;
          const body = JSON.stringify({ finding: said, lastRead, formerly });
          return [number, ...partsOf(findingKey(finding)), finding.status, body];
        });
        await runEach(PUT_FINDING, rows);
      }
      for (const key of removed) await run(REMOVE_FINDING, number, ...partsOf(key));
      // Refused by the database while findings without a reading remain.
      if (readings.length === 0) await run(REMOVE_RESOURCE, number);
    },
  };
}

function withReading(body: string, readings: ReadonlyMap<string, KeptReading>): RecordedFinding {
  const { finding, ...rest } = readJson(Body, body);
  const reading = readings.get(withoutResource(findingKey(finding)));
  if (reading === undefined) {
    throw new StoreError(
      'STORE_ROW_UNREADABLE',
      `The state does not say when ${finding.resourceId} was read.`,
    );
  }
  return { finding: { ...finding, ...reading }, ...rest };
}

/** Document, claim, check and item of a key; the item in lower case, empty for the resource as a whole. */
function partsOf(key: string): readonly [string, string, string, string] {
  const [document = '', claim = '', check = '', item = ''] = withoutResource(key).split('\u001f');
  return [document, claim, check, item];
}
