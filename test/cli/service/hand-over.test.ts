import { expect, it } from 'vitest';
import { createHandOver } from '#cli/service/hand-over.ts';
import type { Packet } from '#domain/part-queue.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { pieceFrom } from '#scan/part-order.ts';
import type { SubscriptionRead } from '#scan/subscription-part.ts';

const PART = { scanId: 's1', subscriptionId: 'a', job: 'j1' };
const GO_ON = new AbortController().signal;
// What is looked at here goes through it unread.
const READ = { findings: [] } as unknown as SubscriptionRead;
const exchange = (seq: number): KeptExchange => ({ seq }) as KeptExchange;

/** A way of handing over whose disk and whose queue do as they are told. */
function handing() {
  const handed: number[][] = [];
  const named: ResourceId[] = [];
  const disk = { during: () => undefined as void, isFull: false };
  const queue = { takes: true };
  const handOver = createHandOver(
    {
      answer: async (_part, pieces) => {
        handed.push(numbersIn([...pieces]));
        return await Promise.resolve(queue.takes);
      },
    },
    async () => {
      disk.during();
      if (disk.isFull) throw new Error('no room');
      return await Promise.resolve();
    },
  );
  const reader = {
    takeNamed: () => named.splice(0),
    putBack: (back: readonly ResourceId[]) => void named.push(...back),
  };
  const answer = async (): Promise<boolean> => await handOver.answer(PART, READ, reader, GO_ON);
  return { handOver, answer, handed, named, disk, queue };
}

function numbersIn(packets: readonly Packet[]): number[] {
  return packets.flatMap((packet) => {
    const piece = pieceFrom(packet);
    return 'exchanges' in piece ? piece.exchanges.map(({ seq }) => seq) : [];
  });
}

it('hands over what was kept before the flush, and the rest with the next part', async () => {
  const { handOver, answer, handed, disk } = handing();
  handOver.kept(exchange(1));
  disk.during = () => {
    handOver.kept(exchange(2));
    disk.during = () => undefined;
  };

  expect(await answer()).toBe(true);
  expect(await answer()).toBe(true);

  expect(handed).toEqual([[1], [2]]);
});

it('keeps for the next part what was not taken, or is not on the disk', async () => {
  const { handOver, answer, handed, named, disk, queue } = handing();
  handOver.kept(exchange(1));
  named.push('/subscriptions/a');
  disk.isFull = true;
  await expect(answer()).rejects.toThrow('no room');
  expect(handed).toEqual([]);
  disk.isFull = false;
  queue.takes = false;
  expect(await answer()).toBe(false);
  handOver.kept(exchange(2));
  queue.takes = true;
  expect(named).toHaveLength(1);

  expect(await answer()).toBe(true);

  expect(handed).toEqual([[1], [1, 2]]);
  expect(named).toEqual([]);
});

it('begins a scan without what is left of the one before', async () => {
  const { handOver, answer, handed } = handing();
  handOver.kept(exchange(1));
  handOver.empty();

  await answer();

  expect(handed).toEqual([[]]);
});
