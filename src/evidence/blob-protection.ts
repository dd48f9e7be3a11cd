import { type Instant, toInstant } from '#domain/instant.ts';
import type { BlobProtection } from './anchors.ts';

/** What Blob Storage says of a blob; Get Blob Properties, `x-ms-immutability-policy-*` (version-level policies alone). */
export interface BlobAnswer {
  readonly immutabilityPolicyMode?: string;
  readonly immutabilityPolicyExpiresOn?: Date;
}

/** What it says of a container; Get Container Properties. */
export interface ContainerAnswer {
  readonly hasImmutabilityPolicy?: boolean;
  readonly hasLegalHold?: boolean;
}

/**
 * How a blob is protected from its own account's administrators. Only a locked policy with time left counts; a mode that is not
 * understood does not. Guess: a container-level policy shows in the container's `hasImmutabilityPolicy` alone, and whether it is locked
 * can be asked of Azure Resource Manager only; it counts as unknown.
 */
export function protectionOf(
  blob: BlobAnswer,
  container: ContainerAnswer,
  now: Instant,
): BlobProtection {
  const { immutabilityPolicyMode: mode, immutabilityPolicyExpiresOn: expires } = blob;
  const until = expires === undefined ? undefined : toInstant(expires.getTime());
  if (mode?.toLowerCase() === 'locked' && until !== undefined) {
    if (until > now) return { state: 'locked', until };
    return { state: 'none', detail: `its policy ran out at ${until}` };
  }
  if (mode?.toLowerCase() === 'unlocked')
    return {
      state: 'unlocked',
      detail: `a policy until ${until ?? 'no time'} that may be removed`,
    };
  if (mode !== undefined && mode.toLowerCase() !== 'mutable')
    return { state: 'unknown', detail: `a policy in the mode ${JSON.stringify(mode)}` };
  if (container.hasImmutabilityPolicy === true) {
    return {
      state: 'unknown',
      detail: 'the container has a policy; whether it is locked cannot be asked here',
    };
  }
  return container.hasLegalHold === true
    ? { state: 'unlocked', detail: 'a legal hold that may be lifted' }
    : { state: 'none', detail: 'neither policy nor legal hold' };
}
