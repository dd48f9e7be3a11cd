import type { Instant } from '#domain/instant.ts';
import { isSameSetting } from '#drift/same-value.ts';
import { createExceptionRulings } from '#evaluation/exception-rulings.ts';
import type { Plan } from '#evaluation/plan.ts';
import { createAnswerReader } from './answer-reader.ts';
import { createBeforeSleep } from './carry-asleep.ts';
import type { ChangeFeeds } from './change-feeds.ts';
import type { Holders } from './holders.ts';
import { createLocator } from './locator.ts';
import { createNamedResources } from './named-resources.ts';
import { readOnce } from './read-once.ts';
import type { ScopedDocument } from './resolve-scopes.ts';
import type { Scanner, ScanRequest } from './scanner.ts';
import type { SubscriptionOptions } from './subscription-part.ts';

/** Measured: 50 000 databases of one subscription need 100 minutes. What is not read by then is not known. */
const SUBSCRIPTION_MS = 3 * 3_600_000;

/** What reading one subscription takes, the same for all of a scan, whichever process reads it. */
export function scanTools(
  scanner: Scanner,
  request: Pick<
    ScanRequest,
    | 'mode'
    | 'sweep'
    | 'seen'
    | 'exceptions'
    | 'covers'
    | 'earlier'
    | 'known'
    | 'quiet'
    | 'findingsOf'
    | 'changesSince'
  >,
  made: {
    readonly plan: Plan;
    readonly scopes: readonly ScopedDocument[];
    readonly startedAt: Instant;
    /** The instant that everything is judged at. */
    readonly asOf: Instant;
    /** Whether what there is is counted by all of Azure's lists. */
    readonly countsAgain: boolean;
    readonly holders: Pick<Holders, 'of'>;
    readonly feeds: ChangeFeeds;
    readonly signal: AbortSignal;
  },
) {
  const { plan, scopes, startedAt, asOf, countsAgain, holders, feeds, signal } = made;
  const { known } = request;
  const named = createNamedResources(scanner.azure, plan);
  const answers = createAnswerReader({
    azure: named.azure,
    reads: scanner.reads,
    clock: scanner.clock,
    wakePaused: scanner.wakePaused ?? false,
    signal,
    subscriptionMs: SUBSCRIPTION_MS,
    holders,
    before: async (subscription) => await feeds.before(subscription),
  });
  const rulings = createExceptionRulings({
    exceptions: request.exceptions,
    covers: request.covers ?? [],
    asOf,
    isSameSetting,
  });
  const exceptionFor = rulings.ruleOn;
  const direct = readOnce(scanner.scope);
  const locator = createLocator({ scope: direct, scopes, signal });
  const options: SubscriptionOptions = {
    scanner,
    answers,
    named,
    direct,
    plan,
    scopes,
    locator,
    exceptions: request.exceptions,
    exceptionFor,
    mode: request.mode,
    countsAgain,
    ...(request.sweep === undefined ? {} : { sweep: request.sweep }),
    ...(request.seen === undefined ? {} : { seen: request.seen }),
    ...(request.earlier === undefined ? {} : { earlier: request.earlier }),
    beforeSleep: (feed) =>
      createBeforeSleep({
        findingsOf: request.findingsOf ?? (async () => await Promise.resolve([])),
        feed,
        feedSince: request.changesSince,
        exceptionFor,
        // When it was read is by our clock.
        asOf: startedAt,
      }),
    ...(request.quiet === undefined ? {} : { quiet: request.quiet }),
    ...(known === undefined ? {} : { known }),
    feeds,
    startedAt,
    asOf,
    signal,
  };
  return { options, rulings };
}
