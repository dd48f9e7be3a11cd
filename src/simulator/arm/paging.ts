import type { Call } from './call.ts';
import { badRequest } from './errors.ts';

/** A page of a list as Azure sends it: `nextLink` only when there is more. */
export interface Page<Row> {
  readonly value: readonly Row[];
  readonly nextLink?: string;
}

/**
 * Cuts the page that a call asks for. With `trailing` a full page always has a link, even to an empty last page: Key Vault was recorded doing so.
 * Throws 400 on a link that was tampered with.
 */
export function pageOf<Row>(
  call: Call,
  rows: readonly Row[],
  size: number,
  trailing: boolean = false,
): Page<Row> {
  const top = Number(call.query.get('$top') ?? call.query.get('$maxpagesize') ?? size);
  const limit = Math.min(
    call.simulation.estate.pageSize ?? size,
    Number.isInteger(top) && top > 0 ? top : size,
  );
  const from = offsetOf(call.query.get('$skiptoken'));
  const value = rows.slice(from, from + limit);
  const end = from + limit;
  const hasMore = trailing ? value.length === limit && end <= rows.length : end < rows.length;
  return hasMore ? { value, nextLink: linkTo(call, tokenFor(end)) } : { value };
}

/** The link to this very list with another cursor. */
function linkTo(call: Call, token: string): string {
  const query = [...call.query]
    .filter(([name]) => name !== '$skiptoken')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${call.baseUrl}${call.path}?${[...query, `$skiptoken=${token}`].join('&')}`;
}

function tokenFor(offset: number): string {
  return Buffer.from(JSON.stringify({ o: offset })).toString('base64url');
}

function offsetOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const invalid = badRequest('InvalidSkipToken', 'The skip token is invalid.');
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    const offset = typeof parsed === 'object' && parsed !== null && 'o' in parsed ? parsed.o : null;
    if (typeof offset === 'number' && Number.isInteger(offset) && offset >= 0) return offset;
  } catch (cause) {
    invalid.cause = cause;
  }
  throw invalid;
}
