import type { z } from 'zod';
import type { Instant } from '#domain/instant.ts';
import type { Severity } from '#domain/severity.ts';
import type { InventoryResource } from '#facts/inventory-resource.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';
import type { AnswerSource, Judgement } from './judgement.ts';
import type { Locate } from './whereabouts.ts';

/** When, and with whom to look up what a resource speaks of. */
export interface JudgedAt {
  readonly asOf: Instant;
  readonly locate: Locate;
}

/** A check as the engine sees it: it judges one resource by answers that somebody else reads. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** The trait that it asks about; findings of one family are looked at together. */
  readonly family: string;
  readonly severity: Severity;
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
  /** Lower-case ARM types that it knows by name. */
  readonly resourceTypes: readonly string[];
  /** Whether it has an answer for resources of every other type as well, if only that it does not know. */
  readonly judgesEveryType: boolean;
  /** Names of the answers that it needs of a resource of this type (lower case). */
  readsFor(type: string, parameters: unknown): readonly string[];
  /** Never throws for what Azure can be expected to answer. */
  judge(
    entry: InventoryEntry,
    parameters: unknown,
    source: AnswerSource,
    at: JudgedAt,
  ): Promise<readonly Judgement[]>;
  /** The command that mends a violation; null where no single command does. */
  command(resource: InventoryResource, parameters: unknown): string | null;
}
