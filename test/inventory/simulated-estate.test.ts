import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScopeReader } from '#inventory/scope-answers.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { GOOD_ESTATE, type Simulator, startSimulator } from '#simulator/simulator.ts';
import { openSimulated, realClock } from '../harness/azure-access.ts';
import { inventoriesOf } from '../harness/inventories-of.ts';

describe.skipIf(!existsSync(GOOD_ESTATE))(
  'the scope of a simulated estate (needs config/estates)',
  () => {
    let simulator: Simulator;
    let scope: ScopeReader;
    let close: () => Promise<void>;

    beforeAll(async () => {
      simulator = await startSimulator({ port: 0 });
      const { azure } = await openSimulated(simulator);
      close = () => azure.close();
      scope = createScopeReader({ azure, clock: realClock });
    });

    afterAll(async () => {
      await close();
      await simulator.close();
    });

    const signal = () => AbortSignal.timeout(20_000);

    it('reads every subscription whole', async () => {
      const { tenantId } = await scope.connect(signal());
      const { ids, problems } = await scope.subscriptions({}, signal());
      const inventories = await inventoriesOf(scope, ids, 'full', signal());

      expect(tenantId).toBe(simulator.tenantId);
      expect(problems).toEqual([]);
      expect(ids).toEqual(simulator.subscriptions.map((id) => id.toLowerCase()).toSorted());
      expect(inventories.map(({ id, status, problems: found }) => ({ id, status, found }))).toEqual(
        ids.map((id) => ({ id, status: 'complete', found: [] })),
      );
      expect(inventories.every(({ entries }) => entries.length > 0)).toBe(true);
    });

    it('finds in an incremental scan what it finds in a full one', async () => {
      const { ids } = await scope.subscriptions({}, signal());
      const full = await inventoriesOf(scope, ids, 'full', signal());
      const incremental = await inventoriesOf(scope, ids, 'incremental', signal());
      const idsOf = (all: typeof full) =>
        all.map(({ entries }) =>
          entries.map(({ resource }) => resource.id.toLowerCase()).toSorted(),
        );

      expect(idsOf(incremental)).toEqual(idsOf(full));
    });

    it('sees one resource, and that another is not there', async () => {
      const { ids } = await scope.subscriptions({}, signal());
      const [first] = await inventoriesOf(scope, ids.slice(0, 1), 'incremental', signal());
      const entry = first?.entries.find(
        ({ resource }) => resource.type.toLowerCase() === 'microsoft.sql/servers',
      );
      const id = entry?.resource.id ?? '';

      const there = await scope.resource(id, signal());
      const gone = await scope.resource(id.replace(/[^/]+$/u, 'nothing-here'), signal());

      expect(there).toMatchObject({ status: 'collected', value: { groupTags: entry?.groupTags } });
      expect(gone).toMatchObject({ status: 'unavailable', code: 'NotFound' });
    });

    it('reads changes of the last hour', async () => {
      const { ids } = await scope.subscriptions({}, signal());
      const since = new Date(Date.now() - 3_600_000).toISOString();

      const changes = await Promise.all(scope.changes(ids, since, signal()).values());

      expect(changes.map(({ status }) => status)).toEqual(ids.map(() => 'collected'));
    });
  },
);
