/**
 * How long it takes from the answer of Azure that shows a drift to the first byte at the webhook: `npm run bench -- --alerts`. The
 * monitor runs as a service beside the simulated Azure, each in its own process; the receiver is a real HTTPS server in this one.
 */
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import type { Notification } from '#domain/alert.ts';
import { applyStep } from '#simulator/drift-script.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../harness/https-receiver.ts';
import { eventually, type PostureChild } from '../harness/posture-child.ts';
import { scansFinished, startService } from '../harness/small-service.ts';
import { type SimulatorChild, startSimulatorChild } from './child-node.ts';
import { databasePath, SUBSCRIPTION, writeEstate } from './estate-file.ts';
import { signIn } from './sign-in.ts';

const DATABASES = 200;
/** More than ten within five minutes would be told as one storm. */
const ROUNDS = 8;
const BATCHES = 2;
/** What the second reading takes in slow rounds; it is given up after 30 s, and the page goes out without it. */
const SLOW_MS = [25_000, 28_000, 60_000] as const;
const PATIENCE_MS = 90_000;

export interface DetectToPage {
  /** From the answer that shows it to the first byte at the webhook, in milliseconds, ascending. */
  readonly quick: readonly number[];
  /** The same where the second reading takes so long. */
  readonly slow: readonly { readonly readingMs: number; readonly tookMs: number }[];
  /** A bare POST of as many bytes to the same receiver, each on a connection of its own, ascending. */
  readonly bare: readonly number[];
}

interface Page {
  readonly notification: Notification;
  readonly firstByteMs: number;
}

/** Breaks one database after the other and measures until its page. */
export async function detectToPage(): Promise<DetectToPage> {
  const directory = await mkdtemp(join(tmpdir(), 'posture-page-'));
  const estate = await writeEstate(directory, { databases: DATABASES, latencyMs: 0 });
  await using azure = await startSimulatorChild(estate);
  const firstBytes: number[] = [];
  const receiver = await startHttpsReceiver((response) => response.writeHead(204).end(), {
    early: () => {
      firstBytes.push(Date.now());
      return false;
    },
  });
  const config = await writeConfiguration(directory, receiver);
  const service = startService(config, azure.env);
  const pages = (): readonly Page[] =>
    receiver.received.map(({ body }, n) => ({
      notification: (JSON.parse(body) as { readonly data: Notification }).data,
      firstByteMs: firstBytes[n] ?? 0,
    }));
  try {
    await eventually(() => finished(service), 'the first scan', service, PATIENCE_MS);
    const round = async (database: number): Promise<number> => {
      await setRetention(azure, database, 7);
      const id = databasePath(1, database);
      const isPage = ({ notification: { kind, items } }: Page) =>
        kind === 'firing' && items.some(({ resourceId }) => resourceId?.startsWith(id) === true);
      const page = await eventually(() => pages().find(isPage), id, service, PATIENCE_MS);
      return page.firstByteMs - (await shownAt(directory, page.notification));
    };
    const quick: number[] = [];
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const broken = Array.from({ length: ROUNDS }, (_, n) => 1 + batch * ROUNDS + n);
      for (const database of broken) quick.push(await round(database));
      await mendAll(azure, service, broken, pages);
    }
    const slow: { readingMs: number; tookMs: number }[] = [];
    for (const [n, readingMs] of SLOW_MS.entries()) {
      const database = 1 + BATCHES * ROUNDS + n;
      await delay(azure, database, readingMs);
      slow.push({ readingMs, tookMs: await round(database) });
    }
    const body = receiver.received[0]?.body ?? '';
    const bare: number[] = [];
    for (let n = 0; n < 30; n += 1) {
      const startedAt = Date.now();
      await post(receiver, body);
      bare.push((firstBytes.at(-1) ?? 0) - startedAt);
    }
    return { quick: ascending(quick), slow, bare: ascending(bare) };
  } finally {
    await service.end('SIGKILL');
    await receiver.close();
  }
}

/** The middle of what is in order. */
export function median(ordered: readonly number[]): number {
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
}

