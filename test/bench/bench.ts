/**
 * `npm run bench`: what a scan costs, as ratios against a baseline of the same run. Without arguments it ends within minutes; with
 * `-- --throttled 10000` it also scans so many databases at Azure's own pace, which takes 20 minutes for ten thousand, and with
 * `-- --large` it adds 50 000 databases. Instead of that, `-- --alerts` measures how long it takes from a read to the page, in five
 * minutes; `-- --start` what the commands cost that need no Azure; `-- --storage` what evidence costs on disk; `-- --state` how fast
 * the state keeps and answers findings; `-- --verify` how long 1 GB takes to verify (3 GB of temporary files; a number after it is
 * the size of each answer in bytes); `-- --rate` a scan against the ideal of Azure's bucket at two latencies, in four minutes;
 * `-- --ticks` scans that follow each other in one process, as a service makes them;
 * `-- --wide` many subscriptions with statements of their own; `-- --poisoned` fifty subscriptions of which five misbehave.
 * `-- --types [OF_EACH]` what each resource type costs in requests beside the least possible.
 * `-- --peer SCRIPT` beside another program (docs/performance.md says what the script does).
 * `-- --sizing [SUBSCRIPTIONS DATABASES]` what a large estate takes, simulated from figures measured in the same run.
 * docs/performance.md says how to read the figures.
 */
import { readFileSync } from 'node:fs';
import { applyStep } from '#simulator/drift-script.ts';
import { measureBlastRadius } from '../harness/blast-radius.ts';
import { besidePeer } from './beside-peer.ts';
import { runMeasured, type SimulatorChild, startSimulatorChild } from './child-node.ts';
import { detectToPage, median } from './detect-to-page.ts';
import { BUCKET, DATABASES_PER_SERVER, databasePath, writeEstate } from './estate-file.ts';
import { evaluationRate } from './evaluation-rate.ts';
import { createBench, type MeasuredScan, scanSeconds } from './measure-scan.ts';
import { stateWords } from './record-rate.ts';
import { scanRates } from './scan-rate.ts';
import { signIn } from './sign-in.ts';
import { measureSizing, sizingWords } from './sizing.ts';
import { startRates } from './start-rate.ts';
import { storageCost, storageWords } from './storage-cost.ts';
import { tickRate } from './tick-rate.ts';
import { typesCost, typesWords } from './types-cost.ts';
import { verifyRate } from './verify-rate.ts';
import { wideCost } from './wide-cost.ts';

if (process.argv.includes('--types')) {
  const ofEach = process.argv[process.argv.indexOf('--types') + 1];
  say('Requests by type, all statements on one subscription');
  for (const line of typesWords(await typesCost(Number(ofEach ?? 60)))) say(line);
  process.exit(0);
}

if (process.argv.includes('--storage')) {
  for (const databases of [1_000, 2_000]) {
    say(`Storage at a scan every 15 minutes, measured with ${databases} databases`);
    for (const line of storageWords(await storageCost(databases))) say(line);
  }
  process.exit(0);
}

if (process.argv.includes('--sizing')) {
  const [subscriptions = 1_000, databases = 1_000] = process.argv
    .slice(process.argv.indexOf('--sizing') + 1)
    .map(Number);
  for (const line of sizingWords(await measureSizing(), { subscriptions, databases })) say(line);
  process.exit(0);
}

if (process.argv.includes('--state')) {
  for (const line of await stateWords(50_000)) say(line);
  process.exit(0);
}

if (process.argv.includes('--ticks')) {
  for (const [databases, mostMb] of [
    [2_000, undefined],
    [10_000, 250],
  ] as const) {
    const { full, ticks, peakMb } = await tickRate(databases, 3);
    const usual = median(ticks.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b));
    const target = databases === 2_000 ? ', target 1.0 s' : '';
    say(
      `  ${databases} databases: full scan ${seconds(full.cpuMs)} of processor, unchanged one ${seconds(usual)}${target}; peak ${peakMb.toFixed(0)} MB${mostMb === undefined ? '' : `, target ${mostMb} MB`}`,
    );
  }
  process.exit(0);
}

