import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PartOffice } from '#domain/part-queue.ts';
import type { ScanOutcome } from '#scan/scanner.ts';
import { openStore, openStoreForReading } from '#store/open-store.ts';
import { openPartOffice } from '#store/postgres/part-office.ts';
import { openPartWorker } from '#store/postgres/part-worker.ts';
import { onPostgres } from '../harness/engines.ts';
import { startPartWorker } from '../harness/part-worker.ts';
import { knownFrom, type SimulatedAzure, startSimulatedAzure } from '../harness/simulated-scan.ts';

/** Three that read in one process answer each other late where others work beside them. */
const PATIENT = { limits: { requestTimeoutMs: 120_000 }, deadlineMs: 280_000 };
const CONFIGURATION = 'c'.repeat(64);

onPostgres('a scan whose parts workers read', ({ shared }) => {
  let azure: SimulatedAzure;
  let office: PartOffice;
  const endings: (() => Promise<void> | void)[] = [];
  let address: string;
  const faults: unknown[] = [];
  const onFault = (fault: unknown): void => {
    faults.push(fault);
  };

  beforeEach(async () => {
    azure = await startSimulatedAzure();
    address = await shared();
    const store = await openStore(address);
    office = await openPartOffice(address, CONFIGURATION, onFault);
    endings.push(
      async () => await azure[Symbol.asyncDispose](),
      () => store.close(),
      async () => await office.close(),
    );
  });

  afterEach(async () => {
    for (const end of endings.splice(0).toReversed()) await end();
    expect(faults.splice(0)).toEqual([]);
  });

  async function addWorker() {
    const state = await openStoreForReading(address);
    const worker = await openPartWorker(address, CONFIGURATION, onFault);
    const started = await startPartWorker(azure.simulator, worker, state, PATIENT.limits);
    endings.push(async () => {
      await started.stop();
      state.close();
    });
    return started;
  }

  it('says what one process says that reads everything itself, of every resource', async () => {
    const alone = await azure.scan(PATIENT);
    const [first, second] = [await addWorker(), await addWorker()];
    const shared = await azure.scan({
      ...PATIENT,
      sharing: { office, takeIn: () => undefined },
      known: knownFrom(alone),
    });

    const subscriptions = shared.result.scan.subscriptions.map(({ id }) => id);
    expect([...first.did, ...second.did].toSorted()).toEqual(subscriptions.toSorted());
    expect(saidBy(shared)).toEqual(saidBy(alone));
  }, 300_000);

  it('reads everything itself where nobody works for it, or somebody of another configuration', async () => {
    const other = await openPartWorker(address, 'd'.repeat(64), onFault);
    endings.push(async () => await other.close());

    expect(await office.begin('a', Buffer.from('order'))).toBe(false);
  });
});

/** Without what is of its own for each scan: instants, digests of what carries one. */
function saidBy({ result, population, lists, unlisted, seenGone, doubted }: ScanOutcome): unknown {
  const said = {
    subscriptions: result.scan.subscriptions,
    documents: result.documents,
    summary: result.summary,
    claims: result.claims.map(({ id, status, reason, findings }) => ({
      id,
      status,
      reason,
      findings: findings
        .map(({ resourceId, check, item, status: of, observed, reason: why, expected }) =>
          JSON.stringify({ resourceId, check, item, of, observed, why, expected }),
        )
        .toSorted(),
    })),
    population: population.map(({ evidence: _evidence, ...row }) => JSON.stringify(row)).toSorted(),
    sets: [lists, unlisted, seenGone, doubted].map((ids) => [...ids].toSorted()),
  };
  const words = JSON.stringify(said);
  return JSON.parse(words.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'an instant'));
}
