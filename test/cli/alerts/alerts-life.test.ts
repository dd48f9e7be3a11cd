import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hook,
  lifeConfiguration,
  serverId,
  setTls,
  startLifeAzure,
  subscriptionId,
  type Told,
  toldOn,
} from '../../harness/alert-life.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../../harness/https-receiver.ts';
import { runPosture } from '../../harness/posture.ts';
import { eventually, type PostureChild } from '../../harness/posture-child.ts';
import { scansFinished, startService } from '../../harness/small-service.ts';

const MANY = 100;
const LONG = 60_000;
const alice = { who: 'alice@example.com', correlationId: randomUUID() };

let azure: Awaited<ReturnType<typeof startLifeAzure>>;
let receiver: HttpsReceiver;
let service: PostureChild;
let config: string;

beforeAll(async () => {
  [azure, receiver] = await Promise.all([
    startLifeAzure([MANY + 10]),
    startHttpsReceiver((response) => response.writeHead(204).end()),
  ]);
  config = lifeConfiguration(azure.folder, {
    name: 'life',
    subscription: 0,
    severity: 'high',
    schedules: '{ scan: "* * * * * *" }',
    alerts: {
      channels: [{ type: 'log' }, hook(receiver, 'hook')],
      timing: { recoverAfter: 'PT4S', updateEvery: 'PT1S', remindAfter: 'PT4S' },
    },
  });
  service = startService(config, azure.env);
  await scansFinished(service, 2);
});

afterAll(async () => {
  await service.end('SIGKILL');
  await azure.stop();
  await receiver.close();
  rmSync(azure.folder, { recursive: true, force: true });
});

const told = (): readonly Told[] => toldOn(receiver, 'hook');
const blindness = () => told().filter(({ about }) => about === 'blind');

/** Everything that was told of alerts about one server, and of these one kind. */
function toldOf(id: string, kind?: Told['kind']): readonly Told[] {
  const all = told();
  const alerts = new Set(
    all.flatMap(({ alertId, items }) =>
      items.some(({ resourceId }) => resourceId === id) ? [alertId] : [],
    ),
  );
  return all.filter((one) => alerts.has(one.alertId) && (kind ?? one.kind) === one.kind);
}

const by = (who: string) => ({ who: `${who}@example.com`, correlationId: randomUUID() });

async function soon<T>(look: () => T | undefined, what: string): Promise<T> {
  return await eventually(look, what, service, 25_000);
}

/** So many more scans: whatever follows from what is so has followed. */
async function scans(count: number): Promise<void> {
  const before = service.stderr().split('"msg":"scan finished"').length - 1;
  await scansFinished(service, before + count);
}

