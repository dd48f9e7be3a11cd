import { argv, exit, stdout } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { createWebhookChannel } from '#channels/webhook.ts';
import { createDecisionLane } from '#delivery/decision-lane.ts';
import { startDelivery } from '#delivery/deliver-alerts.ts';
import { Secret } from '#domain/secret.ts';
import { openStore } from '#store/open-store.ts';
import { recordScripted, scansDone, scriptedMs } from './scripted-scan.ts';

// A monitor to be killed: scans by the script and delivers, until so many scans are recorded and everything is delivered.
const [, , directory = '', url = '', last = '0'] = argv;
const store = await openStore(directory);
let n = await scansDone(store);
const clock = {
  // The time of the script, in which an hour passes with each scan.
  now: () => scriptedMs(n),
  sleep: async (milliseconds: number, signal: AbortSignal) => {
    await wait(Math.min(milliseconds, 20), undefined, { signal });
  },
};
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const channel = createWebhookChannel(
  {
    name: 'hook',
    url: new Secret(url),
    keys: [],
    pages: true,
    privateNetwork: false,
    caFile: null,
  },
  clock,
);
const delivery = await startDelivery({
  store,
  channels: [{ ...channel, minIntervalMs: 0 }],
  fallbackAfterMs: 300_000,
  lane: createDecisionLane(),
  clock,
  log: silent,
});
stdout.write('ready\n');

async function waiting(): Promise<number> {
  const { queued = 0, sending = 0 } = await store.outbox.countsByState();
  return queued + sending;
}

for (; n < Number(last); n += 1) {
  await recordScripted(store, n, { channels: [channel] });
  delivery.wake();
  await wait(2);
  // Three days of the script, and what was not told is not tried again: the scans must not run away from the deliveries.
  while ((await waiting()) > 10) await wait(2);
}
while ((await waiting()) > 0) await wait(20);
await delivery.stop();
store.close();
stdout.write('done\n');
exit(0);
