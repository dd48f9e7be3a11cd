import { createHash } from 'node:crypto';

/** A resource of the sample with the number that it was drawn by. */
export interface SampledResource {
  readonly resourceId: string;
  /** SHA-256 of seed, a zero byte and the resource id; 64 hex digits. */
  readonly order: string;
}

/** The `count` resources with the lowest SHA-256(seed ‖ 0x00 ‖ resourceId), ascending; each resource counts once. */
export function populationSample(
  resourceIds: readonly string[],
  seed: string,
  count: number,
): readonly SampledResource[] {
  return [...new Set(resourceIds)]
    .map((resourceId) => ({
      resourceId,
      order: createHash('sha256').update(`${seed}\0${resourceId}`).digest('hex'),
    }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .slice(0, count);
}

/**
 * How to draw the same sample without the tool, in a POSIX shell with coreutils, inside the snapshot. undefined: an id has a
 * character that CSV must quote (no name that Azure allows has one), or the seed one that no shell word has.
 */
export function sampleRecipe(
  resourceIds: readonly string[],
  seed: string,
  count: number,
): string | undefined {
  if (seed.includes('\0') || resourceIds.some((id) => /^[^/]|[",\r\n\\]/u.test(id)))
    return undefined;
  const quoted = `'${seed.replaceAll("'", `'\\''`)}'`;
  return [
    "tail -n +2 scope/population.csv | tr -d '\\r' | cut -d, -f2 | LC_ALL=C sort -u |",
    `  while IFS= read -r id; do printf '%s  %s\\n' "$(printf '%s\\0%s' ${quoted} "$id" | sha256sum | cut -c1-64)" "$id"; done |`,
    `  LC_ALL=C sort | head -n ${count}`,
  ].join('\n');
}
