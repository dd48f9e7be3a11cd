import type { BoundDocument, Scope } from '#domain/document.ts';
import type { PlacedEntry } from './bind-document.ts';
import { valueAt } from './check-shape.ts';
import type { DocumentEntry } from './documents-section.ts';
import type { LoadedDocument } from './load-document.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import { suggestionText } from './suggest.ts';

const NOTHING_EXCLUDED: Scope['exclude'] = { resourceIds: [], resourceTypes: [], tags: {} };

/**
 * The scopes of an entry. A part that names neither subscriptions nor management groups lies in those of the whole, whose exclusions
 * count for every part too. Without a scope of its own, an entry with parts is the parts and nothing else.
 */
export function boundScopes({
  scope,
  parts,
}: Pick<DocumentEntry, 'scope' | 'parts'>): Pick<BoundDocument, 'scope' | 'parts'> {
  const named = Object.entries(parts ?? {});
  if (named.length === 0) return { scope: scope ?? { exclude: NOTHING_EXCLUDED } };
  return {
    scope: scope ?? null,
    parts: Object.fromEntries(named.map(([name, part]) => [name, partScope(part, scope)])),
  };
}

function partScope(part: Scope, whole: Scope | undefined): Scope {
  if (whole === undefined) return part;
  const { subscriptions, managementGroups } = whole;
  const isPlaced = part.subscriptions !== undefined || part.managementGroups !== undefined;
  return {
    ...(isPlaced || subscriptions === undefined ? {} : { subscriptions }),
    ...(isPlaced || managementGroups === undefined ? {} : { managementGroups }),
    ...part,
    exclude: {
      resourceIds: [...whole.exclude.resourceIds, ...part.exclude.resourceIds],
      resourceTypes: [...whole.exclude.resourceTypes, ...part.exclude.resourceTypes],
      tags: { ...part.exclude.tags, ...whole.exclude.tags },
    },
  };
}

/** The parts that a document's claims speak of, each with the place of the first claim that does. */
function partsSpokenOf(document: LoadedDocument): ReadonlyMap<string, number> {
  const spoken = new Map<string, number>();
  document.claims.forEach((claim, index) => {
    if (claim?.part !== undefined && !spoken.has(claim.part)) spoken.set(claim.part, index);
  });
  return spoken;
}

/**
 * Names that only one side knows: a part that is bound and that no claim speaks of, or, where any is bound, one that a claim speaks
 * of and that is not. Where none is bound at all every claim is judged on the whole scope, which is a notice.
 */
export function partProblems(
  document: LoadedDocument,
  placed: PlacedEntry,
): readonly ConfigurationProblem[] {
  const raw = valueAt(placed.source.value, [...placed.path, 'parts']);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return [];
  const bound = Object.keys(raw);
  const spoken = partsSpokenOf(document);
  const problems: ConfigurationProblem[] = [];
  for (const name of bound) {
    if (spoken.has(name)) continue;
    const path = [...placed.path, 'parts', name];
    const expected =
      spoken.size === 0
        ? `no parts: no claim of ${document.id} speaks of one`
        : `one of ${[...spoken.keys()].join(', ')}`;
    problems.push({
      file: placed.source.file,
      ...placed.source.place(path, 'key'),
      path: formatPath(path),
      found: `part ${JSON.stringify(name)}`,
      expected,
      message: `${formatPath(path)}: no claim of ${document.id} speaks of a part ${JSON.stringify(name)}; expected ${expected}${suggestionText(name, spoken.keys())}`,
    });
  }
  if (bound.length === 0) return problems;
  for (const [index, claim] of document.claims.entries()) {
    if (claim?.part === undefined || bound.includes(claim.part)) continue;
    const path = ['claims', index, 'part'];
    const expected = `one of ${bound.join(', ')}, or parts.${claim.part} in ${placed.source.file}`;
    problems.push({
      file: document.source.file,
      ...document.source.place(path),
      path: formatPath(path),
      found: JSON.stringify(claim.part),
      expected,
      message: `${formatPath(path)}: ${claim.id} speaks of the part ${JSON.stringify(claim.part)}, which ${formatPath(placed.path)} of ${placed.source.file} does not bind; expected ${expected}${suggestionText(claim.part, bound)}`,
    });
  }
  return problems;
}
