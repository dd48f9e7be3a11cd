import { type Finding, findingKey } from '#domain/finding.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { ScanResult } from '#domain/scan.ts';
import { assembleResult } from '#evaluation/assemble-result.ts';
import { makePlan } from '#evaluation/plan.ts';
import { collectedWrites, createChangeFeeds } from './change-feeds.ts';
import { checkLinks } from './check-links.ts';
import { subscriptionsOf } from './compare-scan.ts';
import { documentWarnings } from './document-warnings.ts';
import { earlyPartsOf } from './early-parts.ts';
import { claimsOf, foldClaims, foldPart, isWanted, unverifiableClaims } from './fold-claims.ts';
import { beginHandOut, gather, noting, type Selected, withCounts } from './hand-out.ts';
import { createHolders } from './holders.ts';
import { createKnownOf } from './known-of.ts';
import { readAgain as readAgainOf } from './read-again.ts';
import { resolveScopes } from './resolve-scopes.ts';
import { scanSubscriptions } from './scan-subscriptions.ts';
import { scanTools } from './scan-tools.ts';
import type { Scanner, ScanOutcome, ScanRequest } from './scanner.ts';

/** As for instants that are yet to come. */
const TOLERATED_OFFSET_MS = 3_600_000;

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
  const selected: Selected = new Map();
  const scopes = await resolveScopes(
    noting(scanner.scope, selected),
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
  const holders = createHolders();
  const countsAgain = request.mode === 'full' || request.countsAgain === true;
  const handed = await beginHandOut(request, {
    order: { startedAt, asOf, selected, countsAgain },
    gather: async () => await gather(scanner.reads, holders, feeds, request.seen),
    log,
    signal: bounded,
  });
  const { options, rulings } = scanTools(scanner, request, {
    plan,
    scopes,
    startedAt,
    asOf,
    countsAgain,
    holders,
    feeds,
    signal: bounded,
  });
  const { exceptionFor, locator } = options;
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
  const knownOf = createKnownOf(plan);
  const early = earlyPartsOf(request, scanner, async (found, stood, recordPart) => {
    const confirmation = await readAgain(found);
    const fed = [...subscriptionsOf(found)].flatMap((id) => feeds.arrived.get(id) ?? []);
    const changes = await recordPart({
      ...confirmation,
      scanId: request.id,
      mode: request.mode,
      at: startedAt,
      claims: foldPart(request, plan, scopes, { ...confirmation, stood }, asOf),
      writes: collectedWrites(fed),
      knownOf,
    });
    return { ...confirmation, changes };
  });
  const subscriptionsScanned = scanSubscriptions({
    ...options,
    ...(handed === undefined ? {} : { handOut: handed.handOut }),
    holders,
    subscriptions,
    early,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    ...(request.replay === undefined ? {} : { replay: request.replay }),
  });
  const [scanned, linked] = await endingWith(
    Promise.all([subscriptionsScanned, links]),
    async () => await handed?.end(),
  );
  const told = await early.end();
  const first = [...scanned.findings, ...linked];
  const { findings, confirmed, overturned } = await readAgain(
    told.replaced.size === 0
      ? first
      : first.map((finding) => told.replaced.get(findingKey(finding)) ?? finding),
  );
  const { stood } = scanned;
  const claims = foldClaims(request, plan, scopes, scanned.blindness, { findings, stood }, asOf);
  const scan: ScanResult['scan'] = {
    id: request.id,
    mode: request.mode,
    startedAt,
    finishedAt: toInstant(clock.now()),
    tool: scanner.tool,
    azure: { ...withCounts(scanner.statistics(), handed?.counts()), tenantId },
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
  const read = { stood, population, seenGone, unlisted, lists, doubted, only: request.only };
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

async function endingWith<T>(work: Promise<T>, end: () => Promise<void>): Promise<T> {
  try {
    return await work;
  } finally {
    await end();
  }
}