if (process.argv.includes('--start')) {
  for (const { command, cost, times } of await startRates())
    say(
      `  ${command.padEnd(12)} ${cost.cpuMs.toFixed(0)} ms of processor, ${times.cpuMs.toFixed(1)} times; ${cost.peakMb.toFixed(0)} MB, ${times.peakMb.toFixed(1)} times`,
    );
  process.exit(0);
}

if (process.argv.includes('--verify')) {
  const answerBytes = process.argv[process.argv.indexOf('--verify') + 1];
  await verifyRate(Number(answerBytes ?? 50_000));
  process.exit(0);
}

if (process.argv.includes('--rate')) {
  for (const { latencyMs, seconds, idealSeconds, requests, refused } of await scanRates(
    700,
    [100, 1_000],
  ))
    say(
      `  700 databases ${latencyMs} ms away: ${requests} requests in ${seconds.toFixed(1)} s, the bucket allows ${idealSeconds.toFixed(1)} s: ${(seconds / idealSeconds).toFixed(3)} times, target 1.050; ${refused} answered 429, target 0`,
    );
  process.exit(0);
}

if (process.argv.includes('--poisoned')) {
  for (const [scan, which] of [
    ['first scan', {}],
    ['second scan', { isSecond: true }],
  ] as const)
    for (const poisoned of [0, 5]) {
      const { recordedAfterMs } = await measureBlastRadius({
        subscriptions: 50,
        poisoned,
        withinMs: 600_000,
        ...which,
      });
      say(
        `  ${scan}, 50 subscriptions, ${poisoned} poisoned: the others told after ${seconds(median(recordedAfterMs))} (median), ${seconds(recordedAfterMs.at(-1) ?? NaN)} (last), target: the same without them`,
      );
    }
  process.exit(0);
}

if (process.argv.includes('--peer')) {
  const script = process.argv[process.argv.indexOf('--peer') + 1] ?? '';
  for (const isThrottled of [false, true]) {
    say(
      `600 databases, two questions each, ${isThrottled ? "under Azure's bucket" : 'unthrottled'}`,
    );
    for (const [who, side] of Object.entries(await besidePeer(script, 600, isThrottled)))
      say(
        `  ${who.padEnd(5)} ${side.requests} requests; ${side.known} verdicts, ${side.unknown} lost; ${seconds(side.cpuMs)} of processor, ${seconds(side.wallMs)}, ${side.peakMb.toFixed(0)} MB`,
      );
  }
  process.exit(0);
}

if (process.argv.includes('--wide')) {
  for (const subscriptions of [28, 56, 84]) {
    const cpuMs = await wideCost(subscriptions);
    say(
      `  ${subscriptions} subscriptions with two statements each: ${(cpuMs / 1000).toFixed(1)} s of processor, ${(cpuMs / subscriptions).toFixed(0)} ms a subscription, target: not more with more of them`,
    );
  }
  process.exit(0);
}

const throttledAt = process.argv.indexOf('--throttled');
const throttled = throttledAt === -1 ? 1_000 : Number(process.argv[throttledAt + 1]);
const sizes = process.argv.includes('--large') ? [1_000, 10_000, 50_000] : [1_000, 10_000];

if (process.argv.includes('--alerts')) await alerts();
else await scans();

