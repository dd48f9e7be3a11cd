import { isFormerCheck } from '#domain/former-checks.ts';
import type { KnownCheck } from './bind-document.ts';
import { formerUses } from './former-hints.ts';
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
  const { verify = [] } = claim;
  const expected = 'the id of a check (posture checks lists them)';
  const tell = (place: number, found: string, message: string): ConfigurationProblem =>
    problemAt(document, ['claims', index, 'verify', place, 'check'], { found, expected, message });
  const former = formerUses(verify, (id) => checks.has(id));
  const told = verify.flatMap(({ check, planned }, place) => {
    if (checks.has(check) || planned === true || isFormerCheck(check)) return [];
    const suggestion = suggestionText(check, checks.keys());
    return [tell(place, check, `there is no check ${JSON.stringify(check)}${suggestion}`)];
  });
  return former === undefined ? told : [tell(former.place, former.check, former.message), ...told];
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
