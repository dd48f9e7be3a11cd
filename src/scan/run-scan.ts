import { type Finding, findingKey } from '#domain/finding.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { ScanResult } from '#domain/scan.ts';
import { isSameSetting } from '#drift/same-value.ts';
import { assembleResult } from '#evaluation/assemble-result.ts';
import { createExceptionRulings } from '#evaluation/exception-rulings.ts';
import { makePlan } from '#evaluation/plan.ts';
import { createAnswerReader } from './answer-reader.ts';
import { createBeforeSleep } from './carry-asleep.ts';
import { collectedWrites, createChangeFeeds } from './change-feeds.ts';
import { checkLinks } from './check-links.ts';
import { subscriptionsOf } from './compare-scan.ts';
import { documentWarnings } from './document-warnings.ts';
import { earlyPartsOf } from './early-parts.ts';
import { claimsOf, foldClaims, foldPart, isWanted, unverifiableClaims } from './fold-claims.ts';
import { createHolders } from './holders.ts';
import { createLocator } from './locator.ts';
import { createNamedResources } from './named-resources.ts';
import { readAgain as readAgainOf } from './read-again.ts';
import { readOnce } from './read-once.ts';
import { resolveScopes } from './resolve-scopes.ts';
import { scanSubscriptions } from './scan-subscriptions.ts';
import type { Scanner, ScanOutcome, ScanRequest } from './scanner.ts';

/** As for instants that are yet to come. */
const TOLERATED_OFFSET_MS = 3_600_000;
/** Measured: 50 000 databases of one subscription need 100 minutes. What is not read by then is not known. */
const SUBSCRIPTION_MS = 3 * 3_600_000;

/**
 * One scan: resolves the scopes, reads the inventory, judges every resource by the claims that bear on it, folds the claims. Never
 * throws for what Azure can be expected to do, except an AzureAccessError when it could not be reached or signed in to at all.
 */
export async function runScan(
  scanner: Scanner,
  request: ScanRequest,
  signal: AbortSignal,
): Promise<ScanOutcome> {
  const { clock, log } = scanner;
  const startedAt = toInstant(clock.now());
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(request.deadlineMs)]);
  const { tenantId, azureOffsetMs = 0 } = await scanner.scope.connect(bounded);
  const asOf = instantOfJudgement(startedAt, azureOffsetMs);
  const plan = makePlan(request.documents, scanner.checks, (document, claim) =>
    isWanted(request, document, claim),
  );
  const scopes = await resolveScopes(
    scanner.scope,
    request.documents,
    request.only.subscriptions,
    bounded,
  );
  const subscriptions = [...new Set(scopes.flatMap((scope) => [...scope.subscriptions]))].sort();
  const feeds = createChangeFeeds(
    request.changesSince === undefined
      ? new Map()
      : scanner.scope.changes(subscriptions, request.changesSince, bounded),
  );
  const known = request.known ?? request.earlier;
  const named = createNamedResources(scanner.azure, plan);
  const holders = createHolders();
  const countsAgain = request.mode === 'full' || request.countsAgain === true;
  const answers = createAnswerReader({
    azure: named.azure,
    reads: scanner.reads,
    clock,
    wakePaused: scanner.wakePaused ?? false,
    signal: bounded,
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
  const locator = createLocator({ scope: direct, scopes, signal: bounded });
  const links = checkLinks({
    claims: claimsOf(request),
    askPage: scanner.askPage,
    keeper: scanner.keeper,
    clock,
    signal: bounded,
  });
  const readAgain = async (found: readonly Finding[]) =>
    await readAgainOf(
      scanner,
      request,
      { plan, feeds, findings: found, exceptionFor, locator, holders },
      asOf,
      bounded,
    );
  const early = earlyPartsOf(request, scanner, async (found, recordPart) => {
    const confirmation = await readAgain(found);
    const fed = [...subscriptionsOf(found)].flatMap((id) => feeds.arrived.get(id) ?? []);
    const changes = await recordPart({
      ...confirmation,
      scanId: request.id,
      mode: request.mode,
      at: startedAt,
      claims: foldPart(request, plan, scopes, confirmation.findings, asOf),
      writes: collectedWrites(fed),
    });
    return { ...confirmation, changes };
  });
  const subscriptionsScanned = scanSubscriptions({
    scanner,
    answers,
    holders,
    named,
    direct,
    plan,
    scopes,
    subscriptions,
    locator,
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
    ...(known === undefined ? {} : { known }),
    feeds,
    asOf,
    signal: bounded,
    early,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    ...(request.replay === undefined ? {} : { replay: request.replay }),
  });
  const [scanned, linked] = await Promise.all([subscriptionsScanned, links]);
  const told = await early.end();
  const first = [...scanned.findings, ...linked];
  const { findings, confirmed, overturned } = await readAgain(
    told.replaced.size === 0
      ? first
      : first.map((finding) => told.replaced.get(findingKey(finding)) ?? finding),
  );
  const claims = foldClaims(request, plan, scopes, scanned.blindness, findings, asOf);
  const scan: ScanResult['scan'] = {
    id: request.id,
    mode: request.mode,
    startedAt,
    finishedAt: toInstant(clock.now()),
    tool: scanner.tool,
    azure: { ...scanner.statistics(), tenantId },
    subscriptions: scanned.subscriptions,
  };
  const documents = request.documents
    .filter((document) => claims.some((claim) => claim.document === document.statement.id))
    .map((document) => ({
      id: document.statement.id,
      title: document.statement.title,
      warnings: documentWarnings(document, scanned.population),
    }));
  const result = assembleResult(scan, documents, claims);
  log.info(
    { scanId: request.id, claims: result.summary.claims, findings: result.summary.findings },
    'scan finished',
  );
  const { population, seenGone, unlisted, lists, doubted } = scanned;
  const unverifiable = unverifiableClaims(request, plan);
  const read = { population, seenGone, unlisted, lists, doubted, only: request.only };
  return {
    result,
    ...read,
    writes: feeds.arrived,
    readAfter: collectedWrites(
      [...feeds.arrived].flatMap(([id, feed]) => (feeds.late.has(id) ? [] : [feed])),
    ),
    readAllSince: readAllSince(request, startedAt, scanned.isSwept),
    countedAgain: countsAgain,
    unverifiable,
    plan,
    scopes,
    confirmed: new Map([...told.confirmed, ...confirmed]),
    overturned,
    told: told.changes,
    covers: rulings.firstSeen(findings),
  };
}

/** Since when everything was read that this scan knows of. */
function readAllSince(
  { mode, sweep }: ScanRequest,
  startedAt: Instant,
  isSwept: boolean,
): Instant | null {
  if (mode === 'full') return startedAt;
  return sweep !== undefined && isSwept ? sweep.since : null;
}

/**
 * The instant that everything is judged at: ours, unless our clock is off by more than what the reading of instants allows for. A clock
 * that is days behind would take a backup that ceased days ago for a fresh one.
 */
function instantOfJudgement(startedAt: Instant, azureOffsetMs: number): Instant {
  const ours = toMilliseconds(startedAt);
  return ours === undefined || Math.abs(azureOffsetMs) <= TOLERATED_OFFSET_MS
    ? startedAt
    : toInstant(ours + azureOffsetMs);
}
