import { afterEach, describe, expect, it } from 'vitest';
import { createHeartbeat } from '#delivery/heartbeat.ts';
import type { Ping } from '#domain/page.ts';
import type { ScanResult } from '#domain/scan.ts';
import { Secret } from '#domain/secret.ts';
import type { Symptom } from '#domain/symptom.ts';
import { openStore } from '#store/open-store.ts';
import { createPing } from '#web/ping.ts';
import { minute } from '../harness/findings.ts';
import { type Receiver, startReceiver } from '../harness/receiver.ts';
import { alertRecord, message } from '../store/alerts.ts';
import { scanRecord } from '../store/scan-records.ts';

const WHOLE: ScanResult['scan'] = scanRecord(1).scan.scan;
const [SUBSCRIPTION] = WHOLE.subscriptions;

/** One heartbeat to a receiver that answers as told; what was asked, and the pauses between. */
async function beat(
  scan: ScanResult['scan'] | null,
  options: {
    readonly answers?: readonly boolean[];
    readonly symptoms?: readonly Symptom[];
    readonly undeliveredForMs?: number;
    readonly url?: string;
  } = {},
) {
  const store = await openStore(':memory:');
  const { undeliveredForMs } = options;
  if (undeliveredForMs !== undefined)
    await store.recordAlerts(alertRecord(0, { messages: [message('trigger', 1)] }));
  const asked: string[] = [];
  const pauses: number[] = [];
  const ping: Ping = async (url) => {
    const ok = options.answers?.[asked.length] ?? true;
    asked.push(url);
    return await Promise.resolve(ok ? { ok } : { ok, reason: 'status 500' });
  };
  const heartbeat = createHeartbeat({
    url: new Secret(options.url ?? 'https://hc.example.com/key'),
    ping,
    store,
    clock: {
      now: () => Date.parse(minute(1)) + (undeliveredForMs ?? 0),
      sleep: async (milliseconds) => void pauses.push(milliseconds),
    },
    log: { warn: () => undefined, debug: () => undefined },
    symptoms: () => options.symptoms ?? [],
  });
  await heartbeat(scan, new AbortController().signal);
  return { asked, pauses };
}

const WELL = ['https://hc.example.com/key'];
const FAIL = ['https://hc.example.com/key/fail'];

describe('the heartbeat (A16)', () => {
  it('tells that all is well after a whole scan', async () => {
    expect((await beat(WHOLE)).asked).toEqual(WELL);
  });

  it.each([
    ['the scan failed', null],
    ['no subscription was read', { ...WHOLE, subscriptions: [] }],
    [
      'a subscription was not read whole',
      {
        ...WHOLE,
        subscriptions: WHOLE.subscriptions.map((one) => ({ ...one, status: 'partial' as const })),
      },
    ],
  ])('tells that it is not when %s', async (_, scan) => {
    expect(SUBSCRIPTION?.status).toBe('complete');
    expect((await beat(scan)).asked).toEqual(FAIL);
  });

  it('tells that it is not when an alert has been waiting for five minutes', async () => {
    expect((await beat(WHOLE, { undeliveredForMs: 299_999 })).asked).toEqual(WELL);
    expect((await beat(WHOLE, { undeliveredForMs: 300_000 })).asked).toEqual(FAIL);
  });

  it('tells that it is not when the evidence log is not sound', async () => {
    const mismatch = {
      code: 'LogMismatch',
      severity: 'critical',
      message: '',
      remedy: null,
    } as const;

    expect((await beat(WHOLE, { symptoms: [mismatch] })).asked).toEqual(FAIL);
  });

  it('tries three times and then is silent, which is heard too', async () => {
    const { asked, pauses } = await beat(WHOLE, { answers: [false, false, false, true] });

    expect(asked).toEqual([...WELL, ...WELL, ...WELL]);
    expect(pauses).toEqual([1_000, 4_000]);
  });

  it('keeps the query of the address', async () => {
    const url = 'https://hc.example.com/key/?create=1';

    expect((await beat(null, { url })).asked).toEqual(['https://hc.example.com/key/fail?create=1']);
  });
});

describe('createPing', () => {
  let receiver: Receiver | undefined;

  afterEach(async () => {
    await receiver?.close();
    receiver = undefined;
  });

  async function pinged(status: number) {
    receiver = await startReceiver((response) => {
      response.writeHead(status, { location: 'https://elsewhere.example.com' }).end('x');
    });
    return await createPing('test/1')(receiver.url, AbortSignal.timeout(5_000));
  }

  it.each([
    [200, { ok: true }],
    [204, { ok: true }],
    [302, { ok: false, reason: 'status 302' }],
    [500, { ok: false, reason: 'status 500' }],
  ])('asks a real address that answers %i', async (status, expected) => {
    expect(await pinged(status)).toEqual(expected);
    expect(receiver?.received).toHaveLength(1);
    expect(receiver?.received[0]?.headers['user-agent']).toBe('test/1');
  });

  it('never rejects and never names the address', async () => {
    const ping = createPing('test/1');
    const signal = AbortSignal.timeout(5_000);

    expect(await ping('http://example.com/secret', signal)).toEqual({
      ok: false,
      reason: 'the address is not https',
    });
    const refused = await ping('http://127.0.0.1:1/secret', signal);
    expect(refused).toEqual({ ok: false, reason: 'ECONNREFUSED' });
    expect(await ping('https://127.0.0.1:1/secret', AbortSignal.abort())).toMatchObject({
      ok: false,
    });
  });
});
