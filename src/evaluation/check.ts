import type { z } from 'zod';
import type { Instant } from '#domain/instant.ts';
import type { Severity } from '#domain/severity.ts';
import type { InventoryResource } from '#inventory/inventory-resource.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { AnswerSource, Judgement } from './judgement.ts';
import type { Locate } from './whereabouts.ts';

/** When, and with whom to look up what a resource speaks of. */
export interface JudgedAt {
  readonly asOf: Instant;
  readonly locate: Locate;
}

/** What a resource type says to a check. */
export interface TypeAnswer {
  /** As Azure spells it. */
  readonly type: string;
  /** `read` where its answers are read, else the sentence that stands in their place. */
  readonly says: string;
  /** Whether a command of its own mends a violation. */
  readonly isMended: boolean;
}

/** A check as the engine sees it: it judges one resource by answers that somebody else reads. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** The trait that it asks about; findings of one family are looked at together. */
  readonly family: string;
  readonly severity: Severity;
  /** See `CheckDefinition`. */
  readonly short: string | ((observed: unknown, expected: unknown) => string | undefined);
  readonly parameters: z.ZodType;
  readonly isTimeBound?: true;
  readonly carriedAtMostHours?: number;
  readonly figure?: {
    readonly unit: string;
    readonly measures: readonly string[];
    readonly days: number;
  };
  readonly rationale: string;
  readonly link: string;
  readonly references: readonly string[];
  /** Lower-case ARM types whose own answers it reads. */
  readonly resourceTypes: readonly string[];
  /** Whether it has an answer for resources of every other type as well, if only that it does not know. */
  readonly judgesEveryType: boolean;
  /** Whether its sentence speaks of resources of a type (lower case) at all, by this use's parameters; one that nobody knows may be. */
  speaksOf(type: string, parameters: unknown): boolean;
  /** Names of the answers that it needs of a resource of this type (lower case). */
  readsFor(type: string, parameters: unknown): readonly string[];
  /** Never throws for what Azure can be expected to answer. At least one judgement. */
  judge(
    entry: InventoryEntry,
    parameters: unknown,
    source: AnswerSource,
    at: JudgedAt,
  ): Promise<readonly Judgement[]>;
  /** What each resource type that has a file says to it, in words, by the type's name. */
  readonly answersOfTypes: readonly TypeAnswer[];
  /** The command that mends a violation; null where no single command does. */
  command(resource: InventoryResource, parameters: unknown): string | null;
}
