import type { Read } from '#resource-types/define-read.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';

/** Every read of the types by its name. Throws where two that are not the same have one name: that would be a bug of ours. */
export function readsOf(types: readonly ResourceType[]): ReadonlyMap<string, Read> {
  const reads = new Map<string, Read>();
  for (const { type, reads: own } of types) {
    for (const read of Object.values(own)) {
      const known = reads.get(read.name);
      if (known !== undefined && (known.kind !== read.kind || known.source !== read.source))
        throw new Error(`${type}: another read is called ${read.name}`);
      reads.set(read.name, read);
    }
  }
  return reads;
}
