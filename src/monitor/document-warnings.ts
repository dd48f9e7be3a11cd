import type { Statement } from '#domain/document.ts';

/** What is wrong with the statement itself, whatever Azure says: wording that has gone stale, a link that leads nowhere. */
export function documentWarnings(statement: Statement): readonly string[] {
  return statement.claims.flatMap((claim) => [
    ...(claim.stale === undefined
      ? []
      : [`${claim.id}: "${claim.stale.wording}" is out of date: ${claim.stale.because}`]),
    ...(claim.link !== undefined && claim.link.url === undefined
      ? [`${claim.id}: the statement points to a page but names no address`]
      : []),
  ]);
}
