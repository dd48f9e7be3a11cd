import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { KnownResources } from '#scan/settle-known.ts';

/** Later than any change. */
const FOR_EVER = '9999-12-31T23:59:59.999Z';
/** So many changes of one resource are looked through. */
const MOST_CHANGES = 100_000;

/**
 * The resources of which the state knew at an instant, with what is recorded of them now, or was last where they have gone since: a scan
 * of then asked for each that its inventories did not name.
 */
export async function knownThen(
  state: Pick<StateReader, 'resourceIds' | 'resourceHistory' | 'changesBetween'>,
  at: Instant,
): Promise<KnownResources> {
  const ids = new Map<string, ResourceId>();
  const gone = new Map<string, Finding[]>();
  for (const id of await state.resourceIds()) ids.set(idKey(id), id);
  for (const { finding, ended } of await state.changesBetween(at, FOR_EVER)) {
    const key = idKey(finding.resourceId);
    if (ids.has(key) || ended === undefined) continue;
    gone.set(key, [...(gone.get(key) ?? []), finding]);
  }
  for (const [key, [finding]] of gone) if (finding !== undefined) ids.set(key, finding.resourceId);
  return {
    resourceKeys: () => ids.keys(),
    async findingsOf(key) {
      const history = await state.resourceHistory(ids.get(key) ?? key, MOST_CHANGES);
      const was = history.periods.some(
        ({ from, until }) => from < at && (until === null || until >= at),
      );
      if (!was) return [];
      const present = history.findings.map(({ finding }) => finding);
      return present.length > 0 ? present : (gone.get(key) ?? []);
    },
  };
}
