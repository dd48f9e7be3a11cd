import type { Instant } from '#domain/instant.ts';
import type { Verdict } from '#domain/verdict.ts';
import type { Check } from '#evaluation/define-check.ts';
import type { Facts } from '#facts/fact-names.ts';
import type { InventoryResource } from '#inventory/inventory-resource.ts';
import { inventoryResource } from './facts/inventory.ts';

/** The scan's instant in tests. */
export const AS_OF: Instant = '2026-11-21T03:00:00.000Z';

export interface JudgeOptions {
  readonly with?: Readonly<Record<string, unknown>>;
  readonly resource?: Partial<InventoryResource>;
  readonly asOf?: Instant;
}

/** Judges as the engine does: parameters through the check's schema, the first fact alone first, then all of them. */
export function judgeCheck(
  check: Check,
  facts: Partial<Facts>,
  { with: given = {}, resource = {}, asOf = AS_OF }: JudgeOptions = {},
): Verdict {
  const parameters: unknown = check.parameters.parse(given);
  const row = inventoryResource({ ...typeOf(check), ...resource });
  const context = { parameters, asOf, resource: row };
  const all = { resource: row, ...facts } as Facts;
  return check.applies?.(all[check.fact], context) ?? check.evaluate(all, context);
}

/** The command that mends it, for a resource of the check's own type. */
export function remedyOf(
  check: Check,
  resource: Partial<InventoryResource>,
  given: Readonly<Record<string, unknown>> = {},
): string | null {
  const row = inventoryResource({ ...typeOf(check), ...resource });
  return check.remediation.command(row, check.parameters.parse(given));
}

function typeOf(check: Check): Partial<InventoryResource> {
  const type = check.resourceTypes[0];
  return type === undefined || type === '*' ? {} : { type };
}
