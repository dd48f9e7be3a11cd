import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from '#collectors/define-collector.ts';
import type { Exchange } from '#domain/exchange.ts';
import { toInstant } from '#domain/instant.ts';
import { type Judgement, judge } from '#evaluation/judge.ts';
import type { FactName } from '#facts/fact-names.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { createFactReader } from '#scan/fact-reader.ts';
import { GOOD_ESTATE, startSimulator } from '#simulator/simulator.ts';
import { openSimulated, realClock } from '../../harness/azure-access.ts';
import { CHECKS, READS } from '../../harness/product.ts';

/** Claims that the good estate keeps, wide enough for every statement in it. */
const PARAMETERS: Readonly<Record<string, unknown>> = {
  'sql-point-in-time-retention': { days: 10 },
  'sql-managed-point-in-time-retention': { days: 10 },
  'sql-restore-window': { days: 10 },
  'sql-managed-restore-window': { days: 10 },
  'sql-differential-backup-interval': { hours: 24 },
  'sql-managed-differential-backup-interval': { hours: 24 },
  'sql-log-backup-interval': { minutes: 60 },
  'sql-managed-log-backup-interval': { minutes: 60 },
  'sql-full-backup-interval': { hours: 168 },
  'sql-managed-full-backup-interval': { hours: 168 },
  'sql-recent-restore-point': { hours: 26 },
  'sql-managed-recent-restore-point': { hours: 26 },
  'sql-data-warehouse-recent-restore-point': { hours: 26 },
  'sql-long-term-retention': { atLeast: 'P1D' },
  'sql-managed-long-term-retention': { atLeast: 'P1D' },
  'sql-backup-location': { within: 'Europe' },
  'sql-managed-backup-location': { within: 'Europe' },
  'sql-replica-location': { within: 'Europe' },
  'sql-failover-partner-location': { within: 'Europe' },
  'sql-regional-redundancy': { within: 'Europe' },
  'sql-backup-separation': { within: 'Europe' },
};
/** What not every statement of the estate claims. */
const NOT_CLAIMED_BY_ALL = new Set([
  'sql-long-term-retention',
  'sql-managed-long-term-retention',
  'sql-customer-managed-key',
  'sql-managed-customer-managed-key',
]);

/** Facts that the good estate's own databases do not need, and what they are about. */
const RARE = [
  ['sqlElasticPool', 'microsoft.sql/servers/elasticpools'],
  ['sqlRestorePoints', 'microsoft.sql/servers/databases'],
] as const;

interface Judged extends Judgement {
  readonly check: string;
  readonly resourceId: string;
}

const judged: Judged[] = [];
const facts = new Set<FactName>();
let exchanges: readonly Exchange[] = [];
let databases: readonly string[] = [];

describe.skipIf(!existsSync(GOOD_ESTATE))(
  'Azure SQL of the good estate through the real clients (needs config/estates)',
  () => {
    beforeAll(async () => {
      const simulator = await startSimulator({ port: 0 });
      const { azure, kept } = await openSimulated(simulator, {
        limits: { readsPerSecond: 1000, burst: 1000 },
      });
      const signal = AbortSignal.timeout(50_000);
      const scope = createScopeReader({ azure, clock: realClock });
      const { ids } = await scope.subscriptions({}, signal);
      const inventories = await scope.inventory(ids, 'full', signal);
      const before = kept.length;
      const reader = createFactReader({
        azure: azure.reader,
        collectors: new Map(COLLECTORS.map((one: Collector) => [one.fact, one])),
        clock: realClock,
        signal,
      });
      const found = inventories.flatMap(({ entries }) => entries).filter(isSql);
      const instances = found.filter((entry) => typeOf(entry) === 'microsoft.sql/managedinstances');
      const children: InventoryEntry[] = [];
      for (const instance of instances) {
        const rows = await reader.children('sqlManagedDatabase', instance);
        for (const { id, name } of rows.status === 'collected' ? rows.value : []) {
          const type = 'Microsoft.Sql/managedInstances/databases';
          children.push({ ...instance, resource: { id, name, type } });
        }
      }
      const known = new Set(found.map(({ resource }) => resource.id.toLowerCase()));
      const entries = [
        ...found,
        ...children.filter(({ resource }) => !known.has(resource.id.toLowerCase())),
      ];
      databases = entries
        .filter((one) => typeOf(one).endsWith('/databases'))
        .map(({ resource }) => resource.id);
      for (const check of CHECKS.filter(
        ({ id, figure }) => id.startsWith('sql-') && figure === undefined,
      )) {
        const parameters = check.parameters.parse(PARAMETERS[check.id] ?? {});
        const task = { check, parameters, uses: [] };
        for (const entry of entries) {
          if (!check.resourceTypes.includes(typeOf(entry))) continue;
          const judgement = await judge(
            task,
            entry,
            async (fact, subject) => {
              facts.add(fact);
              return await reader.read(fact, subject);
            },
            toInstant(realClock.now()),
          );
          judged.push({ ...judgement, check: check.id, resourceId: entry.resource.id });
        }
      }
      exchanges = kept.slice(before);
      // No check of a general purpose database asks for these.
      for (const [fact, type] of RARE) {
        const entry = entries.find((one) => typeOf(one) === type);
        const reading = entry && (await reader.read(fact, entry));
        if (reading?.status === 'collected') facts.add(fact);
      }
      await azure.close();
      await simulator.close();
    });

    it('reads every fact of Azure SQL', () => {
      const declared = COLLECTORS.map(({ fact }) => fact).filter((fact) => fact.startsWith('sql'));

      expect([...facts].filter((fact) => fact.startsWith('sql')).toSorted()).toEqual(
        declared.toSorted(),
      );
      const unread = judged.filter(({ problem }) => problem !== undefined);

      expect(databases.length).toBeGreaterThan(10);
      expect(judged.length).toBeGreaterThan(100);
      expect(
        unread.map(({ check, resourceId, verdict }) => [check, resourceId, verdict.reason]),
      ).toEqual([]);
    });

    it('finds nothing that fails or is not known', () => {
      const bad = judged
        .filter(({ verdict }) => verdict.status === 'fail' || verdict.status === 'unknown')
        .filter(
          ({ check, verdict }) => verdict.status === 'unknown' || !NOT_CLAIMED_BY_ALL.has(check),
        )
        .map(({ check, resourceId, verdict }) => `${check} ${resourceId}: ${verdict.reason}`);

      expect(bad).toEqual([]);
      expect(judged.filter(({ verdict }) => verdict.status === 'pass').length).toBeGreaterThan(60);
    });

    it('asks each question once, and at most three about one database', () => {
      const asked = exchanges.map(({ url }) => new URL(url).pathname.toLowerCase());
      const perDatabase = databases.map(
        (id) => asked.filter((path) => path.startsWith(`${id.toLowerCase()}/`)).length,
      );

      expect(new Set(exchanges.map(({ url }) => url)).size).toBe(exchanges.length);
      expect(Math.max(...perDatabase)).toBe(3);
    });
  },
);

function isSql({ resource }: InventoryEntry): boolean {
  return resource.type.toLowerCase().startsWith('microsoft.sql/');
}

function typeOf({ resource }: InventoryEntry): string {
  return resource.type.toLowerCase();
}
