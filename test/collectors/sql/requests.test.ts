import { describe, expect, it } from 'vitest';
import { resourceName } from '#domain/resource-id.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { createFactReader } from '#scan/fact-reader.ts';
import { type ArmAnswer, type ArmRequest, startArmServer } from '../../harness/arm-server.ts';
import { openAzure, realClock } from '../../harness/azure-access.ts';
import * as facts from '../../harness/facts/sql.ts';
import { ROWS, type Row } from './sql-requests.ts';

const { INSTANCE_ID, SERVER_ID } = facts;

/** The owners that long-term backups are looked up through. */
const OWNERS: Readonly<Record<string, unknown>> = {
  [SERVER_ID]: facts.sqlServer({}, { location: 'North Europe' }),
  [INSTANCE_ID]: facts.sqlManagedInstance(),
};

async function read(row: Row, script: (request: ArmRequest) => ArmAnswer) {
  await using server = await startArmServer(script);
  const { azure } = await openAzure(server);
  try {
    const { fact } = row.collector;
    const reader = createFactReader({
      azure: azure.reader,
      collectors: new Map([[fact, row.collector]]),
      clock: realClock,
      signal: AbortSignal.timeout(20_000),
    });
    const entry: InventoryEntry = {
      resource: { id: row.of, name: resourceName(row.of), type: 'any' },
      groupTags: {},
      evidence: [],
      readAt: 0,
    };
    const readings = [await reader.read(fact, entry), await reader.read(fact, entry)];
    return { reading: readings[0], again: readings[1], requests: server.requests };
  } finally {
    await azure.close();
  }
}

describe('collectors of Azure SQL', () => {
  it('are twenty', () => {
    expect(new Set(ROWS.map(({ collector }) => collector.fact)).size).toBe(20);
  });

  it.each(ROWS.map((row) => ({ fact: row.collector.fact, row })))(
    '$fact: one request at the pinned api-version, asked once',
    async ({ row }) => {
      const { reading, again, requests } = await read(row, ({ url }) => ({
        body: url.pathname === row.path ? row.body : OWNERS[url.pathname],
      }));
      const own = requests.filter(({ url }) => OWNERS[url.pathname] === undefined);

      expect(reading).toMatchObject({ status: 'collected' });
      expect(again).toEqual(reading);
      expect(own.map(({ url }) => url.pathname)).toEqual([row.path]);
      expect(requests).toHaveLength(row.query === undefined ? 1 : 2);
      for (const { url } of requests)
        expect(url.searchParams.get('api-version')).toBe('2025-01-01');
      for (const part of row.query?.split('&') ?? []) expect(own[0]?.url.search).toContain(part);
    },
  );

  it.each(ROWS.map((row) => ({ fact: row.collector.fact, row })))(
    '$fact: a refusal names the permission',
    async ({ row }) => {
      const { reading } = await read(row, ({ url }) =>
        url.pathname === row.path
          ? { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'No.' } } }
          : { body: OWNERS[url.pathname] },
      );

      expect(reading).toMatchObject({
        status: 'unavailable',
        code: 'AuthorizationFailed',
        permission: row.collector.permissions[0],
      });
    },
  );

  it('a server without a region leaves its long-term backups unread', async () => {
    const row = ROWS.find(({ collector }) => collector.fact === 'sqlLongTermBackups') as Row;
    const { reading } = await read(row, ({ url }) => ({
      body: url.pathname === row.path ? row.body : facts.sqlServer({}, { location: null }),
    }));

    expect(reading).toMatchObject({ status: 'unavailable', code: 'MalformedAnswer' });
  });

  it('a link that names no database makes the list worthless', async () => {
    const row = ROWS.find(({ collector }) => collector.fact === 'sqlReplicationLinks') as Row;
    const { reading } = await read(row, () => ({
      body: { value: [facts.setting(SERVER_ID, 'replicationLinks/x', {})] },
    }));

    expect(reading).toMatchObject({ status: 'unavailable', code: 'MalformedAnswer' });
  });
});