async function posture(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runPosture([...args, '--config', config], {});
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** Breaks a server and waits for its page. */
async function broken(id: string, who: string): Promise<Told> {
  await setTls(azure, [id], '1.0', by(who));
  return await soon(() => toldOf(id, 'firing')[0], `the page about ${id}`);
}

/** Mends a server and waits for the end of what was told of it. */
async function mended(id: string): Promise<Told> {
  await setTls(azure, [id], '1.2', by('mender'));
  return await soon(() => toldOf(id, 'resolved')[0], `the end about ${id}`);
}

describe('the life of alerts, from Azure to the webhook', () => {
  it(
    'A1, A2: one deployment that breaks a hundred resources is one page that says everything, and one end',
    async () => {
      const ids = Array.from({ length: MANY }, (_, n) => serverId(0, n + 1));
      const [id = ''] = ids;
      await setTls(azure, ids, '1.0', alice);
      const page = await soon(() => toldOf(id, 'firing')[0], 'the page');
      const counted = await soon(
        () => toldOf(id).find(({ counts }) => counts.resources === MANY),
        'what counts all of them',
      );
      await scans(2);

      expect(told().filter(({ kind }) => kind === 'firing')).toHaveLength(1);
      expect(new Set(told().map(({ alertId }) => alertId)).size).toBe(1);
      expect(counted.items.length).toBeLessThanOrEqual(20);
      expect(page).toMatchObject({
        severity: 'high',
        claims: [{ claim: 'own.tls', summary: 'Database servers demand TLS 1.2 or later.' }],
        who: { by: alice.who, client: 'Azure Portal', correlationId: alice.correlationId },
        where: { subscriptionIds: [subscriptionId(0)], resourceGroups: ['rg-app'] },
        confirmed: true,
      });
      expect(page.items[0]).toMatchObject({ from: '1.2', to: '1.0', claim: 'own.tls' });
      expect(page.items[0]?.remediation).toMatch(/^az sql server update .*--minimal-tls-version/u);
      expect(page.commands?.acknowledge).toContain(page.alertId);
      expect(page.changedAt).not.toBeNull();

      await setTls(azure, ids, '1.2', by('alice'));
      const end = await soon(() => toldOf(id, 'resolved')[0], 'its end');
      await scans(2);
      expect(end.items[0]).toMatchObject({ from: '1.0', to: '1.2' });
      expect(told().filter(({ kind }) => kind === 'resolved')).toHaveLength(1);
    },
    LONG,
  );

  it(
    'A1: two people who break two things are two pages, each with its name',
    async () => {
      const two = [
        [serverId(0, MANY + 1), 'bob'],
        [serverId(0, MANY + 2), 'carol'],
      ] as const;
      const pages = await Promise.all(two.map(async ([id, who]) => await broken(id, who)));
      for (const [id, who] of two)
        await soon(
          () => toldOf(id).find((one) => one.who?.by === `${who}@example.com`),
          `the name of ${who}`,
        );

      expect(new Set(pages.map(({ alertId }) => alertId)).size).toBe(2);
      const ends = await Promise.all(two.map(async ([id]) => await mended(id)));
      expect(ends.map(({ alertId }) => alertId)).toEqual(pages.map(({ alertId }) => alertId));
      for (const [id] of two) expect(toldOf(id, 'firing')).toHaveLength(1);
    },
    LONG,
  );

  it(
    'A10, A11: who has not taken it is reminded; an acknowledgement is told and ends the reminders',
    async () => {
      const id = serverId(0, MANY + 3);
      const page = await broken(id, 'dave');
      await soon(() => toldOf(id, 'reminder')[0], 'a reminder');

      await posture('alerts', 'ack', page.alertId, '--by', 'erin', '--note', 'on it');
      const taken = await soon(() => toldOf(id, 'acknowledged')[0], 'the acknowledgement');
      const reminders = toldOf(id, 'reminder').length;
      await wait(6_000);

      expect(taken).toMatchObject({ acknowledgedBy: 'erin', notes: ['on it'] });
      expect(toldOf(id, 'reminder')).toHaveLength(reminders);
      await mended(id);
      expect(toldOf(id, 'firing')).toHaveLength(1);
    },
    LONG,
  );

  it(
    'A10: a silence keeps everybody from being told, and its end tells what still stands',
    async () => {
      const id = serverId(0, MANY + 4);
      const made = await posture('alerts', 'silence', '--claim', 'own.*', '--reason', 'works');
      const silence = /silenced (\S+) until/u.exec(made)?.[1] ?? '';
      await setTls(azure, [id], '1.0', by('frank'));
      const listed = await eventually(async () => {
        const list = await posture('alerts', 'list');
        return list.includes('muted by') ? list : undefined;
      }, 'the muted alert is listed');
      await scans(2);
      const before = toldOf(id);

      await posture('alerts', 'unsilence', silence);
      expect(listed).toContain(`muted by silence ${silence}`);
      expect(before).toEqual([]);
      await soon(() => toldOf(id)[0], 'what the silence kept back');
      await mended(id);
    },
    LONG,
  );

  it(
    'A8: a subscription that cannot be read is one blind alert after two scans, and ends nothing',
    async () => {
      const id = serverId(0, MANY + 5);
      await broken(id, 'grace');
      await azure.misbehave({
        match: { subscription: subscriptionId(0) },
        effect: { status: 403, code: 'AuthorizationFailed' },
      });
      const blind = await soon(() => blindness()[0], 'the blind alert');
      await scans(3);

      expect(blind).toMatchObject({ kind: 'firing', severity: 'high' });
      expect(blind.where.subscriptionIds).toEqual([subscriptionId(0)]);
      expect(new Set(blindness().map(({ alertId }) => alertId)).size).toBe(1);
      expect(toldOf(id, 'resolved')).toEqual([]);

      await azure.misbehave();
      await soon(() => blindness().find(({ kind }) => kind === 'resolved'), 'the end of blindness');
      expect(toldOf(id, 'resolved')).toEqual([]);
      await mended(id);
    },
    LONG,
  );

  it(
    'A5: what breaks and mends again and again is one page, which says so, and then silence',
    async () => {
      const id = serverId(0, MANY + 6);
      const page = await broken(id, 'heidi');
      for (const version of ['1.2', '1.0', '1.2', '1.0'] as const) {
        await setTls(azure, [id], version, by('heidi'));
        await scans(2);
      }
      const flapping = await soon(
        () => toldOf(id).find(({ notes }) => notes[0]?.includes('times within the last hour')),
        'that it flaps',
      );
      const before = toldOf(id).length;
      for (const version of ['1.2', '1.0', '1.2'] as const) {
        await setTls(azure, [id], version, by('heidi'));
        await scans(2);
      }
      const listed = await posture('alerts', 'list');

      expect(listed).toContain('high flapping since');
      expect(flapping.alertId).toBe(page.alertId);
      expect(toldOf(id, 'firing')).toHaveLength(1);
      expect(toldOf(id, 'resolved')).toEqual([]);
      // A reminder may come, as of everything that stands.
      const later = toldOf(id).slice(before);
      expect(later.filter(({ kind }) => kind !== 'reminder' && kind !== 'updated')).toEqual([]);
    },
    LONG,
  );
});
