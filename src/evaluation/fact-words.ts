import { type FactOf, factInReason, shortFact } from '#domain/fact-words.ts';
import type { Finding } from '#domain/finding.ts';
import type { Check } from './check.ts';

/** The words that the checks themselves have for what fails; for a check that says none, or is not known, those of the verdict. */
export function factOfChecks(checks: readonly Check[]): FactOf {
  const known = new Map(checks.map((check) => [check.id, check]));
  return (finding) => {
    const check = known.get(finding.check);
    const short = check === undefined ? undefined : shortOf(check, finding);
    return {
      fact: short === undefined ? factInReason(finding).fact : shortFact(short),
      property: null,
    };
  };
}

function shortOf({ short }: Check, { observed, expected }: Finding): string | undefined {
  return typeof short === 'function' ? short(observed, expected) : short;
}
