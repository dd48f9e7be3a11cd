import type { z } from 'zod';
import type { Instant } from '#domain/instant.ts';
import type { Severity } from '#domain/severity.ts';
import type { Answer } from './answer.ts';
import type { NotSaid } from './said.ts';
import type { Subject } from './subject.ts';
import type { Beside, Elsewhere, TraitName, Traits } from './trait.ts';

/** What a verdict may rest on besides the item: the claim's parameters and the scan's instant. */
export interface Asked<P> {
  readonly parameters: P;
  readonly asOf: Instant;
}

/** A question in the words of the statements, about one trait, for every resource type at once. */
export interface CheckDefinition<T extends TraitName, S extends z.ZodType> {
  /** = file name = documentation page = test name; never renamed. */
  readonly id: string;
  /** Subject first, the good state; at most 150 characters. */
  readonly title: string;
  /**
   * What alerts call it when it fails, without the resource's name, at most 60 characters: `purge protection is off`; made from
   * `observed` and `expected` where they are to be told. Undefined: the reason of the verdict is short enough.
   */
  readonly short: string | ((observed: unknown, expected: unknown) => string | undefined);
  readonly trait: T;
  readonly severity: Severity;
  readonly parameters: S;
  /** Whether its sentence speaks of such a resource; every other one is beside it. */
  speaksOf(subject: Subject, parameters: z.output<S>): boolean;
  /** `every`: one item that fails makes it fail; `some`: one that passes makes it pass, and a resource without any fails. */
  readonly quantifier: 'every' | 'some';
  /** The kinds of items that it picks (`backups`, `places`): answers behind other kinds are not read for it. Absent: all. */
  kinds?(parameters: z.output<S>): readonly string[];
  /** The items that the question is about, by this use's parameters (a kind of backup); absent: all. The others are passed over. */
  picks?(item: Traits[T], parameters: z.output<S>): boolean;
  /** Whether the sentence speaks of an item that was picked, and whether another resource's verdict stands for it; absent: it does. */
  concerns?(
    item: Traits[T],
    parameters: z.output<S>,
    subject: Subject,
  ): true | Beside | Elsewhere | NotSaid;
  /**
   * What is said where no item was picked: why that is a violation. Absent: then there is nothing to judge. Items that are named stand
   * for themselves: it is said of each that the sentence speaks of.
   */
  readonly none?: string;
  /** Whether Azure's guarantee of the trait answers this question, by its parameters where they ask for more; absent: it does. */
  readonly guaranteeAnswers?: false | ((parameters: z.output<S>) => boolean);
  /** Its verdict can turn by the clock alone: it is carried until it would, a day at the most, and never where it does not pass. */
  readonly isTimeBound?: true;
  /** Whether Azure changes by itself what an item is judged by, so that no record tells of it: each scan then reads it. Absent: it does not. */
  movesByItself?(item: Traits[T]): boolean;
  readonly carriedAtMostHours?: number;
  /**
   * Present where it measures: `observed` is then a number in this unit wherever the verdict is pass or fail, less of it is worse. A
   * claim asks for one of `measures` and is told by every question that gives it. Asked of what has such a figure: a resource whose
   * type says nothing of the trait is beside it.
   */
  readonly figure?: {
    readonly unit: string;
    readonly measures: readonly string[];
    /** Over how many days at most it is measured. */
    readonly days: number;
  };
  /** The command that mends a violation on every type that has none of its own; absent: none does. */
  mend?(resource: { readonly id: string }, parameters: z.output<S>): string | null;
  readonly rationale: string;
  /** Where a person reads how to mend it when no single command does. */
  readonly link: string;
  readonly references: readonly string[];
  /** Of one item that the sentence speaks of. Pure. */
  judge(item: Traits[T], asked: Asked<z.output<S>>): Answer;
  /** In place of `judge` and `quantifier`, where the answer is about all of a resource's items together. Pure. */
  judgeTogether?(items: readonly [Traits[T], ...Traits[T][]], asked: Asked<z.output<S>>): Answer;
}

/** A check as the engine sees it: the types of its trait and parameters are its own business. */
export type Question = CheckDefinition<TraitName, z.ZodType>;

/** Declares a check; returns it with its types forgotten, so that all fit one catalogue. */
export function defineCheck<const T extends TraitName, S extends z.ZodType>(
  definition: CheckDefinition<T, S>,
): Question {
  // Sound because the engine hands over items of the named trait and parameters parsed by `parameters`.
  return definition;
}
