import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageFor } from '#alerting/messages.ts';
import type { Notification } from '#domain/alert.ts';
import { StoreError } from '#domain/errors.ts';
import type { MessageStatus } from '#domain/outbox-message.ts';
import type { StateReader } from '#domain/state-store.ts';
import { openStateForOperator, openStoreForReading } from '#store/open-store.ts';
import { COMPILED } from '../harness/compiled.ts';
import { STEPS } from '../harness/crash-steps.ts';
import { dice } from '../harness/dice.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../harness/https-receiver.ts';
import { scansDone } from '../harness/scripted-scan.ts';
import { wholeLog } from '../store/whole-log.ts';

const CHILD = resolve(import.meta.dirname, '../harness/crash-child.ts');
const KILLS = Number(process.env['KILLS'] ?? 40);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
/** A step that is not reached in this time is given up, and the child killed wherever it is. */
const PATIENCE_MS = 3_000;

/** What came to the receiver. `refused`: for good, or until later; `silent`: it has it in its hands and could not say so any more. */
interface Arrival {
  readonly life: number;
  readonly message: string;
  readonly alert: string;
  readonly channel: string;
  readonly kind: Notification['kind'];
  readonly end: 'answered' | 'refused' | 'silent';
}

const roll = dice(seed);
const arrivals: Arrival[] = [];
const acknowledged: string[] = [];
let folder: string;
let state: string;
let receiver: HttpsReceiver;
let child: ChildProcess;
let said = '';
let life = 0;
/** After so many requests the receiver kills the child instead of answering. */
let strikeIn = Number.POSITIVE_INFINITY;

/** Some messages are refused by `first` for good, always the same. */
function isRefused(channel: string, id: string): boolean {
  return channel === 'first' && (createHash('sha256').update(id).digest()[0] ?? 0) < 60;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'posture-steps-'));
  state = join(folder, 'state');
  receiver = await startHttpsReceiver((response, request) => {
    const of = life;
    setTimeout(() => {
      const channel = request.path.slice(1);
      const { id, data } = JSON.parse(request.body) as {
        id: string;
        data: { alertId: string; kind: Notification['kind'] };
      };
      const { alertId: alert, kind } = data;
      const message = `${id}-${channel}`;
      const take = (end: Arrival['end']) =>
        arrivals.push({ life: of, message, alert, channel, kind, end });
      const status = isRefused(channel, id) ? 403 : roll() < 0.02 ? 503 : 200;
      if (status !== 200) {
        take('refused');
        response.writeHead(status).end();
        return;
      }
      strikeIn -= 1;
      take(strikeIn > 0 ? 'answered' : 'silent');
      if (strikeIn > 0) response.end('ok');
      else child.kill('SIGKILL');
    }, roll() * 4);
  });
});

