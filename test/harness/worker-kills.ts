import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { parseExchangeLine } from '#evidence/kept-exchange.ts';
import { openStoreForReading } from '#store/open-store.ts';
import {
  hook,
  lifeConfiguration,
  serverId,
  setTls,
  startLifeAzure,
  subscriptionId,
  toldOn,
} from './alert-life.ts';
import { dice } from './dice.ts';
import { startHttpsReceiver } from './https-receiver.ts';
import { eventually, type PostureChild, startPosture } from './posture-child.ts';

const SUBSCRIPTIONS = [0, 1, 2, 3];
const SERVERS = 10;
const MOST_DELAY_MS = 3_000;
const TOLD_WITHIN_MS = 180_000;
const ROLES = ['leader', 'worker one', 'worker two'] as const;

/** What came of it. */
export interface KillOutcome {
  readonly kills: number;
  /** Of the service that leads. */
  readonly leaderKills: number;
  readonly breaks: number;
  /** Breaks of which no page came, ends that were not told. */
  readonly lost: readonly string[];
  /** Alerts of which something was told under two ids. */
  readonly toldTwice: readonly string[];
  /** Messages that arrived more than once, under their one id. */
  readonly repeated: number;
  readonly scans: number;
  /** Recorded scans that lack a subscription, a server or a finding. */
  readonly notWhole: readonly string[];
  /** Parts that workers read. */
  readonly parts: number;
  /** Digests that a recorded finding rests on and that no index, or no body, knows. */
  readonly withoutEvidence: readonly string[];
}

/**
 * A service and two workers on one PostgreSQL state (`address`), of which one is killed at a random moment and started again, so many
 * times, while servers break and are mended: each break is one operation, and is mended when its page came.
 */
