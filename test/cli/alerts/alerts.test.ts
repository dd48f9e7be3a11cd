import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import type { PostureRun } from '../../harness/posture.ts';
import { runHere } from '../../harness/posture-here.ts';
import { asking, stateWithAlerts } from './alerts-state.ts';

type Made = Awaited<ReturnType<typeof stateWithAlerts>>;

const folders: string[] = [];
let made: Made;

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function make(): Promise<Made> {
  const state = await stateWithAlerts();
  folders.push(state.folder);
  return state;
}

async function alerts(...args: string[]): Promise<PostureRun> {
  return await runHere(['alerts', ...args, ...made.config]);
}

describe('posture alerts list and show', () => {
  beforeAll(async () => {
    made = await make();
  });

  it('lists open alerts, worst first, with the claim, why nobody is told, and counts', async () => {
    const run = await alerts('list');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toBe(`critical violation since 2026-01-01T00:01:00.000Z, 1 open (al_one)
  Databases can be restored to any point of the last 14 days. (flex.pitr)
    flex.pitr: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-prod/providers/Microsoft.Sql/servers/sql-a/databases/db\\u202e1 (sql-point-in-time-retention)
high violation since 2026-01-01T00:00:00.000Z, 1 open (al_two)
  Databases can be restored to any point of the last 14 days. (flex.tls)
  muted by inhibition al_blind
2 open: 0 pending, 0 recovering, 1 muted, 0 acknowledged.
`);
  });

  it('lists those that are over too, and everything as JSON', async () => {
    const run = await alerts('list', '--all', '--format', 'json');
    const listed = JSON.parse(run.stdout) as {
      readonly counts: unknown;
      readonly alerts: readonly { readonly id: string }[];
      readonly silences: unknown;
    };

    expect(listed.counts).toMatchObject({ open: 2, muted: 1 });
    expect(listed.alerts.map(({ id }) => id)).toEqual(['al_one', 'al_two', 'al_over']);
    expect(listed.alerts[0]).toMatchObject({
      acknowledged: null,
      claims: [{ claim: 'flex.pitr' }],
      members: { open: 1, over: 0 },
      destinations: [{ channel: 'hook' }],
    });
  });

  it('A2, A25: shows what, from what to what, who, how to mend it, every try and every entry', async () => {
    const run = await alerts('show', 'al_on');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    for (const words of [
      'al_one: critical violation, firing',
      'from days: 35 to days: 7; expected days: 14',
      'changed by alice@example.com at 2026-01-01T00:00:00.000Z (Azure Portal, Microsoft.Sql/servers/databases/write',
      "mend: az sql db str-policy set --name 'db1' --retention-days 14",
      'firing 1 to hook: dead, made 2026-01-01T00:01:00.000Z (al_one-1-hook)',
      '2026-01-01T00:02:00.000Z dead after 31 ms, status 404, status 404',
      '1 {"at":"2026-01-01T00:01:00.000Z","body":{"after":"firing","alertId":"al_one","before":null',
      '4 {"at":"2026-01-01T00:02:00.000Z","body":{"alertId":"al_one","attempt":1',
    ]) {
      expect(run.stdout).toContain(words);
    }
    expect(run.stdout).toContain('db\\u202e1');
    expect(run.stdout).not.toContain('\u202e');
    const json = JSON.parse((await alerts('show', 'al_one', '--format', 'json')).stdout) as object;
    expect(json).toMatchObject({
      alert: { id: 'al_one' },
      acknowledged: null,
      messages: [{ state: 'dead' }],
      log: [{ index: 1 }, { index: 4 }],
    });
  });

  it('A14: says who would be told, and why, without sending anything', async () => {
    const byClaim = await alerts('route', '--claim', 'flinker.encryption-in-transit');
    const bySeverity = await alerts('route', '--severity', 'low', '--at', '2026-01-01T03:00:00Z');

    for (const run of [byClaim, bySeverity]) {
      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout).toContain('-> log (log) by default: at once');
    }
  });

  it('A14: answers where the secrets of the channels are not', async () => {
    const file = join(made.folder, 'paging.yaml');
    const text = readFileSync(join(made.folder, 'posture.yaml'), 'utf8');
    const pager = '{ type: pagerduty, name: pager, routingKey: { env: NOT_HERE } }';
    writeFileSync(file, text.replace('{ type: log }', `{ type: log }, ${pager}`));

    const high = await runHere(['alerts', 'route', '--severity', 'high', '--config', file]);
    const low = await runHere(['alerts', 'route', '--severity', 'low', '--config', file]);

    expect(high.stdout).toContain('-> pager (pagerduty)');
    expect(low).toMatchObject({ exitCode: 0 });
    expect(low.stdout).not.toContain('-> pager');
  });

  it.each([
    ['90m', 90],
    ['PT90M', 90],
    ['2h', 120],
    ['1w', 10_080],
  ])('23: a silence for %s lasts %i minutes', async (text, minutes) => {
    const begun = Date.now();
    const run = await alerts('silence', '--claim', 'x', '--reason', 'r', '--for', text);
    const until = /until (\S+):/u.exec(run.stdout)?.[1] ?? '';

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(Math.round((Date.parse(until) - begun) / 60_000)).toBe(minutes);
    await alerts('unsilence', /silenced (\S+)/u.exec(run.stdout)?.[1] ?? '');
  });

  it.each([
    ['silence', '--check', 'encryption-in-transti', 'encryption-in-transit'],
    ['silence', '--document', 'flinkr', 'flinker'],
    ['route', '--check', 'encryption-in-transti', 'encryption-in-transit'],
  ])(
    '16: %s %s %s is refused with its suggestion: it would match nothing',
    async (command, option, word, meant) => {
      const more = command === 'silence' ? ['--reason', 'r'] : ['--severity', 'high'];
      const run = await alerts(command, option, word, ...more);

      expect(run.exitCode).toBe(3);
      expect(run.stderr).toContain(`did you mean "${meant}"?`);
    },
  );

  it('23: a duration that is none says what would be right', async () => {
    const run = await alerts('silence', '--claim', 'x', '--reason', 'r', '--for', 'soon');

    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain('--for "soon" is no duration; write 90m, 2h, 3d, 1w, or ISO 8601');
  });

  it('23: an instant is ISO 8601 or local time, and what is neither is told so', async () => {
    const local = await alerts('route', '--severity', 'high', '--at', '2026-03-01 08:00');
    const none = await alerts('route', '--severity', 'high', '--at', 'yesterday');

    expect(local).toMatchObject({ exitCode: 0, stderr: '' });
    expect(none.exitCode).toBe(3);
    expect(none.stderr).toContain('"yesterday" is neither a date nor an instant; write 2026-03-01');
  });

  it.each(['list', 'show', 'ack', 'silence', 'unsilence', 'route', 'test', 'replay'])(
    'posture alerts %s --help tells of it and does nothing',
    async (command) => {
      const run = await runHere(['alerts', command, '--help']);

      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout).toContain(`Usage: posture alerts ${command}`);
    },
  );

  it.each([
    ['an alert that there is not', ['show', 'al_nine']],
    ['no alert at all', ['show', '']],
    ['a beginning that several have', ['show', 'al_']],
    ['an alert that is over', ['ack', 'al_over']],
    ['nobody who acknowledges', ['ack', 'al_one', '--by', ' ']],
    ['an alert to be silent that there is not', ['silence', '--alert', 'x', '--reason', 'r']],
    ['nothing to be silent', ['silence', '--reason', 'r']],
    ['a silence without a reason', ['silence', '--claim', 'x']],
    ['a silence with an empty reason', ['silence', '--claim', 'x', '--reason', ' ']],
    ['a silence of no time', ['silence', '--claim', 'x', '--reason', 'r', '--for', 'PT0S']],
    ['too long a silence', ['silence', '--claim', 'x', '--reason', 'r', '--for', 'P31D']],
    ['a silence of months', ['silence', '--claim', 'x', '--reason', 'r', '--for', 'P1M']],
    ['a severity that there is not', ['silence', '--severity', 'bad', '--reason', 'r']],
    ['a kind that there is not', ['silence', '--kind', 'bad', '--reason', 'r']],
    ['a silence that there is not', ['unsilence', 'si_x']],
    ['a route of a claim that there is not', ['route', '--claim', 'nope']],
    ['a route of nothing', ['route']],
    ['a route at no time', ['route', '--severity', 'low', '--at', 'noon']],
    ['a message that there is not', ['replay', 'nope']],
    ['one message and all', ['replay', 'al_one-1-hook', '--all']],
    ['a channel that there is not', ['test', '--channel', 'nope']],
  ])('3 and one error for %s; nothing is written', async (_, args) => {
    const before = await asking(made.state, async (state) => await state.log.size());

    const run = await alerts(...args);

    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toMatch(/^(posture|error): .+/u);
    expect(run.stderr).not.toContain('    at ');
    expect(await asking(made.state, async (state) => await state.log.size())).toBe(before);
  });
});

