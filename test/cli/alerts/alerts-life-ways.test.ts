import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hook,
  lifeConfiguration,
  serverId,
  setTls,
  startLifeAzure,
  type Told,
  toldOn,
} from '../../harness/alert-life.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../../harness/https-receiver.ts';
import { runPosture } from '../../harness/posture.ts';
import { eventually, type PostureChild } from '../../harness/posture-child.ts';
import { scansFinished, startService } from '../../harness/small-service.ts';

const LONG = 100_000;
const EVERY_SECOND = '{ scan: "* * * * * *" }';
const SELDOM = '{ scan: "0 0 1 1 *" }';
const QUICKLY = { recoverAfter: 'PT1S', updateEvery: 'PT1S' };
/** One for each case: none sees what another one broke. */
const [WAYS, DEAD, QUIET, STORM] = [0, 1, 2, 3] as const;
const CAUSES = 12;

let azure: Awaited<ReturnType<typeof startLifeAzure>>;
let slowAzure: Awaited<ReturnType<typeof startLifeAzure>>;
let receiver: HttpsReceiver;
/** What the receiver answers on each path; 204 where nothing is said. */
const answers = new Map<string, number>();
const children: PostureChild[] = [];

beforeAll(async () => {
  [azure, slowAzure, receiver] = await Promise.all([
    startLifeAzure([2, 2, 2, CAUSES]),
    startLifeAzure([2], 8),
    startHttpsReceiver((response, { path }) => response.writeHead(answers.get(path) ?? 204).end()),
  ]);
});

afterAll(async () => {
  await Promise.all(children.map(async (child) => await child.end('SIGKILL')));
  await azure.stop();
  await slowAzure.stop();
  await receiver.close();
  for (const { folder } of [azure, slowAzure]) rmSync(folder, { recursive: true, force: true });
});

function begin(config: string, env = azure.env): PostureChild {
  const child = startService(config, env);
  children.push(child);
  return child;
}

const by = (who: string) => ({ who: `${who}@example.com`, correlationId: randomUUID() });

async function toldSoon(
  child: PostureChild,
  path: string,
  isIt: (told: Told) => boolean,
  patience = 30_000,
): Promise<Told> {
  const look = () => toldOn(receiver, path).find(isIt);
  return await eventually(look, `what is told on ${path}`, child, patience);
}

const isFiring = ({ kind, about }: Told) => kind === 'firing' && about === 'violation';

