import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ResourceSpec } from '#simulator/estate/schema.ts';
import { FLEX } from '../harness/estates.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';
import { documentsOf, startSimulatedAzure } from '../harness/simulated-scan.ts';
import { BACKUP_TRAPS } from './traps/backups.ts';
import { NOT_MET, TRIED_ELSEWHERE } from './traps/not-met.ts';
import { PLACE_TRAPS } from './traps/places.ts';
import { LATER_TRAPS } from './traps/reading.ts';
import { TRAPS as EARLIER_TRAPS } from './traps/settings.ts';
import { PLATFORM, type Trap } from './traps/trap.ts';

const TRAPS = [...EARLIER_TRAPS, ...LATER_TRAPS, ...PLACE_TRAPS, ...BACKUP_TRAPS];

/** The statement of a trap, bound to the one subscription without what is left out. */
function documentsFor({ statement = 'flex-applications', excluded = [] }: Trap) {
  return documentsOf([FLEX.subscription])
    .filter((document) => document.statement.id === statement)
    .map((document) => ({
      ...document,
      scope:
        document.scope === null
          ? null
          : {
              ...document.scope,
              exclude: { ...document.scope.exclude, resourceIds: excluded },
            },
    }));
}

function groupOf(resources: readonly ResourceSpec[], location: string) {
  return { name: 'rg', location, resources: [...resources] };
}

describe('traps that scanners fall into', () => {
  test.each(TRAPS.map((trap) => [trap.row, trap.title, trap] as const))(
    '%s: %s',
    async (_, __, trap) => {
      const { resources, elsewhere, home = 'swedencentral', rules, pageSize } = trap;
      const others = elsewhere === undefined ? [] : [groupOf(elsewhere, home)];
      await using azure = await startSimulatedAzure({
        subscriptions: [
          {
            id: FLEX.subscription,
            displayName: 'Trap',
            resourceGroups: [groupOf(resources, home)],
          },
          { id: PLATFORM, displayName: 'Platform', resourceGroups: others },
        ],
        ...(pageSize === undefined ? {} : { pageSize }),
      });
      const documents = documentsFor(trap);
      const { result } = await azure.scan({ documents, ...(rules === undefined ? {} : { rules }) });
      const said = new Map<string, Set<string>>();
      for (const { check, resourceId, item, status } of result.claims.flatMap(
        ({ findings }) => findings,
      )) {
        const name = resourceId.split('/').at(-1)?.toLowerCase() ?? '';
        const key = [check, name, ...(item === undefined ? [] : [item])].join(' ');
        said.set(key, (said.get(key) ?? new Set()).add(status));
      }
      for (const [key, status] of Object.entries(trap.findings)) {
        // The same question bears on several claims.
        expect([...(said.get(key) ?? ['none'])], key).toEqual([status]);
      }
      const claims = Object.fromEntries(result.claims.map(({ id, status }) => [id, status]));
      expect(claims).toMatchObject(trap.claims ?? {});
      for (const [claim, words] of Object.entries(trap.reasons ?? {})) {
        const reason = result.claims.find(({ id }) => id === claim)?.reason ?? '';
        expect(reason.toLowerCase(), claim).toContain(words.toLowerCase());
      }
    },
  );

  test.skipIf(!sharedIsHere)(
    'every row is tried or is known to meet no claim yet (needs ../shared/traps.md)',
    () => {
      const rows = readFileSync(sharedPath('traps.md'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('| ') && !/^\| what (goes|went) wrong/u.test(line));
      const tried = new Set<number | string>(TRAPS.map(({ row }) => row));
      expect(rows.length).toBe(41);
      for (const [index, text] of rows.entries()) {
        const known = [tried, TRIED_ELSEWHERE, NOT_MET].filter((table) =>
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
