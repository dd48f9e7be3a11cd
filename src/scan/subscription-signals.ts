import { idKey, parseResourceId } from '#domain/resource-id.ts';

/** A time limit for each subscription: one that is slow without end takes nothing from the others, and the scan ends. */
export function createSubscriptionSignals(
  signal: AbortSignal,
  subscriptionMs: number | undefined,
): (key: string) => AbortSignal {
  const signals = new Map<string, AbortSignal>();
  return (key) => {
    if (subscriptionMs === undefined) return signal;
    const subscription = parseResourceId(key)?.subscriptionId ?? idKey(key);
    const own =
      signals.get(subscription) ?? AbortSignal.any([signal, AbortSignal.timeout(subscriptionMs)]);
    signals.set(subscription, own);
    return own;
  };
}
