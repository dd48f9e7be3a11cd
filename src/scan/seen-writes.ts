import { idKey } from '#domain/resource-id.ts';
import type { AttributableWrite } from '#drift/attribute.ts';

/**
 * Writes that a recorded scan knew of before it read: what it read afterwards is not read again for them, though the overlap with which
 * Azure's records are asked (they lag) tells them anew. It is known by the write itself and by no clock: ours and Azure's may differ.
 */
export interface SeenWrites {
  has(write: AttributableWrite): boolean;
  /** After a scan was recorded: all that its records told, with an overlap that later ones do not reach behind. */
  replace(writes: Iterable<AttributableWrite>): void;
}

/** Knows of none yet: what a process before this one saw is read once more. */
export function createSeenWrites(): SeenWrites {
  let seen: ReadonlySet<string> = new Set();
  return {
    has: (write) => seen.has(keyOf(write)),
    replace(writes) {
      seen = new Set([...writes].map(keyOf));
    },
  };
}

function keyOf({
  resourceId,
  at,
  by,
  operation,
  correlationId,
  source,
}: AttributableWrite): string {
  return JSON.stringify([idKey(resourceId), at, by, operation, correlationId, source]);
}
