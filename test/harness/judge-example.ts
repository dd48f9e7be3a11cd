import type { z } from 'zod';
import { COLLECTORS } from '#collectors/registry.generated.ts';
import type { Verdict } from '#domain/verdict.ts';
import type { Check, CheckExample } from '#evaluation/define-check.ts';
import type { FactName, Facts } from '#facts/fact-names.ts';
import { InventoryResource } from '#inventory/inventory-resource.ts';
import { ScopeSummary } from '#facts/scope-summary.ts';
import { inventoryResource } from './facts/inventory.ts';
import { AS_OF } from './judge-check.ts';

export type Status = Verdict['status'];
type Example = CheckExample<FactName>;

const SCHEMAS: ReadonlyMap<FactName, z.ZodType> = new Map<FactName, z.ZodType>([
  ['resource', InventoryResource],
  ['scopeSummary', ScopeSummary],
  ...COLLECTORS.map(({ fact, schema }): [FactName, z.ZodType] => [fact, schema]),
]);

/** Judges facts as the engine does: what its collector's schema does not take is unavailable, and the verdict then unknown. */
export function judgeExample(check: Check, example: Example, facts: unknown): Status {
  const parsed = parseFacts(check, facts);
  return parsed === undefined ? 'unknown' : evaluate(check, example, parsed).status;
}

/** The whole verdict on an example as it stands. */
export function verdictOfExample(check: Check, example: Example): Verdict {
  const parsed = parseFacts(check, example.facts);
  if (parsed === undefined) throw new Error(`The example of ${check.id} is no answer of Azure`);
  return evaluate(check, example, parsed);
}

/** The members that a check reads of an example's facts, as paths from the fact's name inwards. */
export function readsOf(check: Check, example: Example): ReadonlySet<string> {
  const reads = new Set<string>();
  const parsed = parseFacts(check, example.facts);
  if (parsed !== undefined) evaluate(check, example, recording(parsed, '', reads) as Facts);
  return reads;
}

function parseFacts(check: Check, facts: unknown): Facts | undefined {
  const parsed: Record<string, unknown> = {};
  for (const fact of [check.fact, ...check.also]) {
    const schema = SCHEMAS.get(fact);
    if (schema === undefined) throw new Error(`Nothing reads ${fact}`);
    const result = schema.safeParse((facts as Record<string, unknown>)[fact]);
    if (!result.success) return undefined;
    parsed[fact] = result.data;
  }
  return parsed as unknown as Facts;
}

function evaluate(check: Check, example: Example, facts: Facts): Verdict {
  const [type = '*'] = check.resourceTypes;
  const own = (facts as { resource?: InventoryResource }).resource;
  const resource =
    own ?? inventoryResource({ ...(type === '*' ? {} : { type }), ...example.resource });
  const context = { parameters: check.parameters.parse(example.with ?? {}), asOf: AS_OF, resource };
  return check.applies?.(facts[check.fact], context) ?? check.evaluate(facts, context);
}

/** The same value, which notes every member that is looked at. */
function recording(value: unknown, path: string, reads: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof name === 'symbol' || typeof member === 'function') return member;
      const inner = path === '' ? name : `${path}.${name}`;
      reads.add(inner);
      return recording(member, inner, reads);
    },
  });
}

/** One thing that is wrong with facts: a member is missing, null, or of a value that Azure added since. */
export interface Damage {
  readonly kind: 'missing' | 'null' | 'strange';
  readonly path: string;
  readonly what: string;
  /** A damaged copy. */
  readonly facts: unknown;
  /** Does the same damage to another copy of the facts. */
  apply(facts: unknown): void;
}

/** Everything that can be wrong with one member of facts, at any depth below the facts themselves. */
export function damages(facts: unknown): readonly Damage[] {
  return membersOf(facts, []).flatMap((keys) =>
    (['missing', 'null', 'strange'] as const).map((kind) => {
      const apply = (copy: unknown): void => spoil(copy, keys, kind);
      const copy: unknown = structuredClone(facts);
      apply(copy);
      const path = keys.join('.');
      return { kind, path, what: `${path} ${kind}`, facts: copy, apply };
    }),
  );
}

function membersOf(value: unknown, keys: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, member]) => {
    const inner = [...keys, key];
    // A list comes whole or not at all: its elements are not taken away, only what is in them.
    const own = isList || keys.length === 0 ? [] : [inner];
    return [...own, ...membersOf(member, inner)];
  });
}

function spoil(facts: unknown, keys: readonly string[], kind: Damage['kind']): void {
  let holder = facts;
  for (const key of keys.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return;
    holder = Reflect.get(holder, key);
  }
  const last = keys.at(-1) ?? '';
  if (typeof holder !== 'object' || holder === null) return;
  if (kind === 'missing') Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, kind === 'null' ? null : 'FutureValue2099');
}
