import type { Finding } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { ScanRequest } from './scanner.ts';
import { createPartSharing } from './share-parts.ts';

/** The findings of every resource that is known, by its id without case; of one subscription where it is named. */
export async function recordedFindings(
  state: Pick<StateReader, 'resourceIds' | 'findingsOf'>,
  subscriptionId?: string,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const findings = new Map<string, readonly Finding[]>();
  const sharing = createPartSharing();
  for (const id of await state.resourceIds(subscriptionId)) {
    const share = sharing();
    findings.set(
      idKey(id),
      (await state.findingsOf(id)).map(({ finding }) => share(finding)),
    );
  }
  return findings;
}

/** What a finding of the old form expected is in words of then: nobody can hold it against today's. */
export function formerlyAsNow(
  state: Pick<StateReader, 'findingsOf'>,
): NonNullable<ScanRequest['findingsOf']> {
  return async (id) =>
    (await state.findingsOf(id)).map(({ finding, formerly }) =>
      formerly === undefined ? finding : { ...finding, expected: null },
    );
}
