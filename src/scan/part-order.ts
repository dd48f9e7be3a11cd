import { deserialize, serialize } from 'node:v8';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ExceptionCover } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { Packet } from '#domain/part-queue.ts';
import type { ScanMode } from '#domain/scan.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import type {
  InventoryEntry,
  ScopeReader,
  SubscriptionInventory,
} from '#inventory/scope-answers.ts';
import type { ChangeFeed } from './change-feeds.ts';
import type { HandedRead } from './subscription-part.ts';
import type { Sweep } from './sweep-share.ts';

/** What a worker must know of a scan to read parts of it as its leader would. */
export interface ScanOrder {
  readonly mode: ScanMode;
  readonly startedAt: Instant;
  readonly asOf: Instant;
  readonly changesSince?: Instant;
  /** Set where verdicts are carried forward: none that is older. */
  readonly carryFrom?: Instant;
  readonly countsAgain: boolean;
  readonly sweep?: Sweep;
  readonly covers: readonly ExceptionCover[];
  /** What each selection of subscriptions came to, by its JSON. */
  readonly selected: ReadonlyMap<string, Awaited<ReturnType<ScopeReader['subscriptions']>>>;
}

/** What is known when every subscription has said what it holds and what was written in it. */
export interface Gathered {
  /** By type, as the reads spell it. */
  readonly holders: ReadonlyMap<
    string,
    { readonly entries: readonly InventoryEntry[]; readonly isAll: boolean } | undefined
  >;
  readonly feeds: { readonly feeds: readonly ChangeFeed[]; readonly isAll: boolean };
  /** Of the writes that they tell, those that an earlier scan read after. */
  readonly seen: readonly AttributableWrite[];
}

/** One subscription to be read. */
export interface PartOrder {
  readonly inventory: SubscriptionInventory;
  readonly feed: ChangeFeed | undefined;
  /** Of the writes that it tells, those that an earlier scan read after. */
  readonly seen: readonly AttributableWrite[];
}

/** A piece of what was read: all but the long lists first, then these, bit by bit. */
export type PartPiece =
  | { readonly read: Omit<HandedRead, 'findings'> }
  | { readonly findings: readonly Finding[] }
  | { readonly exchanges: readonly KeptExchange[] };

const ROWS_PER_PIECE = 2_000;

/** As bytes, for the same version of this program. */
export function pack(value: ScanOrder | Gathered | PartOrder | PartPiece): Packet {
  return zstdCompressSync(serialize(value));
}

// Each of these knows what was packed: both sides are the same version of this program.

export function scanOrderFrom(packet: Packet): ScanOrder {
  return unpack(packet) as ScanOrder;
}

export function gatheredFrom(packet: Packet): Gathered {
  return unpack(packet) as Gathered;
}

export function partOrderFrom(packet: Packet): PartOrder {
  return unpack(packet) as PartOrder;
}

export function pieceFrom(packet: Packet): PartPiece {
  return unpack(packet) as PartPiece;
}

function unpack(packet: Packet): unknown {
  return deserialize(zstdDecompressSync(packet));
}

/** Cuts what was read into pieces, each made when it is its turn. */
export function* piecesOf(
  { findings, ...read }: HandedRead,
  exchanges: readonly KeptExchange[],
): Generator<Packet> {
  yield pack({ read });
  for (const some of slices(findings)) yield pack({ findings: some });
  for (const some of slices(exchanges)) yield pack({ exchanges: some });
}

function* slices<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let first = 0; first < rows.length; first += ROWS_PER_PIECE)
    yield rows.slice(first, first + ROWS_PER_PIECE);
}
