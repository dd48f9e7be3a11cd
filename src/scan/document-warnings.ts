import { addressesOf, type BoundDocument } from '#domain/document.ts';
import type { PopulationRow } from './membership.ts';

/**
 * What is wrong with the statement itself, whatever Azure says (wording that has gone stale, a link that leads nowhere), and where its
 * parts do not fit what is there: a part that is not bound, resources of the whole that lie in none of the parts.
 */
export function documentWarnings(
  { statement, parts }: BoundDocument,
  population: readonly Pick<PopulationRow, 'resourceId' | 'documents' | 'parts'>[],
): readonly string[] {
  const sentences = statement.claims.flatMap((claim) => [
    ...(claim.stale === undefined
      ? []
      : [`${claim.id}: "${claim.stale.wording}" is out of date: ${claim.stale.because}`]),
    ...(claim.link !== undefined && addressesOf(claim.link).length === 0
      ? [`${claim.id}: the statement points to a page but names no address`]
      : []),
  ]);
  const spoken = statement.claims.filter(({ part }) => part !== undefined);
  if (spoken.length === 0) return sentences;
  if (parts === undefined) {
    const names = [...new Set(spoken.map(({ part }) => part))].join(', ');
    return [
      ...sentences,
      `${spoken.length} claims speak of parts (${names}) that the configuration does not bind: they are judged on the whole scope`,
    ];
  }
  const between = population.filter(
    (row) => row.documents.includes(statement.id) && (row.parts[statement.id] ?? []).length === 0,
  );
  if (between.length === 0) return sentences;
  return [
    ...sentences,
    `${between.length} ${between.length === 1 ? 'resource of its scope lies' : 'resources of its scope lie'} in none of its parts (${Object.keys(parts).join(', ')}), so that no claim about a part judges them, such as ${between[0]?.resourceId ?? ''}`,
  ];
}
