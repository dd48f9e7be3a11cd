import { createHash } from 'node:crypto';
import type { Delivery } from '#alerting/channel.ts';
import type { LeasedMessage } from '#domain/outbox-message.ts';

/** Fingerprint of an address and what opens it: the first 12 hex digits of a SHA-256, so that neither can be read off it. */
export function destinationVersion(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 12);
}

/** The keys of one destination by their version, the one in force first. */
export interface Destinations<Key> {
  readonly versions: readonly string[];
  readonly inForce: string;
  /**
   * The key that a message is sent with: the one it was made for, or the one in force. An end whose key is not there any more fails
   * for good: with another key the receiver would not know what is over (A12).
   */
  keyFor(
    message: Pick<LeasedMessage, 'notification' | 'destinationVersion'>,
  ): { readonly key: Key } | { readonly failed: Delivery };
}

/** Throws a RangeError without any key: there is nothing to send with. */
export function createDestinations<Key>(
  keys: readonly Key[],
  partsOf: (key: Key) => readonly string[],
): Destinations<Key> {
  const byVersion = new Map<string, Key>();
  for (const key of keys) {
    const version = destinationVersion(...partsOf(key));
    if (!byVersion.has(version)) byVersion.set(version, key);
  }
  const versions = [...byVersion.keys()];
  const [inForce] = versions;
  const [current] = keys;
  if (inForce === undefined || current === undefined) throw new RangeError('a key is needed');
  return {
    versions,
    inForce,
    keyFor({ notification, destinationVersion: wanted }) {
      const known = byVersion.get(wanted);
      if (known !== undefined) return { key: known };
      if (notification.kind !== 'resolved') return { key: current };
      const reason = 'the key of its beginning is not configured any more';
      return { failed: { outcome: 'failed', reason, retryable: false } };
    },
  };
}
