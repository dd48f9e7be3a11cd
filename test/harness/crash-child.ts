import { argv, exit, kill, pid, stdout } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { AlertChannel } from '#alerting/channel.ts';
import { createWebhookChannel } from '#channels/webhook.ts';
import { decideNow } from '#delivery/alert-clock.ts';
import { startDelivery } from '#delivery/deliver-alerts.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { Outbox } from '#domain/outbox-message.ts';
import { Secret } from '#domain/secret.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { deskOf, POLICY } from './monitor-desk.ts';
import { recordScripted, scansDone, scriptedMs } from './scripted-scan.ts';

// A monitor that ends itself, as by kill -9, when it comes to a named step for the nth time. It scans by the script, decides half an
// hour after each scan, and tells `first`, or `second` where `first` refuses.
const [, , directory = '', origin = '', caFile = '', step = '', nth = '1', last = '0'] = argv;
let left = Number(nth);

function reach(here: string): void {
  if (here !== step) return;
  left -= 1;
  if (left <= 0) kill(pid, 'SIGKILL');
}

const real = await openStore(directory);
const done = await scansDone(real);
let nowMs = scriptedMs(done);
/** Leases and answers under way: the script's hours must not pass meanwhile, or leases would end that no real one would. */
const flight = { count: 0 };

async function passTime(milliseconds: number): Promise<void> {
  while (flight.count > 0) await wait(1);
  nowMs += milliseconds;
}

const clock = {
  now: () => nowMs,
  sleep: async (milliseconds: number, signal: AbortSignal) => {
    await wait(Math.min(milliseconds, 20), undefined, { signal });
  },
};

const outbox: Outbox = {
  ...real.outbox,
  async releaseLeases(now, all) {
    const released = await real.outbox.releaseLeases(now, all);
    reach('start: leases given back');
    return released;
  },
  async leaseNext(channel, now, until) {
    flight.count += 1;
    reach('claim: about to lease');
    const message = await real.outbox.leaseNext(channel, now, until);
    if (message === undefined) flight.count -= 1;
    else reach('claim: leased');
    return message;
  },
  async settle(id, result, at, tookMs) {
    await real.outbox.settle(id, result, at, tookMs);
    flight.count -= 1;
    reach('mark: marked');
  },
  async addFallback(original, messages) {
    reach('fallback: ways remembered, not added');
    await real.outbox.addFallback(original, messages);
    if (messages.length > 0) reach('fallback: added');
  },
};

const store: StateStore = {
  ...real,
  outbox,
  async recordScan(record) {
    reach('scan: about to be recorded');
    const answer = await real.recordScan({
      ...record,
      // The last that its transaction writes.
      watermarks: {
        get feed() {
          reach('scan: all written, not committed');
          return record.scan.startedAt;
        },
      },
    });
    reach('scan: recorded');
    return answer;
  },
  async recordAlerts(record) {
    const released = Object.assign([...record.released], {
      // The last list that its transaction goes through but one, which is empty here.
      *[Symbol.iterator]() {
        yield* record.released;
        reach('tick: all written, not committed');
      },
    });
    await real.recordAlerts({ ...record, released });
    reach('tick: recorded');
  },
};

function channelOf(name: string): AlertChannel {
  const channel = createWebhookChannel(
    {
      name,
      url: new Secret(`${origin}/${name}`),
      keys: [],
      pages: true,
      privateNetwork: true,
      caFile,
    },
    clock,
  );
  return {
    ...channel,
    minIntervalMs: 0,
    async deliver(message, signal) {
      // The connection is being made, or the request is on its way.
      if (step === 'send: begun') setTimeout(reach, Math.random() * 4, 'send: begun');
      const delivery = await channel.deliver(message, signal);
      reach('send: answered, not marked');
      return delivery;
    },
  };
}

const channels = [channelOf('first'), channelOf('second')];
const route = { match: {}, channels: ['first'], fallback: ['second'], quiet: null };
const policy: Partial<AlertPolicy> = {
  channels,
  routes: [{ name: 'all', continue: false, ...route }],
  defaultChannels: ['first'],
};
const desk = deskOf(store, policy);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const delivery = await startDelivery({
  store,
  channels,
  fallbackAfterMs: POLICY.timing.fallbackAfterMs,
  lane: desk.lane,
  clock,
  log: silent,
});
stdout.write('ready\n');

async function waiting(): Promise<number> {
  const { queued = 0, sending = 0 } = await real.outbox.countsByState();
  return queued + sending;
}

/** Lets deliveries go on until few wait; what was answered with "later" becomes due. */
async function catchUp(most: number): Promise<void> {
  while ((await waiting()) > most) {
    await passTime(500);
    await wait(2);
  }
}

for (let n = done; n < Number(last); n += 1) {
  await passTime(Math.max(0, scriptedMs(n) - nowMs));
  await desk.lane.run(async () => await recordScripted(store, n, policy, 'critical'));
  stdout.write(`recorded ${String(n)}\n`);
  delivery.wake();
  await wait(2);
  await passTime(1_800_000);
  if (await decideNow(desk, clock, { symptoms: n % 7 < 3 ? symptoms() : [], log: [] }))
    delivery.wake();
  await catchUp(6);
}
await catchUp(0);
await delivery.stop();
store.close();
stdout.write('done\n');
exit(0);

/** Something that the monitor sees in itself, now and then: an alert that only the clock begins and ends. */
function symptoms() {
  return [
    { code: 'DiskSpace', severity: 'critical', message: 'Little is left.', remedy: null } as const,
  ];
}
