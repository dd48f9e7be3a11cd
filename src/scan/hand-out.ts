import type { Logger } from 'pino';
import type { Finding } from '#domain/finding.ts';
import type { Packet, PartOffice } from '#domain/part-queue.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import type { ScopeReader } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import { type ChangeFeed, type ChangeFeeds, collectedWrites } from './change-feeds.ts';
import type { Holders } from './holders.ts';
import { type Gathered, pack, pieceFrom, type ScanOrder } from './part-order.ts';
import type { ScanRequest } from './scanner.ts';
import type { HandedRead, HandOut } from './subscription-part.ts';

/** Where parts of a scan are handed out, and what was kept elsewhere comes in. */
export interface PartSharing {
  readonly office: PartOffice;
  readonly takeIn: (exchanges: Iterable<KeptExchange>) => void;
}

type Counts = Pick<ScanResult['scan']['azure'], 'requests' | 'retries' | 'throttled'>;

/** The parts of one scan that others read. */
export interface HandedParts {
  readonly handOut: HandOut;
  /** What the others asked Azure. */
  counts(): Counts;
  end(): Promise<void>;
}

export type Selected = Map<string, Awaited<ReturnType<ScopeReader['subscriptions']>>>;

/** A scope reader that notes what each selection of subscriptions came to. */
export function noting(
  scope: Pick<ScopeReader, 'subscriptions'>,
  selected: Selected,
): Pick<ScopeReader, 'subscriptions'> {
  return {
    async subscriptions(selector, signal) {
      const answer = await scope.subscriptions(selector, signal);
      selected.set(JSON.stringify(selector), answer);
      return answer;
    },
  };
}

/** Waits for what every subscription has to say first. */
export async function gather(
  reads: ReadonlyMap<string, Read>,
  holders: Holders,
  feeds: ChangeFeeds,
  seen: ScanRequest['seen'],
): Promise<Gathered> {
  const types = new Set(
    [...reads.values()].flatMap((read) => (read.kind === 'join' ? [read.ofType] : [])),
  );
  const found = [...types].map(async (type) => [type, await holders.of(type)] as const);
  const told = { holders: new Map(await Promise.all(found)), feeds: await feeds.all() };
  // From now on workers read what holders say, wherever these lie.
  feeds.readNow();
  return { ...told, seen: seenAmong(told.feeds.feeds, seen) };
}

function seenAmong(
  feeds: readonly ChangeFeed[],
  seen: ScanRequest['seen'],
): readonly AttributableWrite[] {
  return seen === undefined ? [] : collectedWrites(feeds).filter((write) => seen.has(write));
}

/** What this process and the others asked Azure, together. */
export function withCounts(
  own: ScanResult['scan']['azure'],
  others: Counts | undefined,
): ScanResult['scan']['azure'] {
  if (others === undefined) return own;
  return {
    ...own,
    requests: own.requests + others.requests,
    retries: own.retries + others.retries,
    throttled: own.throttled + others.throttled,
  };
}

/**
 * Begins to hand out the parts of a scan; undefined where nobody is there to read them. Whatever goes wrong on the way, a part is then
 * read here: that there are workers makes a scan faster and never less than it would be without them.
 */
export async function beginHandOut(
  { id, mode, sharing, sweep, seen, covers = [], changesSince, earlier }: ScanRequest,
  scan: {
    readonly order: Pick<ScanOrder, 'startedAt' | 'asOf' | 'selected' | 'countsAgain'>;
    readonly gather: () => Promise<Gathered>;
    readonly log: Logger;
    readonly signal: AbortSignal;
  },
): Promise<HandedParts | undefined> {
  if (sharing === undefined) return undefined;
  const { office, takeIn } = sharing;
  const { log, signal } = scan;
  const counts = { requests: 0, retries: 0, throttled: 0 };
  let told: Promise<void> | undefined;
  const order: ScanOrder = {
    ...scan.order,
    mode,
    covers,
    ...(sweep === undefined ? {} : { sweep }),
    ...(changesSince === undefined ? {} : { changesSince }),
    ...(earlier === undefined ? {} : { carryFrom: earlier.carryFrom }),
  };
  try {
    if (!(await office.begin(id, pack(order)))) return undefined;
  } catch (error) {
    log.error({ err: error }, 'no part could be handed out: everything is read here');
    return undefined;
  }

  async function tell(): Promise<void> {
    try {
      await office.tell(id, pack(await scan.gather()));
    } catch (error) {
      log.error({ err: error }, 'the workers could not be told what was gathered');
    }
  }

  function taken(packets: readonly Packet[]): HandedRead | undefined {
    let read: Omit<HandedRead, 'findings'> | undefined;
    const findings: Finding[] = [];
    for (const packet of packets) {
      const piece = pieceFrom(packet);
      if ('read' in piece) ({ read } = piece);
      else if ('findings' in piece) for (const finding of piece.findings) findings.push(finding);
      else {
        takeIn(piece.exchanges);
        for (const { attempt, status } of piece.exchanges) {
          counts.requests += 1;
          if (attempt > 1) counts.retries += 1;
          if (status === 429) counts.throttled += 1;
        }
      }
    }
    return read === undefined ? undefined : { ...read, findings };
  }

  return {
    async handOut(inventory, feed) {
      told ??= tell();
      try {
        const order = pack({
          inventory,
          feed,
          seen: seenAmong(feed === undefined ? [] : [feed], seen),
        });
        const packets = await office.handOut(id, inventory.id, order, signal);
        if (packets !== undefined) return taken(packets);
        // Where its time is up, what was not read is not known: that is said where it would be read.
        if (!signal.aborted)
          log.warn({ subscription: inventory.id }, 'no worker reads it: it is read here');
      } catch (error) {
        log.error({ err: error, subscription: inventory.id }, 'a part could not be handed out');
      }
      return undefined;
    },
    counts: () => counts,
    async end() {
      await office.end(id).catch((error: unknown) => {
        log.error({ err: error }, 'what is left of a scan could not be dropped');
      });
    },
  };
}
