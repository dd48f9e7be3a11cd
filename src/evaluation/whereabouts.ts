import { type Digest, type Member, type Unavailable, unavailable } from '#domain/reading.ts';
import type { ResourceId } from '#domain/resource-id.ts';

/** Where something lies that is there. */
interface Found {
  readonly evidence: readonly Digest[];
  /** Its region as Azure wrote it; null: Azure names none. */
  readonly location: string | null;
  /** The member that names its region; empty: what names it has no place of its own. */
  readonly at: readonly Member[];
}

/**
 * What became of something that a resource speaks of (the machine whose backups a vault keeps), for one statement.
 * - `in-scope`: it is there, and the statement speaks of it
 * - `out-of-scope`: it is there, but the statement does not speak of it; `why` is a clause
 * - `gone`: a direct read showed that it no longer exists
 * - `not-known`: it could not be looked up, which proves nothing
 */
export type Whereabouts =
  | ({ readonly is: 'in-scope' } & Found)
  | ({ readonly is: 'out-of-scope'; readonly why: string } & Found)
  | { readonly is: 'gone'; readonly evidence: readonly Digest[] }
  | { readonly is: 'not-known'; readonly why: Unavailable };

/**
 * Looks something up for the statement that is being judged. Never throws for what Azure can be expected to do. `standing`: whether
 * the resource is judged at all hangs on it, so that the verdict holds for this scan alone.
 */
export type Locate = (id: ResourceId, use?: 'standing') => Promise<Whereabouts>;

/** Looks up as the given one does, and remembers the answers that showed it. */
export function listening(locate: Locate): {
  readonly locate: Locate;
  readonly heard: () => readonly Digest[];
} {
  const evidence = new Set<Digest>();
  return {
    async locate(id, use) {
      const found = await locate(id, use);
      const shown = found.is === 'not-known' ? found.why.evidence : found.evidence;
      for (const digest of shown) evidence.add(digest);
      return found;
    },
    heard: () => [...evidence],
  };
}

/** Where there is nothing to look up. */
export const NOBODY_LOOKS: Locate = async () =>
  await Promise.resolve({
    is: 'not-known',
    why: unavailable('NotCollected', 'Nobody looked for it'),
  });

/** The sentence about something that could not be looked up, with the permission that would mend it. */
export function describeLost({ code, permission, detail }: Unavailable): string {
  const isRefused = permission !== null && code === 'AuthorizationFailed';
  const grant = isRefused ? ` Grant ${permission} (see posture permissions).` : '';
  return `${detail.replace(/\.?$/u, '.')}${grant}`;
}
