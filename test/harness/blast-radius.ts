import { toInstant } from '#domain/instant.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { runScan } from '#scan/run-scan.ts';
import type { EstateInput, MisbehaviourRule } from '#simulator/estate/schema.ts';
import { startSimulator } from '#simulator/simulator.ts';
import { openSimulated } from './azure-access.ts';
import { remember } from './remembered.ts';
import { documentsOf, scannerOn } from './simulated-scan.ts';

/** Everything that one subscription can do to whoever asks it. */
const POISONS: readonly MisbehaviourRule['effect'][] = [
  { status: 429, retryAfter: 3_600 },
  { status: 429, retryAfter: null },
  { endlessPages: true },
  { resetConnection: true },
  { latencyMs: 10_000 },
];

export interface BlastRadius {
  /** From the scan's start until a healthy subscription was recorded (or the scan ended) and could be told, milliseconds, ascending. */
  readonly recordedAfterMs: readonly number[];
  /** Whether the scan had ended before the last healthy subscription was recorded. */
  readonly waitedForTheEnd: boolean;
}

/**
 * Scans so many subscriptions with a server and ten databases each, of which the first `poisoned` (five at most) misbehave each in its
 * own way, until every healthy one was recorded. `isSecond`: after a full scan in which none misbehaved, so that Azure's change records are
 * asked. Rejects when that takes more than `withinMs`.
 */
export async function measureBlastRadius(options: {
  readonly subscriptions: number;
  readonly poisoned: number;
  readonly withinMs: number;
  readonly isSecond?: true;
}): Promise<BlastRadius> {
  const ids = Array.from(
    { length: options.subscriptions },
    (_, index) => `22222222-2222-4222-8222-${String(index + 1).padStart(12, '0')}`,
  );
  const poisoned = new Set(ids.slice(0, options.poisoned));
  const simulator = await startSimulator({ estate: estateOf(ids), port: 0 });
  const { azure } = await openSimulated(simulator);
  const request = {
    id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    documents: documentsOf(ids),
    attestations: [],
    exceptions: [],
    only: {},
    deadlineMs: options.withinMs * 2,
  };
  const since = toInstant(Date.now());
  const earlier =
    options.isSecond === true
      ? remember(
          await runScan(
            scannerOn(simulator, azure),
            { ...request, mode: 'full' },
            AbortSignal.timeout(options.withinMs),
          ),
        )
      : undefined;
  simulator.admin.misbehaviour.replace(
    [...poisoned].map((subscription, index) => ({
      match: { subscription },
      effect: POISONS[index % POISONS.length] ?? { resetConnection: true },
    })),
  );
  const stop = new AbortController();
  const begun = performance.now();
  const recorded = new Map<string, number>();
  const all = Promise.withResolvers<undefined>();
  let endedAfterMs: number | undefined;
  const scan = runScan(
    scannerOn(simulator, azure),
    {
      ...request,
      ...(earlier === undefined
        ? { mode: 'full' }
        : { mode: 'incremental', earlier, changesSince: since }),
      async recordPart({ findings }) {
        for (const { resourceId } of findings) {
          const id = parseResourceId(resourceId)?.subscriptionId ?? '';
          if (!recorded.has(id)) recorded.set(id, performance.now() - begun);
        }
        if (ids.every((id) => poisoned.has(id) || recorded.has(id))) all.resolve(undefined);
        return await Promise.resolve([]);
      },
    },
    stop.signal,
  ).then(
    () => {
      endedAfterMs = performance.now() - begun;
      all.resolve(undefined);
    },
    () => undefined,
  );
  const late = setTimeout(
    () => all.reject(new Error('the healthy subscriptions waited')),
    options.withinMs,
  );
  try {
    await all.promise;
    const healthy = ids.filter((id) => !poisoned.has(id));
    return {
      recordedAfterMs: healthy
        .map((id) => recorded.get(id) ?? endedAfterMs ?? Infinity)
        .sort((a, b) => a - b),
      waitedForTheEnd: endedAfterMs !== undefined,
    };
  } finally {
    clearTimeout(late);
    stop.abort(new Error('it was measured'));
    await scan;
    await azure.close();
    await simulator.close();
  }
}

function estateOf(ids: readonly string[]): EstateInput {
  return {
    subscriptions: ids.map((id, index) => ({
      id,
      displayName: `Subscription ${index + 1}`,
      resourceGroups: [
        {
          name: 'rg-radius',
          location: 'swedencentral',
          resources: [
            {
              type: 'Microsoft.Sql/servers',
              name: `sql-radius-${index + 1}`,
              properties: { minimalTlsVersion: '1.2', publicNetworkAccess: 'Disabled' },
              children: { databases: [{ name: 'db-{n}', repeat: 10 }] },
            },
          ],
        },
      ],
    })),
  };
}