export async function killAtRandom(options: {
  readonly address: string;
  readonly kills: number;
  readonly seed: number;
  /** Nothing more is broken after this long; absent: until all are killed. */
  readonly withinMs?: number;
  readonly say?: (line: string) => void;
}): Promise<KillOutcome> {
  const { address, kills, seed, withinMs = Infinity, say = () => undefined } = options;
  const begun = performance.now();
  const next = dice(seed);
  const [azure, receiver] = await Promise.all([
    startLifeAzure(SUBSCRIPTIONS.map(() => SERVERS)),
    startHttpsReceiver((response) => response.writeHead(204).end()),
  ]);
  await azure.misbehave({ match: { path: 'Microsoft.Sql' }, effect: { latencyMs: 300 } });
  const config = lifeConfiguration(azure.folder, {
    name: 'life',
    subscription: 0,
    andAlso: SUBSCRIPTIONS.slice(1),
    severity: 'high',
    schedules: '{ scan: "*/2 * * * * *", full: "*/15 * * * * *" }',
    alerts: {
      channels: [{ type: 'log' }, hook(receiver, 'hook')],
      timing: { recoverAfter: 'PT1S' },
    },
    state: address,
  });
  const start = (role: (typeof ROLES)[number]): PostureChild =>
    startPosture(
      [
        'run',
        '--config',
        config,
        '--log-level',
        'info',
        ...(role === 'leader' ? [] : ['--worker']),
      ],
      { ...azure.env, NODE_COMPILE_CACHE: join(azure.folder, 'compiled') },
    );
  const running = new Map(ROLES.map((role) => [role, start(role)]));
  let parts = 0;
  let killed = 0;
  let leaderKills = 0;
  const lost: string[] = [];
  const broken: string[] = [];

  async function up(role: (typeof ROLES)[number]): Promise<void> {
    const child = running.get(role);
    await eventually(
      () => (/"msg":"(?:service|worker) started"/u.test(child?.stderr() ?? '') ? true : undefined),
      `${role} is there`,
      child,
      TOLD_WITHIN_MS,
    );
  }

  function countParts(child: PostureChild | undefined): void {
    parts += (child?.stderr().split('"msg":"part read"').length ?? 1) - 1;
  }

  async function killOne(): Promise<void> {
    const role = ROLES[Math.floor(next() * ROLES.length)] ?? 'leader';
    await up(role);
    await wait(next() * MOST_DELAY_MS);
    const child = running.get(role);
    await child?.end('SIGKILL');
    countParts(child);
    running.set(role, start(role));
    killed += 1;
    if (role === 'leader') leaderKills += 1;
  }

  const told = (kind: string, id: string) =>
    toldOn(receiver, 'hook').filter(
      (one) => one.kind === kind && one.items.some(({ resourceId }) => resourceId === id),
    );

  /** Kills a few times, and goes on until it was told. */
  async function untilTold(kind: string, id: string, before: number): Promise<void> {
    const few = Math.min(kills, killed + 4);
    while (killed < few) await killOne();
    await eventually(
      () => (told(kind, id).length > before ? true : undefined),
      `${kind} of ${id} is told`,
      running.get('leader'),
      TOLD_WITHIN_MS,
    ).catch((error: unknown) => {
      lost.push(String(error));
    });
  }

  try {
    await Promise.all(ROLES.map(up));
    await eventually(
      () => (running.get('leader')?.stderr().includes('"msg":"scan finished"') ? true : undefined),
      'a first scan',
      running.get('leader'),
      TOLD_WITHIN_MS,
    );
    const isOver = () => killed >= kills || lost.length > 0 || performance.now() - begun > withinMs;
    while (!isOver()) {
      const n = broken.length;
      const id = serverId(n % SUBSCRIPTIONS.length, 1 + (Math.floor(n / 4) % SERVERS));
      const [firing, resolved] = [told('firing', id).length, told('resolved', id).length];
      broken.push(id);
      const by = () => ({ who: 'alice@example.com', correlationId: randomUUID() });
      await setTls(azure, [id], '1.0', by());
      await untilTold('firing', id, firing);
      await setTls(azure, [id], '1.2', by());
      await untilTold('resolved', id, resolved);
      say(`${String(killed)} kills, ${String(broken.length)} breaks, ${String(lost.length)} lost`);
    }
    await wait(5_000);
  } finally {
    for (const child of running.values()) {
      await child.end('SIGTERM');
      countParts(child);
    }
    await azure.stop();
    await receiver.close();
  }
  const messages = toldOn(receiver, 'hook');
  const ids = new Set(messages.map(({ messageId }) => messageId));
  const once = [...new Map(messages.map((one) => [one.messageId, one])).values()];
  const begins = Map.groupBy(
    once.filter(({ kind }) => kind === 'firing' || kind === 'resolved'),
    ({ kind, alertId }) => `${kind} ${alertId}`,
  );
  const kept = await whatIsKept(address, join(azure.folder, 'life-evidence'));
  rmSync(azure.folder, { recursive: true, force: true });
  return {
    kills: killed,
    leaderKills,
    breaks: broken.length,
    lost,
    toldTwice: [...begins].flatMap(([what, same]) => (same.length > 1 ? [what] : [])),
    repeated: messages.length - ids.size,
    parts,
    ...kept,
  };
}

/** Looks at every scan that was recorded, and at what every finding rests on. */
async function whatIsKept(
  address: string,
  evidence: string,
): Promise<Pick<KillOutcome, 'scans' | 'notWhole' | 'withoutEvidence'>> {
  const state = await openStoreForReading(address);
  const scans = await state.scans(100_000);
  const notWhole = scans.flatMap(({ id, scan, summary, whole }) => {
    const seen = scan.subscriptions.filter(({ status }) => status === 'complete');
    const isWhole =
      whole &&
      seen.length === SUBSCRIPTIONS.length &&
      seen.every(({ resources }) => resources >= SERVERS) &&
      Object.values(summary.findings).reduce((sum, count) => sum + count, 0) >=
        SUBSCRIPTIONS.length * SERVERS;
    return isWhole ? [] : [`${id}: ${JSON.stringify({ scan: scan.subscriptions, summary })}`];
  });
  const indexed = new Set<string>();
  const folder = join(evidence, 'scans');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ndjson')))
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      const exchange = parseExchangeLine(line);
      if (exchange !== undefined) indexed.add(`sha256:${exchange.sha256}`);
    }
  const answers = createAnswerStore(evidence);
  const withoutEvidence: string[] = [];
  for (const subscription of SUBSCRIPTIONS)
    for (const id of await state.resourceIds(subscriptionId(subscription)))
      for (const { finding } of await state.findingsOf(id))
        for (const digest of finding.evidence) {
          if (indexed.has(digest) && answers.readBody(digest).length > 0) continue;
          withoutEvidence.push(`${digest} of ${id}`);
        }
  state.close();
  return { scans: scans.length, notWhole, withoutEvidence };
}
