import { z } from 'zod';
import type { CheckUse, Claim, ClaimKind } from '#domain/document.ts';
import type { Check } from '#evaluation/check.ts';
import { checkShape, problemOf, type ShapeFault } from './check-shape.ts';
import type { ClaimEntry } from './document-schema.ts';
import type { DocumentEntry } from './documents-section.ts';
import { EXAMINED, examinedIsGone } from './examined.ts';
import type { LoadedDocument, Verification } from './load-document.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import { suggestionText } from './suggest.ts';
import { unknownChecks, unknownMeasures } from './unknown-checks.ts';
import type { YamlSource } from './yaml-source.ts';

/** What configuration needs to know of a check. */
export type KnownCheck = Pick<Check, 'id' | 'parameters'> & Pick<Partial<Check>, 'figure'>;

/** An entry of `documents` in the configuration file, and where it stands there. */
export interface PlacedEntry {
  readonly entry: DocumentEntry;
  readonly source: YamlSource;
  readonly path: readonly PropertyKey[];
}

type Parameters = Readonly<Record<string, unknown>>;

/** Puts the parameters of the configuration over those of the document and lets every check judge its own. */
export function bindClaims(
  document: LoadedDocument,
  placed: PlacedEntry,
  checks: ReadonlyMap<string, KnownCheck>,
): { claims: readonly Claim[]; problems: readonly ConfigurationProblem[] } {
  const problems = Object.keys(placed.entry.with)
    .filter((id) => !document.claimIds.has(id))
    .map((id) => unknownClaim(id, document, placed));
  const claims = document.verifications.flatMap((verification, index) => {
    if (verification === undefined) return [];
    const bound = bindChecks(verification, index, { document, placed, checks });
    problems.push(
      ...bound.problems,
      ...unknownChecks(verification, index, document, checks),
      ...unknownMeasures(verification, index, document, checks),
    );
    const claim = document.claims[index];
    return claim === undefined ? [] : [{ ...claim, kinds: kindsOf(claim), verify: bound.verify }];
  });
  return { claims, problems };
}

interface Binding {
  readonly document: LoadedDocument;
  readonly placed: PlacedEntry;
  readonly checks: ReadonlyMap<string, KnownCheck>;
}

function bindChecks(
  claim: Verification,
  index: number,
  binding: Binding,
): { verify: readonly CheckUse[]; problems: ConfigurationProblem[] } {
  const given = binding.placed.entry.with[claim.id] ?? {};
  const problems = unknownParameters(claim, given, binding);
  const verify = (claim.verify ?? []).map((use, place): CheckUse => {
    const check = binding.checks.get(use.check);
    const known = check === undefined ? Object.keys(given) : knownParameters(check);
    const own = pick(given, known);
    const merged = { ...use.with, ...own };
    // A check that does not exist (yet) takes what it is given: it is an error, or the claim reports "no such check".
    if (check === undefined) return { check: use.check, with: merged };
    const at = { claim, index, place, own, binding };
    const shape = checkShape(check.parameters, merged);
    if ('data' in shape) {
      return { check: use.check, with: isParameters(shape.data) ? shape.data : {} };
    }
    const isGone = ({ path }: ShapeFault) => path.length === 1 && path[0] === EXAMINED;
    const gone = examinedIsGone(claim.id, [use.check]);
    problems.push(
      ...shape.faults.map((fault) =>
        parameterProblem(fault.at === 'key' && isGone(fault) ? { ...fault, ...gone } : fault, at),
      ),
    );
    return { check: use.check, with: merged };
  });
  return { verify, problems };
}

/** In a fixed order, so that the same document always reads the same. */
function kindsOf(claim: ClaimEntry): ClaimKind[] {
  const kinds: ClaimKind[] = claim.verify === undefined ? [] : ['auto'];
  for (const kind of ['measure', 'attest', 'link', 'progress', 'stale'] as const) {
    if (claim[kind] !== undefined) kinds.push(kind);
  }
  return kinds;
}

function parameterProblem(
  fault: ShapeFault,
  at: { claim: Verification; index: number; place: number; own: Parameters; binding: Binding },
): ConfigurationProblem {
  const { document, placed } = at.binding;
  const parameter = fault.path[0];
  const fromConfiguration = parameter !== undefined && Object.hasOwn(at.own, parameter);
  const problem = fromConfiguration
    ? problemOf(fault, placed.source, [...placed.path, 'with', at.claim.id])
    : problemOf(fault, document.source, ['claims', at.index, 'verify', at.place, 'with']);
  const check = at.claim.verify?.[at.place]?.check ?? '';
  return { ...problem, message: `${problem.message} (check ${check})` };
}

function unknownParameters(
  claim: Verification,
  given: Parameters,
  { placed, checks }: Binding,
): ConfigurationProblem[] {
  const uses = claim.verify ?? [];
  if (uses.some((use) => !checks.has(use.check))) return [];
  const known = new Set(uses.flatMap((use) => parameterNames(checks.get(use.check))));
  const anything = uses.some((use) => !(checks.get(use.check)?.parameters instanceof z.ZodObject));
  if (anything) return [];
  return Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => {
      const path = [...placed.path, 'with', claim.id, name];
      const { expected, hint } =
        name === EXAMINED
          ? examinedIsGone(
              claim.id,
              uses.map(({ check }) => check),
            )
          : otherParameter(name, known);
      return {
        file: placed.source.file,
        ...placed.source.place(path, 'key'),
        path: formatPath(path),
        found: `parameter ${JSON.stringify(name)}`,
        expected,
        message: `${formatPath(path)}: no check of this claim has a parameter ${JSON.stringify(name)}${hint}`,
      };
    });
}

function otherParameter(name: string, known: ReadonlySet<string>) {
  const expected =
    known.size === 0
      ? 'no parameters: no check of this claim takes any'
      : `one of ${[...known].join(', ')}`;
  return { expected, hint: `; expected ${expected}${suggestionText(name, known)}` };
}

function unknownClaim(
  id: string,
  document: LoadedDocument,
  placed: PlacedEntry,
): ConfigurationProblem {
  const path = [...placed.path, 'with', id];
  return {
    file: placed.source.file,
    ...placed.source.place(path, 'key'),
    path: formatPath(path),
    found: `claim ${JSON.stringify(id)}`,
    expected: `a claim of ${document.id}`,
    message: `${formatPath(path)}: document ${document.id} has no claim ${JSON.stringify(id)}${suggestionText(id, document.claimIds)}`,
  };
}

function parameterNames(check: KnownCheck | undefined): string[] {
  return check?.parameters instanceof z.ZodObject ? Object.keys(check.parameters.shape) : [];
}

function knownParameters(check: KnownCheck): string[] | undefined {
  return check.parameters instanceof z.ZodObject ? parameterNames(check) : undefined;
}

function pick(given: Parameters, names: readonly string[] | undefined): Parameters {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => names === undefined || names.includes(name)),
  );
}

function isParameters(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
