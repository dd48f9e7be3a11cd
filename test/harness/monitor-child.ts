import { argv, exit, stdout } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { createWebhookChannel } from '#channels/webhook.ts';
import { Secret } from '#domain/secret.ts';
import { startDelivery } from '#monitor/deliver-alerts.ts';
import { openStore } from '#store/open-store.ts';
import { DAY_MS, recordScripted, SCRIPT_START_MS, scansDone } from './scripted-scan.ts';

// A monitor to be killed: scans by the script and delivers, until so many scans are recorded and everything is delivered.
const [, , directory = '', url = '', last = '0', startedMs = '0'] = argv;
const clock = {
  // The script plays on a day of its own, so that no message is too old to be tried again.
  now: () => SCRIPT_START_MS + DAY_MS + Date.now() - Number(startedMs),
  sleep: async (milliseconds: number, signal: AbortSignal) => {
    await wait(milliseconds, undefined, { signal });
  },
};
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const store = openStore(directory);
const channel = createWebhookChannel({ name: 'hook', url: new Secret(url), keys: [] }, clock);
const delivery = await startDelivery({
  outbox: store.outbox,
  channels: [channel],
  clock,
  log: silent,
});
stdout.write('ready\n');
for (let n = await scansDone(store); n < Number(last); n += 1) {
  await recordScripted(store, n, [{ channel: 'hook', destinationVersion: '1' }]);
  delivery.wake();
  await wait(2);
}
for (;;) {
  const { queued = 0, sending = 0 } = await store.outbox.countsByState();
  if (queued + sending === 0) break;
  await wait(20);
}
await delivery.stop();
store.close();
stdout.write('done\n');
exit(0);
