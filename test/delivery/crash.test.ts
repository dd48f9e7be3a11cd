import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookChannel } from '#channels/webhook.ts';
import type { Notification } from '#domain/alert.ts';
import { Secret } from '#domain/secret.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore, openStoreForReading } from '#store/open-store.ts';
import { COMPILED } from '../harness/compiled.ts';
import { dice } from '../harness/dice.ts';
import { type Receiver, startReceiver } from '../harness/receiver.ts';
import { recordScripted, SCRIPTED_IDS, scansDone } from '../harness/scripted-scan.ts';

const CHILD = resolve(import.meta.dirname, '../harness/monitor-child.ts');
const KILLS = Number(process.env['KILLS'] ?? 10);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

let directory: string;
let receiver: Receiver;
/** Ids of the messages that were answered with 200, in order. */
const accepted: {
  readonly id: string;
  readonly alert: string;
  readonly kind: Notification['kind'];
}[] = [];

beforeAll(async () => {
  const roll = dice(seed + 1);
  directory = mkdtempSync(join(tmpdir(), 'posture-crash-'));
  receiver = await startReceiver((response, request) => {
    const isRefused = roll() < 0.01;
    setTimeout(() => {
      if (isRefused) {
        response.writeHead(503).end();
        return;
      }
      // Written when the answer leaves: what came before a kill but was not answered does not count as told.
      const { id, data } = JSON.parse(request.body) as {
        id: string;
        data: { alertId: string; kind: Notification['kind'] };
      };
      accepted.push({ id, alert: data.alertId, kind: data.kind });
      response.end('ok');
    }, roll() * 8);
  });
});

afterAll(async () => {
  await receiver.close();
  rmSync(directory, { recursive: true, force: true });
});

function run(scans: number) {
  return spawn(execPath, [...COMPILED, CHILD, directory, receiver.url, String(scans)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Every change of every resource, and how each alert stands. */
async function memoryOf(
  store: Pick<StateStore, 'resourceHistory' | 'recentAlerts' | 'claimHistory'>,
) {
  const histories = await Promise.all(
    SCRIPTED_IDS.map(async (id) => await store.resourceHistory(id, 99_999)),
  );
  const { periods } = await store.claimHistory('flex', 'flex.pitr', 1);
  return { histories, periods, alerts: await store.recentAlerts(99_999) };
}

async function scansSoFar(): Promise<number> {
  const reader = await openStoreForReading(directory);
  const scans = await scansDone(reader);
  reader.close();
  return scans;
}

describe('the monitor, killed', () => {
  it(`loses nothing and repeats nothing over ${String(KILLS)} kills (seed ${String(seed)})`, {
    timeout: 180_000,
  }, async () => {
    const roll = dice(seed);
    let kills = 0;
    // On a busy machine little happens between two kills: then it takes more of them.
    while (kills < KILLS || (kills < 4 * KILLS && (await scansSoFar()) <= 2 * KILLS)) {
      kills += 1;
      const child = run(1_000_000);
      const ended = once(child, 'exit');
      // Some while it starts, most in the middle of recording and delivering.
      if (roll() > 0.15) await once(child.stdout, 'data');
      await wait(roll() * 250);
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
    }
    const reader = await openStore(directory);
    const scans = (await scansDone(reader)) + 3;
    reader.close();
    const last = run(scans);
    expect(await once(last, 'exit')).toEqual([0, null]);

    const undisturbed = await openStore(':memory:');
    const channel = createWebhookChannel(
      {
        name: 'hook',
        url: new Secret(receiver.url),
        keys: [],
        pages: true,
        privateNetwork: false,
        caFile: null,
      },
      { now: () => 0 },
    );
    for (let n = 0; n < scans; n += 1)
      await recordScripted(undisturbed, n, { channels: [channel] });
    const told = (await undisturbed.messages()).map(({ message }) => message.notification);
    const killed = await openStoreForReading(directory);
    expect(await memoryOf(killed)).toEqual(await memoryOf(undisturbed));
    const { alerts } = await memoryOf(killed);
    const kept = (await Promise.all(alerts.map(({ id }) => killed.messages(id)))).flat();
    killed.close();

    // What was over before it was told, or is said by a later message, need not be told: it says so in the outbox.
    const superseded = kept.filter(({ state }) => state === 'superseded');
    const untold = new Set(superseded.map(({ message }) => message.notification.id));
    const ids = new Set(accepted.map(({ id }) => id));
    expect([...ids, ...untold.difference(ids)].toSorted()).toEqual(
      told.map(({ id }) => id).toSorted(),
    );
    expect(accepted.length - ids.size).toBeLessThanOrEqual(kills);
    const begun = new Set<string>();
    for (const { alert, kind } of accepted) {
      if (kind === 'firing') begun.add(alert);
      expect(begun.has(alert)).toBe(true);
    }
    // Otherwise the kills came too early to prove anything.
    expect(scans).toBeGreaterThan(KILLS);
    expect(told.length).toBeGreaterThan(KILLS);
    process.stdout.write(
      `${String(scans)} scans, ${String(told.length)} messages, ${String(accepted.length - ids.size)} duplicates in ${String(kills)} kills\n`,
    );
  });
});
