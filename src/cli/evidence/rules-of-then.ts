import type { Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { toMilliseconds } from '#domain/instant.ts';
import type { RecordedLogEntry } from '#domain/log-entry.ts';
import type { RecordedScan, StateReader } from '#domain/state-store.ts';
import { type ListedSnapshot, listSnapshots } from '#evidence/list-snapshots.ts';
import type { Asked } from '#evidence/snapshot-input.ts';
import type { RebuildInput } from '#replay/rebuild-scan.ts';
import { configurationDigest } from '#scan/configuration-digest.ts';
import { snapshotFile } from './snapshot-result.ts';

/** By what a scan is judged of which the configuration was not kept. */
export interface Rules {
  readonly rules: RebuildInput['rules'];
  /** Name of a snapshot that was made with the configuration of then; null: the configuration as it is now. */
  readonly from: string | null;
  /** Whether they are those that the scan was made with. */
  readonly areOfThen: boolean;
  readonly logEntry: number | null;
}

/**
 * The log says which configuration a scan was made with, by its digest. The rules are taken from the snapshot next to it that was made
 * with the same, else from the configuration as it is: that is not the one of then where its digest is another.
 */
export async function rulesOfThen(
  workbench: Pick<Workbench, 'tool'>,
  configuration: Configuration,
  state: StateReader,
  { id, startedAt }: RecordedScan,
): Promise<Rules> {
  const entry = await state.log.find('run', { scanId: id });
  const wanted = configurationIn(entry);
  const logEntry = entry?.index ?? null;
  const same = (await listSnapshots(configuration.evidence.directory))
    .filter(({ manifest }) => manifest?.collector.configurationSha256 === wanted)
    .toSorted((a, b) => distance(a, startedAt) - distance(b, startedAt));
  for (const snapshot of same) {
    const rules = await rulesIn(snapshot);
    if (rules !== undefined) return { rules, from: snapshot.name, areOfThen: true, logEntry };
  }
  const { documents, attestations, exceptions, azure } = configuration;
  const covers = (await state.exceptionCovers()).filter(({ at }) => at < startedAt);
  return {
    rules: { documents, attestations, exceptions, covers, wakePaused: azure.wakePaused },
    from: null,
    areOfThen: wanted === configurationDigest(configuration, workbench.tool),
    logEntry,
  };
}

async function rulesIn(snapshot: ListedSnapshot): Promise<Rules['rules'] | undefined> {
  try {
    const claims = JSON.parse(await snapshotFile(snapshot, 'scope/claims.json')) as Pick<
      Rules['rules'],
      'documents' | 'attestations' | 'exceptions'
    > & { readonly exceptionCovers?: Rules['rules']['covers'] };
    const asked = JSON.parse(await snapshotFile(snapshot, 'scope/asked.json')) as Asked;
    const { documents, attestations, exceptions, exceptionCovers: covers = [] } = claims;
    const { wakePaused = true, objectId } = asked;
    const as = objectId === undefined ? {} : { objectId };
    return { documents, attestations, exceptions, covers, wakePaused, ...as };
  } catch {
    // Not whole, or of another form: another snapshot may have them.
    return undefined;
  }
}

function distance({ manifest }: ListedSnapshot, at: string): number {
  const ms = (instant: string): number => toMilliseconds(instant) ?? 0;
  return Math.abs(ms(manifest?.period.from ?? at) - ms(at));
}

function configurationIn(entry: RecordedLogEntry | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const { body } = JSON.parse(Buffer.from(entry.bytes).toString('utf8')) as {
    readonly body?: { readonly configurationSha256?: string };
  };
  return body?.configurationSha256;
}
