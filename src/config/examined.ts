import type { ShapeFault } from './check-shape.ts';

/** A parameter of older versions: it named types as examined by other means, without reason, approver or end. */
export const EXAMINED = 'examined';

/** The check of older versions that had it. Since then every check is unknown to a type whose settings nobody reads. */
const COVERAGE = 'resource-type-coverage';

/** What stands in place of the parameter, for a claim of these checks. */
export function examinedIsGone(
  claim: string,
  checks: readonly string[],
): Pick<ShapeFault, 'expected' | 'hint'> {
  const [only] = checks;
  const check = checks.length === 1 && only !== undefined ? `check: ${only}` : 'check';
  return {
    expected: 'an exception in the exceptions file',
    hint: `; that a type is examined by other means is an exception: write { claim: ${claim}, ${check}, resourceType, reason, approvedBy, expires } into the file that \`exceptions\` names`,
  };
}

/** What to write instead of a check that is no more; undefined: it is none of those. */
export function insteadOfCheck(check: string): string | undefined {
  return check === COVERAGE
    ? '; a type whose settings nobody reads is unknown to every check of a claim now: take the line out, and except a type that is examined by other means: { claim, check, resourceType, reason, approvedBy, expires } in the file that `exceptions` names'
    : undefined;
}