describe.concurrent('the ways of alerts, from Azure to the webhook', () => {
  it(
    'A15, A20: what is critical goes to the fallback when its channel fails, and its end to both',
    async () => {
      answers.set('/first', 500);
      const config = lifeConfiguration(azure.folder, {
        name: 'ways',
        subscription: WAYS,
        severity: 'critical',
        schedules: EVERY_SECOND,
        alerts: {
          channels: [{ type: 'log' }, hook(receiver, 'first'), hook(receiver, 'second')],
          routes: [{ channels: ['first'], fallback: ['second'] }],
          default: ['log'],
          timing: { ...QUICKLY, fallbackAfter: 'PT2S' },
        },
      });
      const child = begin(config);
      await scansFinished(child, 1);
      await setTls(azure, [serverId(WAYS, 1)], '1.0', by('alice'));
      const fallen = await toldSoon(child, 'second', isFiring);
      answers.delete('/first');
      const first = await toldSoon(child, 'first', isFiring);
      await setTls(azure, [serverId(WAYS, 1)], '1.2', by('alice'));
      const ends = await Promise.all(
        ['first', 'second'].map(
          async (path) => await toldSoon(child, path, ({ kind }) => kind === 'resolved'),
        ),
      );

      expect(fallen.alertId).toBe(first.alertId);
      expect(fallen.notes[0]).toBe('Told here because first has not accepted it.');
      expect(ends.map(({ alertId }) => alertId)).toEqual([first.alertId, first.alertId]);
      const again = toldOn(receiver, 'first').filter(isFiring);
      expect(new Set(again.map(({ messageId }) => messageId)).size).toBe(1);
      expect(toldOn(receiver, 'second').filter(isFiring)).toHaveLength(1);
    },
    LONG,
  );

  it(
    'A22: what is refused for good is an alert on another channel, listed, and arrives when it is replayed',
    async () => {
      answers.set('/refusing', 404);
      const config = lifeConfiguration(azure.folder, {
        name: 'dead',
        subscription: DEAD,
        severity: 'high',
        schedules: EVERY_SECOND,
        alerts: {
          channels: [{ type: 'log' }, hook(receiver, 'refusing'), hook(receiver, 'other')],
          routes: [
            { match: { kinds: ['violation'] }, channels: ['refusing'], singleChannel: true },
          ],
          default: ['other'],
          timing: QUICKLY,
        },
      });
      const child = begin(config);
      await scansFinished(child, 1);
      await setTls(azure, [serverId(DEAD, 1)], '1.0', by('bob'));
      const refused = await toldSoon(child, 'refusing', isFiring);
      const alarm = await toldSoon(child, 'other', ({ about }) => about === 'blind');
      const posture = async (...args: string[]) =>
        (await runPosture(['alerts', ...args, '--config', config], {})).stdout;
      const listed = await posture('replay');
      answers.delete('/refusing');
      const queued = await posture('replay', '--all', '--by', 'carol');
      const again = await eventually(
        () => toldOn(receiver, 'refusing').filter(isFiring)[1],
        'the message, again',
        child,
      );
      const over = await toldSoon(child, 'other', ({ kind }) => kind === 'resolved');

      expect(alarm.items[0]?.reason ?? alarm.title).toContain('refusing');
      expect(listed).toContain(`${refused.messageId}-refusing: firing to refusing`);
      expect(listed).toContain('given up after one try');
      expect(queued).toContain(`queued again ${refused.messageId}-refusing`);
      expect(again.messageId).toBe(refused.messageId);
      expect(over.alertId).toBe(alarm.alertId);
      expect(await posture('replay')).toBe('No dead letters.\n');
    },
    LONG,
  );

  it('A13: in quiet hours nobody is told, and one digest follows when they are over', async () => {
    // They end within the next minute and a quarter, whenever this is run.
    const end = new Date(Math.ceil((Date.now() + 15_000) / 60_000) * 60_000);
    const clock = (at: Date) => at.toISOString().slice(11, 16);
    const from = clock(new Date(end.getTime() - 12 * 3_600_000));
    const config = lifeConfiguration(azure.folder, {
      name: 'quiet',
      subscription: QUIET,
      severity: 'medium',
      schedules: EVERY_SECOND,
      alerts: {
        channels: [{ type: 'log' }, hook(receiver, 'people', false)],
        routes: [
          {
            channels: ['people'],
            singleChannel: true,
            quiet: { timezone: 'Etc/UTC', from, to: clock(end) },
          },
        ],
        default: ['log'],
        timing: QUICKLY,
      },
    });
    const child = begin(config);
    await scansFinished(child, 1);
    await setTls(azure, [serverId(QUIET, 1)], '1.0', by('dave'));
    await setTls(azure, [serverId(QUIET, 2)], '1.0', by('erin'));
    await scansFinished(child, 7);
    const early = Date.now() < end.getTime() ? toldOn(receiver, 'people') : [];
    const digest = await toldSoon(child, 'people', () => true, 80_000);
    await scansFinished(child, child.stderr().split('"msg":"scan finished"').length);

    expect(early).toEqual([]);
    expect(digest).toMatchObject({ kind: 'digest' });
    expect(digest.items).toHaveLength(2);
    expect(toldOn(receiver, 'people')).toHaveLength(1);
  }, 150_000);

  it(
    'A6: twelve causes at once are one page',
    async () => {
      const config = lifeConfiguration(azure.folder, {
        name: 'storm',
        subscription: STORM,
        severity: 'high',
        schedules: SELDOM,
        alerts: { channels: [{ type: 'log' }, hook(receiver, 'storm')], timing: QUICKLY },
      });
      const first = begin(config);
      await scansFinished(first, 1);
      await first.end('SIGTERM');
      for (let n = 1; n <= CAUSES; n += 1)
        await setTls(azure, [serverId(STORM, n)], '1.0', by(`person-${String(n)}`));
      // The change records have told of it by then.
      await new Promise((done) => setTimeout(done, 4_000));
      const second = begin(config);
      const page = await toldSoon(second, 'storm', ({ kind }) => kind === 'firing');
      await new Promise((done) => setTimeout(done, 4_500));

      expect(page).toMatchObject({ about: 'storm', counts: { items: CAUSES } });
      expect(page.notes[0]).toContain(`${String(CAUSES)} alerts are told as this one`);
      expect(toldOn(receiver, 'storm').filter(({ kind }) => kind === 'firing')).toHaveLength(1);
    },
    LONG,
  );

  it(
    'A3: who did it is not waited for, and told as an update when Azure names somebody',
    async () => {
      const config = lifeConfiguration(slowAzure.folder, {
        name: 'late',
        subscription: 0,
        severity: 'high',
        // Full scans do not wait for the change records.
        schedules: '{ scan: "0 0 1 1 *", full: "* * * * * *" }',
        alerts: { channels: [{ type: 'log' }, hook(receiver, 'late')], timing: QUICKLY },
      });
      const child = begin(config, slowAzure.env);
      await scansFinished(child, 1);
      await setTls(slowAzure, [serverId(0, 1)], '1.0', by('frank'));
      const page = await toldSoon(child, 'late', isFiring);
      const update = await toldSoon(child, 'late', ({ who }) => who !== null);

      expect(page.who).toBeNull();
      expect(page.notes).toContain(
        'Who changed it is not known yet; it is told as soon as Azure names somebody.',
      );
      expect(update).toMatchObject({
        kind: 'updated',
        alertId: page.alertId,
        who: { by: 'frank@example.com' },
      });
      expect(toldOn(receiver, 'late').filter(isFiring)).toHaveLength(1);
    },
    LONG,
  );
});
