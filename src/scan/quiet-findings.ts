import type { Logger } from 'pino';
import type { Exception } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { ResourceUpdate, Standing } from '#domain/recorded.ts';
import { idKey } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import { compareResource } from '#drift/compare-resource.ts';
import { maySpeakOf } from '#evaluation/exception.ts';
import type { KnownOf } from './known-of.ts';
import type { StoodSoFar } from './stood.ts';

/** So many resources are recorded at a time: their findings are what a scan holds of them. */
const AT_A_TIME = 250;

/** With what a scan records what has nothing to tell while it is read. */
export interface QuietRecording {
  /** What is recorded so far. */
  readonly before: Pick<StateReader, 'findingsOf'>;
  /** A scan was never recorded. */
  readonly firstScan: boolean;
  /** Whether an alert that is not over looks at a resource, by its id without case. */
  readonly isWatched: (resourceKey: string) => boolean;
  /** Makes durable what the findings rest on, then these. */
  readonly record: (updates: readonly ResourceUpdate[]) => Promise<void>;
}

/** Takes the findings of a subscription's resources off a scan's hands. */
export interface QuietFindings {
  /** True: they are recorded, or will be, and what they come to is noted. False: they have something to tell. */
  take(findings: readonly Finding[]): Promise<boolean>;
  /** Records what waits. */
  end(): Promise<void>;
}

interface Taken {
  readonly update: ResourceUpdate;
  readonly findings: readonly Finding[];
  readonly standing: Standing;
}

/**
 * What keeps every promise as it did when it was last read (or is read for the first time by a first scan) has nothing to tell to
 * anybody: it is recorded at once, a few hundred resources at a time, and from then on the scan goes by what it comes to. So memory holds
 * what fails, changes or is not known, and no more. Where it cannot be recorded the findings stay with the scan, as any others do
 * (`giveBack`).
 */
export function createQuietFindings(
  recording: QuietRecording,
  options: {
    /** The scan's instant. */
    readonly at: Instant;
    readonly knownOf: KnownOf;
    readonly exceptions: readonly Exception[];
    readonly stood: StoodSoFar;
    readonly giveBack: (findings: readonly Finding[]) => void;
    readonly log: Logger;
  },
): QuietFindings {
  const { before, firstScan, isWatched } = recording;
  const { at, knownOf, exceptions, stood, giveBack, log } = options;
  let waiting: Taken[] = [];
  let recorded: Promise<void> = Promise.resolve();

  async function quiet(findings: readonly Finding[]): Promise<Taken | undefined> {
    const [first] = findings;
    const standing = knownOf(findings).standing;
    if (first === undefined || standing === null) return undefined;
    const { resourceId, resourceType } = first;
    const of = { id: resourceId, type: resourceType };
    if (isWatched(idKey(resourceId)) || exceptions.some((one) => maySpeakOf(one, of)))
      return undefined;
    const { changes, update } = compareResource({
      resourceId,
      previous: await before.findingsOf(resourceId),
      current: findings,
      at,
      firstScan,
      knownOf,
      // What is no more is for the end of the scan to explain.
      absence: () => 'not-asked',
    });
    const isWhole = update.readings.length === findings.length;
    return changes.length === 0 && isWhole ? { update, findings, standing } : undefined;
  }

  async function record(taken: readonly Taken[]): Promise<void> {
    try {
      await recording.record(taken.map(({ update }) => update));
      for (const { update, standing } of taken)
        stood.add(idKey(update.resourceId), update.resourceId, standing);
    } catch (error) {
      log.error({ err: error }, 'findings could not be recorded before the end of the scan');
      for (const { findings } of taken) giveBack(findings);
    }
  }

  /** One batch after the other. */
  async function recordWaiting(): Promise<void> {
    const taken = waiting;
    waiting = [];
    recorded = recorded.then(async () => {
      if (taken.length > 0) await record(taken);
    });
    await recorded;
  }

  return {
    async take(findings) {
      const taken = await quiet(findings);
      if (taken === undefined) return false;
      waiting.push(taken);
      if (waiting.length >= AT_A_TIME) await recordWaiting();
      return true;
    },
    end: recordWaiting,
  };
}
