import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { KnownResource } from '#domain/recorded.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';

/** What is recorded of one subscription. */
export interface EarlierPart {
  /** Its resources with recorded findings, by their ids without case. */
  readonly resources: ReadonlyMap<string, KnownResource>;
  /** The findings of a resource, by its id without case, as they were last recorded. */
  readonly findingsOf: (resourceKey: string) => Promise<readonly Finding[]>;
}

/** What an incremental scan knows from the scans before it. */
export interface EarlierScan {
  /** Of a subscription (lower case). */
  within(subscriptionId: string): Promise<EarlierPart>;
  /** A verdict whose facts were read before this is not carried forward any more but read anew. */
  readonly carryFrom: Instant;
  /** Whether an alert that is not over looks at a resource, by its id without case. */
  readonly isWatched: (resourceKey: string) => boolean;
}

/** Whether an alert that is not over looks at a resource, by its id without case. */
export async function watchedBy({
  openAlerts,
}: Pick<StateReader, 'openAlerts'>): Promise<EarlierScan['isWatched']> {
  const watched = new Set<string>();
  for (const { members } of await openAlerts()) {
    for (const member of members)
      if (member.kind === 'finding') watched.add(idKey(member.finding.resourceId));
  }
  return (key) => watched.has(key);
}

/** By what the state says, a subscription at a time. */
export async function earlierIn(
  state: Pick<StateReader, 'findingsOf' | 'knownResources' | 'openAlerts'>,
  carryFrom: Instant,
): Promise<EarlierScan> {
  return {
    carryFrom,
    isWatched: await watchedBy(state),
    async within(subscriptionId) {
      const resources = await state.knownResources(subscriptionId);
      return {
        resources,
        findingsOf: async (key) =>
          (await state.findingsOf(resources.get(key)?.id ?? key)).map(({ finding }) => finding),
      };
    },
  };
}

/** By findings that somebody has at hand, by the resource's id without case: each is looked at. */
export function earlierFrom(
  findings: ReadonlyMap<string, readonly Finding[]>,
  carryFrom: Instant,
): EarlierScan {
  return {
    carryFrom,
    isWatched: () => false,
    async within(subscriptionId) {
      const resources = new Map<string, KnownResource>();
      for (const [key, some] of findings) {
        if (parseResourceId(key)?.subscriptionId !== subscriptionId) continue;
        const hasUnknown = some.some(({ status }) => status === 'unknown');
        const known = { readSince: readSince(some), hasUnknown, standing: null };
        resources.set(key, { id: some[0]?.resourceId ?? key, ...known });
      }
      return await Promise.resolve({
        resources,
        findingsOf: async (key) => await Promise.resolve(findings.get(key) ?? []),
      });
    },
  };
}

/** What never was awake to be read again is always young enough. */
const NEVER = '9999-12-31T23:59:59.999Z';

/** When the oldest answer was read that findings rest on, those of a database that sleeps left out. */
export function readSince(findings: readonly Finding[]): Instant {
  let since = NEVER;
  for (const { readAt, asleepSince } of findings)
    if (asleepSince === undefined && readAt < since) since = readAt;
  return since;
}
