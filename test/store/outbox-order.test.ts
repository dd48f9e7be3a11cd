import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageKind, OutboxMessage } from '#domain/outbox-message.ts';
import { openStore } from '#store/open-store.ts';
import { onEachEngine } from '../harness/engines.ts';
import { minute } from '../harness/findings.ts';
import { alertRecord, message } from './alerts.ts';

const CHANNELS = [
  { name: 'pager', pages: true },
  { name: 'chat', pages: false },
] as const;

/** How a try ends; `lost`: the process dies with the message in its hands. */
const ENDS = ['delivered', 'accepted_unconfirmed', 'retry', 'dead', 'timeout', 'lost'] as const;

const Life = fc.record({
  updates: fc.nat({ max: 3 }),
  acknowledged: fc.boolean(),
  ends: fc.boolean(),
});
type LifeShape = typeof Life extends fc.Arbitrary<infer L> ? L : never;

const Step = fc.oneof(
  fc.record({ do: fc.constant('tell' as const), alert: fc.nat({ max: 2 }) }),
  fc.record({
    do: fc.constant('try' as const),
    channel: fc.nat({ max: 1 }),
    end: fc.constantFrom(...ENDS),
  }),
  fc.record({ do: fc.constant('replay' as const), nth: fc.nat() }),
);

/** The messages of an alert's life to one channel, in their order. */
function messagesOf(id: number, channel: string, life: LifeShape): OutboxMessage[] {
  const kinds: MessageKind[] = ['trigger'];
  for (let n = 0; n < life.updates; n += 1) kinds.push('update');
  if (life.ends) kinds.push('resolve');
  const about = { alertId: `alert-${String(id)}`, channel };
  const told = kinds.map((kind, index) => message(kind, index + 1, about));
  const ack = message('ack', 1, { ...about, id: `ack-${String(id)}-${channel}` });
  return life.acknowledged ? told.toSpliced(1, 0, ack) : told;
}

onEachEngine(({ alone, draws }) => {
  describe('outbox in any order of events', () => {
    it('A19, A20: what was put in is told or has a reason not to be; never an end before its beginning', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.tuple(Life, Life, Life),
          fc.array(Step, { minLength: 10, maxLength: 80 }),
          async (lives, steps) => {
            const store = await openStore(await alone());
            const waiting = lives.map((life, id) =>
              CHANNELS.map(({ name }) => messagesOf(id, name, life)),
            );
            const put = new Set<string>();
            /** Kinds that left for the receiver, by alert and channel. */
            const left = new Map<
              string,
              { kind: MessageKind; sequence: number; arrived: boolean }[]
            >();
            let now = 1;

            async function tell(alert: number): Promise<void> {
              const messages = (waiting[alert] ?? []).flatMap((queue) => queue.splice(0, 1));
              for (const { id } of messages) put.add(id);
              await store.recordAlerts(alertRecord(now, { messages }));
            }

            async function attempt(nth: number, end: (typeof ENDS)[number]): Promise<boolean> {
              const channel = CHANNELS[nth] ?? CHANNELS[0];
              now += 1;
              const leased = await store.outbox.leaseNext(channel, minute(now), minute(now + 1));
              if (leased === undefined) return false;
              const key = `${leased.alertId} ${channel.name}`;
              const before = left.get(key) ?? [];
              left.set(key, before);
              const { kind, sequence } = leased;
              if (kind === 'resolve' && channel.pages) {
                expect(before.map((one) => one.kind)).toContain('trigger');
              }
              // Nothing that changes the state at the receiver comes after the end, but a beginning that was asked for again.
              expect(before.some((one) => one.kind === 'resolve' && kind === 'update')).toBe(false);
              const arrived = end !== 'retry' && end !== 'dead';
              before.push({ kind, sequence, arrived });
              if (end === 'lost') return true;
              const result =
                end === 'retry'
                  ? ({
                      outcome: 'retry',
                      reason: 'r',
                      status: 429,
                      notBefore: minute(now + 1),
                    } as const)
                  : end === 'dead' || end === 'timeout'
                    ? ({
                        outcome: 'dead',
                        reason: 'r',
                        status: end === 'dead' ? 400 : null,
                      } as const)
                    : ({ outcome: end, responseId: null, status: 202 } as const);
              await store.outbox.settle(leased.id, result, minute(now), 1);
              return true;
            }

            for (const step of steps) {
              if (step.do === 'tell') await tell(step.alert);
              else if (step.do === 'try') await attempt(step.channel, step.end);
              else {
                const dead = await store.outbox.deadLetters();
                const one = dead[step.nth % Math.max(1, dead.length)];
                if (one !== undefined) await store.replay(one.id, 'x', minute(now));
              }
            }
            // In the end everything works.
            for (const alert of [0, 1, 2]) for (let n = 0; n < 9; n += 1) await tell(alert);
            now += 10;
            for (const channel of [0, 1]) while (await attempt(channel, 'delivered'));

            const dead = await store.outbox.deadLetters();
            const counts = await store.outbox.countsByState();
            expect(counts.queued ?? 0).toBe(0);
            expect(counts.sending ?? 0).toBe(0);
            const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
            expect(total).toBe(put.size);
            for (const [id, life] of lives.entries()) {
              for (const { name, pages } of CHANNELS) {
                const sent = left.get(`alert-${String(id)} ${name}`) ?? [];
                const arrived = sent.filter((one) => one.arrived).map(({ kind }) => kind);
                const isLost = dead.some(
                  (one) =>
                    one.alertId === `alert-${String(id)}` &&
                    one.channel === name &&
                    one.kind === 'resolve',
                );
                const told = arrived.filter((kind) => kind === 'trigger' || kind === 'update');
                // Whatever has begun at a receiver and is over has ended there too, as the last word, or its end is a dead letter.
                if (life.ends && told.length > 0 && !isLost) expect(arrived.at(-1)).toBe('resolve');
                if (life.ends && !pages && !isLost) expect(arrived).toContain('resolve');
              }
            }
            store.close();
          },
        ),
        { numRuns: draws(150) },
      );
    }, 60_000);
  });
});
