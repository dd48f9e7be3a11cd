import { ArmError } from '../arm/errors.ts';
import type { Throttling } from '../estate/schema.ts';

interface Bucket {
  tokens: number;
  at: number;
}

const GRAPH_SECONDS = 5;

/** Azure's token buckets: reads of a subscription, queries of Resource Graph. Without limits it only counts for the headers. */
export class Throttle {
  limits: Throttling | undefined;
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => Date;

  constructor(limits: Throttling | undefined, now: () => Date) {
    this.limits = limits;
    this.#now = now;
  }

  /** Takes a read of a subscription. Returns Azure's headers; throws 429 when the bucket is empty. */
  takeRead(subscriptionId: string): Record<string, string> {
    const burst = this.limits?.burst ?? 250;
    const left = this.#take(subscriptionId.toLowerCase(), burst, this.limits?.perSecond ?? 25);
    if (left === undefined) {
      throw this.#tooMany(
        'SubscriptionRequestsThrottled',
        `Number of read requests for subscription '${subscriptionId}' exceeded the limit. Please try again later.`,
        1,
      );
    }
    return {
      'x-ms-ratelimit-remaining-subscription-reads': String(left),
      'x-ms-ratelimit-remaining-subscription-global-reads': String(15 * burst - (burst - left)),
    };
  }

  /** Takes a query of Resource Graph. Returns its quota headers; throws 429 when the quota is used up. */
  takeQuery(): Record<string, string> {
    const most = this.limits?.graphPerFiveSeconds ?? 15;
    const left = this.#take('resource-graph', most, most / GRAPH_SECONDS);
    const headers = {
      'x-ms-user-quota-remaining': String(left ?? 0),
      'x-ms-user-quota-resets-after': '00:00:05',
      'x-ms-ratelimit-remaining-tenant-resource-requests': String(left ?? 0),
    };
    if (left !== undefined) return headers;
    throw this.#tooMany(
      'RateLimiting',
      'Please provide below info when asking for support.',
      GRAPH_SECONDS,
      headers,
    );
  }

  #take(key: string, burst: number, perSecond: number): number | undefined {
    const now = this.#now().getTime();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const earned = (Math.max(0, now - bucket.at) / 1000) * perSecond;
    const tokens = Math.min(burst, bucket.tokens + earned);
    const isEmpty = tokens < 1;
    const left = isEmpty ? tokens : tokens - 1;
    this.#buckets.set(key, {
      tokens: this.limits === undefined ? Math.max(left, 1) : left,
      at: now,
    });
    return isEmpty && this.limits !== undefined ? undefined : Math.floor(left);
  }

  #tooMany(
    code: string,
    message: string,
    seconds: number,
    headers: Record<string, string> = {},
  ): ArmError {
    const after = this.limits?.retryAfter === false ? {} : { 'retry-after': String(seconds) };
    return new ArmError(429, code, message, { ...headers, ...after });
  }
}
