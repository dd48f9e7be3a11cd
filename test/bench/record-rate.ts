import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findingKey } from '#domain/finding.ts';
import type { ResourceUpdate } from '#domain/recorded.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { scanRecord } from '../store/scan-records.ts';

const FINDINGS_PER_RESOURCE = 10;

/** What the state takes for so many findings, in words; the best of three, for others work on the machine too. */
export async function stateWords(findings: number): Promise<readonly string[]> {
  const rounds: Awaited<ReturnType<typeof recordRate>>[] = [];
  for (let n = 0; n < 3; n += 1) {
    const directory = mkdtempSync(join(tmpdir(), 'posture-rate-'));
    const store = await openStore(directory);
    rounds.push(await recordRate(store, findings));
    store.close();
    rmSync(directory, { recursive: true });
  }
  const rate = (of: 'first' | 'again' | 'read'): string =>
    (findings / Math.min(...rounds.map((round) => round[of]))).toFixed(0);
  return [
    `State of ${String(findings)} findings`,
    `  first recording ${rate('first')} findings/s, unchanged ${rate('again')}/s, read ${rate('read')}/s`,
  ];
}

/** Seconds that the state takes for the record of a first scan with so many findings, for the same again where nothing changed, and for reading all. */
async function recordRate(
  store: StateStore,
  findings: number,
): Promise<{ readonly first: number; readonly again: number; readonly read: number }> {
  const resources = Array.from({ length: findings / FINDINGS_PER_RESOURCE }, (_, n) => update(n));
  const unchanged = resources.map((one) => ({ ...one, changed: [] }));
  const [one, two] = [scanRecord(1, { resources }), scanRecord(2, { resources: unchanged })];
  const first = await seconds(async () => await store.recordScan(one));
  const again = await seconds(async () => await store.recordScan(two));
  const read = await seconds(async () => {
    for (const id of await store.resourceIds()) await store.findingsOf(id);
  });
  return { first, again, read };
}

function update(n: number): ResourceUpdate {
  const resourceId = databaseId(`db${String(n)}`);
  const changed = Array.from({ length: FINDINGS_PER_RESOURCE }, (_, m) => ({
    finding: finding({ resourceId, claim: `flex.claim-${String(m)}` }),
    lastRead: null,
  }));
  const readings = changed.map((entry) => {
    const { evidence } = entry.finding;
    return { key: findingKey(entry.finding), readAt: minute(n % 60), evidence };
  });
  return { resourceId, changed, removed: [], readings };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