async function scans(): Promise<void> {
  say('Evaluation');
  const { perSecond, ratio } = await evaluationRate();
  say(
    `  ${perSecond.toFixed(0)} verdicts/s; ${ratio.toFixed(1)} times the plain call of the check`,
  );

  for (const databases of sizes) await unthrottled(databases);
  for (const retryAfter of [true, false]) await paced(throttled, retryAfter);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** From the answer that shows a drift to the first byte at the webhook. */
async function alerts(): Promise<void> {
  const { quick, slow, bare } = await detectToPage();
  say('From the read to the page');
  say(`  median        ${median(quick)} ms, longest ${quick.at(-1)} ms, of ${quick.length}`);
  say(
    `  bare POST     median ${median(bare)} ms: ${(median(quick) / Math.max(1, median(bare))).toFixed(0)} times`,
  );
  for (const { readingMs, tookMs } of slow)
    say(
      `  slow reading  ${readingMs / 1000} s: ${(tookMs / 1000).toFixed(1)} s, ${(tookMs / readingMs).toFixed(2)} times`,
    );
}

/** Azure answers at once: processor and memory show, and what the second scan asks. */
async function unthrottled(databases: number): Promise<void> {
  const bench = await createBench();
  await using azure = await startSimulatorChild(
    await writeEstate(bench.directory, { databases, latencyMs: 0 }),
  );
  const full = await bench.scan(azure, 'unpaced', 'full');
  const { requests } = full.scan.azure;
  const bare = await runMeasured(
    bench.directory,
    'bare-child.ts',
    [String(requests), String(databases)],
    azure.env,
  );
  say(`\n${databases} databases on ${databases / DATABASES_PER_SERVER} servers, Azure unthrottled`);
  say(
    `  requests      ${requests}: ${(requests / databases).toFixed(3)} a database, ${full.findings} findings`,
  );
  say(
    `  least         ${3 * databases}: three settings of each database that no list returns; ${(requests / (3 * databases)).toFixed(3)} times that`,
  );
  say(
    `  processor     ${((full.cpuMs / requests) * 1000).toFixed(0)} µs a request, bare https ${((bare.cpuMs / requests) * 1000).toFixed(0)} µs: ${(full.cpuMs / bare.cpuMs).toFixed(1)} times`,
  );
  say(
    `  wall          ${scanSeconds(full).toFixed(1)} s, bare https ${(bare.wallMs / 1000).toFixed(1)} s`,
  );
  say(`  peak memory   ${full.peakMb.toFixed(0)} MB, bare https ${bare.peakMb.toFixed(0)} MB`);
  const idle = await bench.scan(azure, 'unpaced', 'incremental');
  await change(azure);
  const changed = await bench.scan(azure, 'unpaced', 'incremental');
  say(
    `  second scan   ${idle.scan.azure.requests} requests when nothing changed (${idle.scan.mode}), ${changed.scan.azure.requests} after one write`,
  );
}

/** Azure as it is: 100 ms away, a bucket of 250 refilled 25 times a second. */
async function paced(databases: number, retryAfter: boolean): Promise<void> {
  const bench = await createBench();
  await using azure = await startSimulatorChild(
    await writeEstate(bench.directory, { databases, latencyMs: 100, throttling: { retryAfter } }),
  );
  const full: MeasuredScan = await bench.scan(azure, 'paced', 'full');
  const { requests, throttled: refused } = full.scan.azure;
  const ideal = (requests - BUCKET.burst) / BUCKET.perSecond;
  say(
    `\n${databases} databases, 100 ms away, Azure's bucket, 429 ${retryAfter ? 'with' : 'without'} Retry-After`,
  );
  say(
    `  wall          ${scanSeconds(full).toFixed(1)} s; the bucket allows ${ideal.toFixed(1)} s: ${(scanSeconds(full) / ideal).toFixed(3)} times`,
  );
  say(
    `  requests      ${requests}, ${refused} of them answered 429; peak memory ${full.peakMb.toFixed(0)} MB`,
  );
}

/** Somebody turns the encryption of one database off and on again; then the change feed has had the time it takes. */
async function change({ resourceManager, env }: SimulatorChild): Promise<void> {
  const token = await signIn(env);
  await applyStep(
    {
      at: 'PT0S',
      title: 'one write',
      actor: 'bench@example.com',
      client: 'bench',
      request: {
        method: 'PUT',
        resourceId: `${databasePath(1, 1)}/backupShortTermRetentionPolicies/default`,
        apiVersion: '2021-11-01',
        body: { properties: { retentionDays: 21, diffBackupIntervalInHours: 12 } },
      },
      followedBy: [],
      mend: [],
      claims: [],
    },
    { resourceManager, ca: readFileSync(env['POSTURE_AZURE_CA_FILE'] ?? '', 'utf8'), token },
  );
  await new Promise((done) => setTimeout(done, 4_000));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