describe.each(['on its state alone', 'beside a service that holds the state'])(
  'posture alerts, %s',
  (where) => {
    let release: () => void = () => undefined;

    beforeEach(async () => {
      made = await make();
      if (where === 'on its state alone') return;
      const store = await openStore(made.state);
      release = () => store.close();
    });

    it('A11: ack takes an alert, tells the channels that know it, and is listed', async () => {
      const run = await alerts('ack', 'al_one', '--by', 'bob', '--note', 'on it');
      const anonymous = await alerts('ack', 'al_two');
      const list = await alerts('list');
      release();

      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout).toBe('acknowledged al_one by bob; told: hook\n');
      expect(anonymous.stdout).toContain(`al_two by ${userInfo().username}; told: nobody`);
      expect(list.stdout).toMatch(/acknowledged by bob at \S+: on it/u);
      expect(list.stdout).toContain('2 acknowledged.');
      const messages = await asking(made.state, async (state) => await state.messages('al_one'));
      expect(messages[1]).toMatchObject({
        state: 'queued',
        message: {
          kind: 'ack',
          sequence: 1,
          channel: 'hook',
          destinationVersion: 'v1',
          notification: {
            kind: 'acknowledged',
            acknowledgedBy: 'bob',
            notes: ['on it'],
            logIndex: 5,
          },
        },
      });
    });

    it('A10: silence is durable, listed, matched against what is open, and ended by unsilence', async () => {
      const by = ['--by', 'carol', '--reason', 'moving', '--ticket', 'CHG-1', '--for', 'P1D'];
      const run = await alerts('silence', '--claim', 'flex.p*', '--severity', 'critical', ...by);
      const one = await alerts('silence', '--alert', 'al_tw', '--reason', 'known');
      const list = await alerts('list');
      const id = /silenced (\S+) until/u.exec(run.stdout)?.[1] ?? '';
      const ended = await alerts('unsilence', id, '--by', 'dave');
      const after = await alerts('list');
      release();

      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout).toContain('claims flex.p*');
      expect(run.stdout).toContain('it matches 1 of 2 open alerts now (al_one)');
      expect(one.stdout).toContain('it matches 1 of 2 open alerts now (al_two)');
      expect(list.stdout).toMatch(/silence si_\S+ until \S+ by carol: moving \(CHG-1\)/u);
      expect(ended).toMatchObject({ exitCode: 0, stdout: `ended ${id} by dave\n` });
      expect(after.stdout).not.toContain('CHG-1');
      const silences = await asking(made.state, async (state) => await state.silences());
      expect(silences.map(({ alertId, ticket, endedAt }) => [alertId, ticket, endedAt])).toEqual([
        ['al_two', null, null],
        [null, 'CHG-1', expect.any(String)],
      ]);
      const [known, moving] = silences.map(
        ({ createdAt, expiresAt }) => Date.parse(expiresAt) - Date.parse(createdAt),
      );
      expect([known, moving]).toEqual([4 * 3_600_000, 24 * 3_600_000]);
    });

    it('A22: replay lists dead letters with the reason, and queues them again', async () => {
      const list = await alerts('replay');
      const all = await alerts('replay', '--all', '--by', 'erin');
      const again = await alerts('replay', '--all');
      release();

      expect(list.stdout).toContain('al_one-1-hook: firing to hook');
      expect(list.stdout).toContain(
        'given up after one try at 2026-01-01T00:02:00.000Z: status 404',
      );
      expect(all).toMatchObject({ exitCode: 0, stdout: 'queued again al_one-1-hook\n' });
      expect(again).toMatchObject({ exitCode: 0, stdout: 'No dead letters.\n' });
      const messages = await asking(made.state, async (state) => await state.messages('al_one'));
      expect(messages).toMatchObject([{ state: 'queued' }]);
      const entry = { outcome: 'replayed', by: 'erin' };
      expect(
        await asking(made.state, async (state) => await state.log.find('delivery', entry)),
      ).toMatchObject({ index: 5 });
    });
  },
);
