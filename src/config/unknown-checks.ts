import type { KnownCheck } from './bind-document.ts';
import { insteadOfCheck } from './examined.ts';
import type { LoadedDocument, Verification } from './load-document.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import { suggestionText } from './suggest.ts';

type Checks = ReadonlyMap<string, KnownCheck>;

/** The checks of a claim that do not exist and that the document does not mark as planned: it would verify nothing for ever. */
export function unknownChecks(
  claim: Verification,
  index: number,
  document: LoadedDocument,
  checks: Checks,
): readonly ConfigurationProblem[] {
  return (claim.verify ?? []).flatMap(({ check, planned }, place) =>
    checks.has(check) || planned === true
      ? []
      : [
          problemAt(document, ['claims', index, 'verify', place, 'check'], {
            found: check,
            expected: 'the id of a check (posture checks lists them)',
            message: `there is no check ${JSON.stringify(check)}${insteadOfCheck(check) ?? suggestionText(check, checks.keys())}`,
          }),
        ],
  );
}

/** Likewise of the figures that it states: no check gives them, or not in that unit. */
export function unknownMeasures(
  claim: Verification,
  index: number,
  document: LoadedDocument,
  checks: Checks,
): readonly ConfigurationProblem[] {
  return (['measure', 'progress'] as const).flatMap((key) => {
    const demand = claim[key];
    if (demand === undefined || demand.planned === true) return [];
    const figures = [...checks.values()].flatMap(({ figure }) => figure ?? []);
    const names = new Set(figures.flatMap(({ measures }) => measures));
    const units = new Set(
      figures.filter(({ measures }) => measures.includes(demand.measure)).map(({ unit }) => unit),
    );
    if (units.size === 0) {
      const expected =
        names.size === 0 ? 'a measure that exists' : `one of ${[...names].join(', ')}`;
      return [
        problemAt(document, ['claims', index, key, 'measure'], {
          found: demand.measure,
          expected,
          message: `there is no measure ${JSON.stringify(demand.measure)}${suggestionText(demand.measure, names)}; expected ${expected}`,
        }),
      ];
    }
    if (units.has(demand.unit)) return [];
    const expected = [...units].join(', ');
    return [
      problemAt(document, ['claims', index, key, 'unit'], {
        found: demand.unit,
        expected,
        message: `${demand.measure} is measured in ${expected}, not in ${JSON.stringify(demand.unit)}`,
      }),
    ];
  });
}

function problemAt(
  { source }: LoadedDocument,
  path: readonly PropertyKey[],
  said: { readonly found: string; readonly expected: string; readonly message: string },
): ConfigurationProblem {
  return {
    file: source.file,
    ...source.place(path),
    path: formatPath(path),
    found: JSON.stringify(said.found),
    expected: said.expected,
    message: `${formatPath(path)}: ${said.message}`,
  };
}
