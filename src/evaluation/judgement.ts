import type { Instant } from '#domain/instant.ts';
import type { Asleep, Digest, Member, Reading } from '#domain/reading.ts';
import type { Verdict } from '#domain/verdict.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { ReadProblem } from '#traits/said.ts';

/** A verdict with what it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What of the resource it speaks of, where there are several; absent: the resource as a whole. */
  readonly item?: string;
  readonly evidence: readonly Digest[];
  /** The members of the answers that decided. */
  readonly readFrom?: readonly Member[];
  /** When the oldest of its answers was read, milliseconds since the epoch. */
  readonly readAt: number;
  readonly problem?: ReadProblem;
  /** The command that mends just what fails; null: no command does. Absent: the check's, on this type. */
  readonly mend?: string | null;
  /** It hangs on what no write to this resource announces: where another one belongs, an answer that was not to be had. The next scan judges anew. */
  readonly isForThisScan?: true;
  /** Where it goes by the clock: until when it stands if nothing is written. */
  readonly standsUntil?: Instant;
  /** Present where it is not known because reading it would wake what sleeps. */
  readonly asleep?: Asleep;
}

/** Reads an answer about a resource by its name; asked at most once per (request, scan) by whoever stands behind it. */
export type AnswerSource = (name: string, entry: InventoryEntry) => Promise<Reading<unknown>>;