function ascending(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

async function writeConfiguration(directory: string, receiver: HttpsReceiver): Promise<string> {
  const config = join(directory, 'posture.yaml');
  const url = `${receiver.origin}/page`;
  const configuration = {
    azure: { credential: 'managed-identity' },
    documents: [{ use: 'flex-applications', scope: { subscriptions: [SUBSCRIPTION] } }],
    state: join(directory, 'state'),
    server: { port: 0 },
    schedules: { scan: '*/3 * * * * *' },
    alerts: {
      channels: [
        { type: 'log' },
        { type: 'webhook', name: 'hook', url, caFile: receiver.caFile, pages: true },
      ],
      timing: { recoverAfter: 'PT1S' },
    },
  };
  await writeFile(config, stringify(configuration));
  return config;
}

function finished(service: PostureChild): true | undefined {
  return service.stderr().includes('"msg":"scan finished"') ? true : undefined;
}

async function setRetention(
  { resourceManager, env }: SimulatorChild,
  database: number,
  retentionDays: number,
): Promise<void> {
  await applyStep(
    {
      at: 'PT0S',
      title: 'retention',
      actor: `bench-${String(database)}@example.com`,
      client: 'bench',
      request: {
        method: 'PUT',
        resourceId: `${databasePath(1, database)}/backupShortTermRetentionPolicies/default`,
        apiVersion: '2021-11-01',
        body: { properties: { retentionDays, diffBackupIntervalInHours: 12 } },
      },
      followedBy: [],
      mend: [],
      claims: [],
    },
    {
      resourceManager,
      ca: readFileSync(env['POSTURE_AZURE_CA_FILE'] ?? '', 'utf8'),
      token: await signIn(env),
    },
  );
}

async function mendAll(
  azure: SimulatorChild,
  service: PostureChild,
  broken: readonly number[],
  pages: () => readonly Page[],
): Promise<void> {
  const ends = () => pages().filter(({ notification }) => notification.kind === 'resolved').length;
  const before = ends();
  for (const database of broken) await setRetention(azure, database, 14);
  const areOver = () => (ends() >= before + broken.length ? true : undefined);
  await eventually(areOver, 'the ends', service, PATIENCE_MS);
  await scansFinished(service, 1);
}

/** From now on Azure takes so long over the direct reading of a database: the second one. */
async function delay(
  { resourceManager, env }: SimulatorChild,
  database: number,
  latencyMs: number,
): Promise<void> {
  const rules = [
    {
      match: { method: 'GET', path: `/servers/sql-1/databases/db-${String(database)}[?]` },
      effect: { latencyMs },
    },
  ];
  const ca = readFileSync(env['POSTURE_AZURE_CA_FILE'] ?? '', 'utf8');
  await send(`${resourceManager}/__simulator/misbehaviour`, 'PUT', ca, JSON.stringify(rules));
}

/** When the answer was there that a page names as its evidence: the first exchange with its digest, in any scan. */
async function shownAt(directory: string, { evidence }: Notification): Promise<number> {
  const digests = new Set(evidence.map((digest) => digest.replace('sha256:', '')));
  const scans = join(directory, 'state', 'evidence', 'scans');
  const first = new Map<string, number>();
  for (const name of readdirSync(scans)) {
    for await (const line of createInterface({ input: createReadStream(join(scans, name)) })) {
      const kept = JSON.parse(line) as {
        readonly sha256: string;
        readonly startedAt: string;
        readonly durationMs: number;
      };
      if (!digests.has(kept.sha256)) continue;
      const at = Date.parse(kept.startedAt) + kept.durationMs;
      first.set(kept.sha256, Math.min(at, first.get(kept.sha256) ?? at));
    }
  }
  // Of several answers that a finding rests on, the last one completed it.
  return Math.max(...first.values());
}

async function post(receiver: HttpsReceiver, body: string): Promise<void> {
  await send(`${receiver.origin}/page`, 'POST', readFileSync(receiver.caFile, 'utf8'), body);
}

async function send(url: string, method: string, ca: string, body: string): Promise<void> {
  await new Promise<void>((done, failed) => {
    const headers = { 'content-type': 'application/json' };
    const outgoing = request(url, { method, ca, headers, agent: false }, (incoming) => {
      incoming.resume();
      incoming.on('end', done);
    });
    outgoing.on('error', failed);
    outgoing.end(body);
  });
}
