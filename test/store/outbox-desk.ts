import type { OutboxMessage } from '#domain/outbox-message.ts';
import type { StateStore } from '#domain/state-store.ts';
import { openStore } from '#store/open-store.ts';
import { minute } from '../harness/findings.ts';
import { alertRecord } from './alerts.ts';

export type OutboxDesk = Awaited<ReturnType<typeof createDesk>>;

/** A state of its own, in an empty place, with what is done at its outbox, in few words. `chat` is no channel that wakes anybody. */
export async function createDesk(place: string) {
  const store: StateStore = await openStore(place);

  async function put(...messages: OutboxMessage[]): Promise<void> {
    await store.recordAlerts(alertRecord(1, { messages }));
  }

  async function lease(now = 9, name = 'hook') {
    const channel = { name, pages: name !== 'chat' };
    return await store.outbox.leaseNext(channel, minute(now), minute(now + 1));
  }

  async function deliver(id: string | undefined): Promise<void> {
    const result = { outcome: 'delivered', responseId: 'r', status: 202 } as const;
    await store.outbox.settle(id ?? '', result, minute(9), 12);
  }

  async function bury(id: string | undefined, status: number | null = 400): Promise<void> {
    const result = { outcome: 'dead', reason: `status ${String(status)}`, status } as const;
    await store.outbox.settle(id ?? '', result, minute(9), 12);
  }

  async function retry(id: string | undefined, notBefore: number, status = 503): Promise<void> {
    const reason = `status ${String(status)}`;
    const result = { outcome: 'retry', reason, status, notBefore: minute(notBefore) } as const;
    await store.outbox.settle(id ?? '', result, minute(9), 1);
  }

  /** What a channel is told, when everything that it is given is delivered. */
  async function toldTo(name: string): Promise<readonly string[]> {
    const told: string[] = [];
    for (let next = await lease(50, name); next !== undefined; next = await lease(50, name)) {
      told.push(next.kind);
      await deliver(next.id);
    }
    return told;
  }

  return { store, put, lease, deliver, bury, retry, toldTo };
}
