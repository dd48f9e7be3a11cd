import type { Delivery } from '#alerting/channel.ts';

/** A try that the receiver's status says was taken. */
export type Accepted = Exclude<Delivery, { readonly outcome: 'failed' }>;

/** The members of a JSON object; none for any other text. */
export function membersOf(body: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}

/**
 * A good status that is not the receiver's own: somebody else may have answered at this address. Tried again, because a message too
 * many is better than one that nobody got.
 */
export function unexpectedStatus({ status }: Accepted): Delivery {
  const reason = `unexpected status ${String(status)}`;
  return {
    outcome: 'failed',
    reason,
    retryable: true,
    ...(status === undefined ? {} : { status }),
  };
}