afterAll(async () => {
  child.kill('SIGKILL');
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(step: string, nth: number, scans: number) {
  life += 1;
  strikeIn = step === 'send: received' ? nth : Number.POSITIVE_INFINITY;
  const { origin, caFile } = receiver;
  const args = [...COMPILED, CHILD, state, origin, caFile, step, String(nth), String(scans)];
  const env = { PATH: process.env['PATH'] ?? '' };
  const started = spawn(execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  started.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child = started;
  return { ready: once(started.stdout, 'data'), ended: once(started, 'exit') };
}

/** Somebody takes an alert while the service lives or dies: durable when it is said, and else not there at all. */
async function acknowledgeOne(): Promise<void> {
  const desk = await openStateForOperator(state);
  try {
    const alert = (await desk.openAlerts()).find(
      ({ state: life, destinations }) => life === 'firing' && destinations.length > 0,
    );
    if (alert === undefined) return;
    const by = `operator ${String(life)}`;
    const [last] = await desk.messages(alert.id);
    if (last === undefined) return;
    const notification: Notification = {
      ...last.message.notification,
      id: `ack_${String(life)}`,
      kind: 'acknowledged',
      sequence: alert.sequence,
    };
    const messages = alert.destinations.map((known) => messageFor(notification, 'ack', known));
    const at = last.message.createdAt;
    await desk.acknowledge({ alertId: alert.id, by, at, note: null }, messages);
    acknowledged.push(by);
  } catch (error) {
    // It was over by then.
    if (!(error instanceof StoreError)) throw error;
  } finally {
    desk.close();
  }
}

/** Kills as many children, most at a step that they reach by themselves; answers how often at which. */
async function sweep(): Promise<Map<string, number>> {
  const struck = new Map<string, number>();
  for (let n = 0; n < KILLS; n += 1) {
    const isRandom = n % 6 === 5;
    const step = isRandom ? 'none' : (STEPS[(n - Math.floor(n / 6)) % STEPS.length] ?? 'none');
    // Each life starts but once.
    const nth = step.startsWith('start') ? 1 : 1 + Math.floor(roll() * 4);
    const { ready, ended } = start(step, nth, 1_000_000);
    const here = child;
    const isSilent = isRandom && roll() < 0.3;
    if (!isSilent) await Promise.race([ready, ended]);
    else await wait(roll() * 300);
    if (n % 4 === 2 && !isSilent) await acknowledgeOne();
    const patience = new AbortController();
    const late = wait(isRandom ? roll() * 120 : PATIENCE_MS, undefined, patience).then(
      () => here.kill('SIGKILL'),
      () => false,
    );
    expect(await ended).toEqual([null, 'SIGKILL']);
    patience.abort();
    const where = (await late) ? 'at any moment' : step;
    struck.set(where, (struck.get(where) ?? 0) + 1);
  }
  return struck;
}

async function everything(reader: StateReader): Promise<readonly MessageStatus[]> {
  const alerts = await reader.recentAlerts(99_999);
  return (await Promise.all(alerts.map(async ({ id }) => await reader.messages(id)))).flat();
}

describe('the monitor, killed at every step between writing and marking', () => {
  it(`A23: loses no alert, ends none before it began, repeats at most one message a kill (${String(KILLS)} kills, seed ${String(seed)})`, {
    timeout: 60_000 + KILLS * 3_000,
  }, async () => {
    const struck = await sweep();
    const reader = await openStoreForReading(state);
    const scans = (await scansDone(reader)) + 3;
    const { ended } = start('none', 1, scans);
    expect(await ended).toEqual([0, null]);
    const messages = await everything(reader);

    // What a child said to be recorded is there, and nothing twice.
    const recorded = [...said.matchAll(/^recorded (\d+)$/gmu)].map((found) => Number(found[1]));
    expect(Math.max(...recorded)).toBe(scans - 1);
    expect((await reader.scans(99_999)).map(({ id }) => id)).toEqual(
      Array.from({ length: scans }, (_, n) => `scan-${String(scans - 1 - n)}`),
    );

    // Every message came to its end: told, pointless by then, or refused for good and then told elsewhere.
    const taken = arrivals.filter(({ end }) => end !== 'refused');
    const answered = new Set(
      arrivals.flatMap(({ end, message }) => (end === 'answered' ? [message] : [])),
    );
    const byState = Map.groupBy(messages, (one) => one.state);
    expect([...byState.keys()].toSorted()).toEqual(['dead', 'delivered', 'superseded']);
    for (const { message } of byState.get('delivered') ?? [])
      expect(answered, message.id).toContain(message.id);
    for (const { message } of byState.get('dead') ?? [])
      expect(isRefused(message.channel, message.notification.id), message.id).toBe(true);
    const begun = new Set(taken.flatMap(({ alert, kind }) => (kind === 'resolved' ? [] : alert)));
    let untold = 0;
    for (const alert of await reader.recentAlerts(99_999)) {
      if (alert.sequence === 0 || begun.has(alert.id)) continue;
      // It was over before anybody could be told, and says so.
      untold += 1;
      expect(alert.state, alert.id).toBe('resolved');
    }

    // Never an end before its beginning, on either way. An end too many is harmless where a beginning may have been taken: one that
    // was refused in a life that ended before it could be written down.
    const known = new Set<string>();
    for (const { alert, channel, kind, message } of arrivals) {
      if (kind === 'resolved') expect(known, message).toContain(`${alert} ${channel}`);
      else known.add(`${alert} ${channel}`);
    }

    // Of each kill at most the one message of each way comes twice that was under way just then.
    const repeats = new Map<string, number>();
    const seen = new Map<string, number>();
    for (const { message, channel, life: now } of taken) {
      const before = seen.get(message);
      seen.set(message, now);
      if (before === undefined) continue;
      expect(now, message).toBeGreaterThan(before);
      const kill = `${String(before)} ${channel}`;
      repeats.set(kill, (repeats.get(kill) ?? 0) + 1);
    }
    expect([...repeats.values()].filter((count) => count > 1)).toEqual([]);
    const duplicates = taken.length - seen.size;
    expect(duplicates).toBeLessThanOrEqual(KILLS);

    // The log is whole, and says of alerts, deliveries and people what the state says.
    const log = await wholeLog(reader);
    const bodies = (type: string) =>
      log.flatMap((entry) =>
        entry['type'] === type ? [entry['body'] as Record<string, unknown>] : [],
      );
    const stood = new Map<unknown, unknown>();
    for (const { alertId, before, after } of bodies('alert')) {
      expect(before).toBe(stood.get(alertId) ?? null);
      stood.set(alertId, after);
    }
    for (const { id, state: stands } of await reader.recentAlerts(99_999))
      expect(stood.get(id), id).toBe(stands);
    const tries = messages.reduce((sum, { attempts }) => sum + attempts.length, 0);
    expect(bodies('delivery')).toHaveLength(tries);
    expect(bodies('acknowledgement').map(({ by }) => by)).toEqual(acknowledged);
    reader.close();
    const db = new DatabaseSync(join(state, 'state.db'), { readOnly: true });
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    db.close();

    // Otherwise the kills came too early, or missed their steps, and prove nothing.
    expect(seen.size).toBeGreaterThan(KILLS / 2);
    if (KILLS >= 20)
      expect([...struck.keys()]).toEqual(expect.arrayContaining([...STEPS, 'at any moment']));
    const at = [...struck].map(([step, count]) => `${step}: ${String(count)}`).join('; ');
    process.stdout.write(
      `${String(KILLS)} kills, seed ${String(seed)}: ${String(scans)} scans, ${String(messages.length)} messages, ${String(duplicates)} repeated, ${String(untold)} over before they were told, ${String(acknowledged.length)} acknowledged\n${at}\n`,
    );
  });
});
