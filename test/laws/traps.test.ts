import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FLEX } from '../harness/estates.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';
import { documentsOf, startSimulatedAzure } from '../harness/simulated-scan.ts';
import { NOT_MET, STILL_OPEN, TRIED_ELSEWHERE } from './traps/not-met.ts';
import { LATER_TRAPS } from './traps/reading.ts';
import { TRAPS as EARLIER_TRAPS } from './traps/settings.ts';

const TRAPS = [...EARLIER_TRAPS, ...LATER_TRAPS];

describe('traps that existing scanners fall into', () => {
  test.each(TRAPS.map((trap) => [trap.row, trap.title, trap] as const))(
    '%i: %s',
    async (_, __, trap) => {
      const { resources, rules, pageSize } = trap;
      const group = { name: 'rg', location: 'swedencentral', resources: [...resources] };
      await using azure = await startSimulatedAzure({
        subscriptions: [{ id: FLEX.subscription, displayName: 'Trap', resourceGroups: [group] }],
        ...(pageSize === undefined ? {} : { pageSize }),
      });
      const documents = documentsOf([FLEX.subscription]).filter(
        ({ statement }) => statement.id === 'flex-applications',
      );
      const { result } = await azure.scan({ documents, ...(rules === undefined ? {} : { rules }) });
      const said = new Map<string, Set<string>>();
      for (const { check, resourceId, status } of result.claims.flatMap(
        ({ findings }) => findings,
      )) {
        const key = `${check} ${resourceId.split('/').at(-1)?.toLowerCase() ?? ''}`;
        said.set(key, (said.get(key) ?? new Set()).add(status));
      }
      for (const [key, status] of Object.entries(trap.findings)) {
        // The same check bears on several claims; of coverage only some families are open, so the worst one counts there.
        const statuses = [...(said.get(key) ?? [])];
        if (key.startsWith('resource-type-coverage')) expect(statuses, key).toContain(status);
        else expect(statuses, key).toEqual([status]);
      }
      const claims = Object.fromEntries(result.claims.map(({ id, status }) => [id, status]));
      expect(claims).toMatchObject(trap.claims ?? {});
    },
  );

  test.skipIf(!sharedIsHere)(
    'every row is tried or is known to meet no claim yet (needs ../shared/traps.md)',
    () => {
      const rows = readFileSync(sharedPath('traps.md'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('| ') && !/^\| what (goes|went) wrong/u.test(line));
      const tried = new Set(TRAPS.map(({ row }) => row));
      expect(rows.length).toBe(41);
      for (const [index, text] of rows.entries()) {
        const known = [tried, TRIED_ELSEWHERE, NOT_MET, STILL_OPEN].filter((table) =>
          table instanceof Set ? table.has(index + 1) : index + 1 in table,
        );
        expect(known.length, text).toBe(1);
      }
    },
  );

  test.each(Object.entries(TRIED_ELSEWHERE))('row %s is tried in %s', (_, { file, title }) => {
    expect(readFileSync(join(import.meta.dirname, '..', file), 'utf8')).toContain(title);
  });

  test('a claim that a trap of later claims would meet says that it is not verified', async () => {
    await using azure = await startSimulatedAzure();
    const { result } = await azure.scan();
    const claims = new Map(result.claims.map((claim) => [claim.id, claim]));
    for (const { claim } of Object.values(NOT_MET)) {
      if (claim === null) continue;
      expect(claims.get(claim)?.status, claim).toBe('unverified');
      expect(claims.get(claim)?.reason, claim).toContain('no such check');
    }
  });
});
