import type { z } from 'zod';
import type { Instant } from '#domain/instant.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Severity } from '#domain/severity.ts';
import type { Verdict } from '#domain/verdict.ts';
import type { FactName, Facts } from '#facts/fact-names.ts';
import type { InventoryResource } from '#inventory/inventory-resource.ts';
import type { Whereabouts } from './whereabouts.ts';

/** The family of claims that a check belongs to. */
export type CheckFamily =
  | 'visibility'
  | 'location'
  | 'encryption-at-rest'
  | 'encryption-in-transit'
  | 'backup'
  | 'geo-redundancy'
  | 'key-vault'
  | 'availability';

/** What a verdict may rest on besides facts: the claim's parameters, the scan's instant, and the inventory's row. */
export interface CheckContext<P> {
  readonly parameters: P;
  readonly asOf: Instant;
  readonly resource: InventoryResource;
  /** Of what the check's `locates` named; absent: nobody looked. */
  readonly whereabouts?: (id: ResourceId) => Whereabouts;
}

/** One small pure question about one resource. */
export interface CheckDefinition<F extends FactName, A extends FactName, S extends z.ZodType> {
  /** = file name = documentation page = test name; never renamed. */
  readonly id: string;
  /** Subject first, the good state; at most 150 characters. */
  readonly title: string;
  readonly family: CheckFamily;
  readonly severity: Severity;
  /**
   * What alerts call it when it fails, without the resource's name, at most 60 characters: `purge protection is off`; made from
   * `observed` and `expected` where they are to be told. Undefined or absent: the reason of the verdict is short enough.
   */
  readonly short?: string | ((observed: unknown, expected: unknown) => string | undefined);
  /** What Azure calls the setting whose value `observed` is; absent where the value names its members itself. */
  readonly property?: string;
  /** Lower-case ARM types that it judges; `*` for every resource of the inventory. */
  readonly resourceTypes: readonly string[];
  /** The fact about the resource itself, read first. */
  readonly fact: F;
  /** Further facts, read only when `applies` lets the resource through. A fact that is unavailable makes the verdict unknown. */
  readonly also: readonly A[];
  readonly parameters: S;
  /**
   * Its verdict changes by itself: with the time, or by what Azure's change records never tell (a backup that was not taken). Such
   * a verdict is made anew by every scan and never carried forward.
   */
  readonly isTimeBound?: true;
  /** The longest that its verdict is carried forward, in hours, where that is shorter than until the next full scan. */
  readonly carriedAtMostHours?: number;
  /**
   * Present where it measures: `observed` is then a number in this unit wherever the verdict is pass or fail, less of it is worse, and
   * its parameters are those of `AvailabilityDemand`. A claim asks for one of `measures` and is told by every check that gives it.
   */
  readonly figure?: { readonly unit: string; readonly measures: readonly string[] };
  /** Over how many days at most its figure is measured. */
  readonly figureDays?: number;
  readonly rationale: string;
  readonly remediation: {
    /** The command that mends it, with the resource's own names in it; null where no single command does. */
    command(resource: InventoryResource, parameters: z.output<S>): string | null;
    readonly link: string;
  };
  readonly references: readonly string[];
  /** Inputs that evaluate to their label: run by the catalogue test, printed in the documentation page. */
  readonly examples: {
    /** Absent for a check that never passes by itself: it only says what is not known. */
    readonly pass?: CheckExample<F | A>;
    readonly fail?: CheckExample<F | A>;
    readonly unknown: CheckExample<F | A>;
  };
  /** A not-applicable verdict for a resource that the claim does not bear on (a system database); decided from the first fact. */
  applies?(fact: Facts[F], context: CheckContext<z.output<S>>): Verdict | undefined;
  /** Ids of what the verdict must know the whereabouts of, asked for before it is made; of no other may `evaluate` ask. */
  locates?(facts: Pick<Facts, F | A>): readonly ResourceId[];
  /** Pure; called only when every fact was read. */
  evaluate(facts: Pick<Facts, F | A>, context: CheckContext<z.output<S>>): Verdict;
}

/** Facts as Azure would send them, and parameters where the default does not serve. */
export interface CheckExample<N extends FactName> {
  readonly facts: { readonly [K in N]: unknown };
  readonly with?: Readonly<Record<string, unknown>>;
  readonly resource?: Partial<InventoryResource>;
}

/** A check as the engine sees it: the types of its facts and parameters are its own business. */
// The engine calls `evaluate` only with what the check's own declarations named, so the parameter types may be hidden here.
export type Check = CheckDefinition<FactName, FactName, z.ZodType>;

/** Declares a check; returns it with its types forgotten, so that all checks fit one catalogue. */
export function defineCheck<
  const F extends FactName,
  const A extends FactName,
  S extends z.ZodType,
>(definition: CheckDefinition<F, A, S>): Check {
  // Sound because the engine hands over exactly the facts in `fact` and `also`, and parameters parsed by `parameters`.
  return definition as unknown as Check;
}
