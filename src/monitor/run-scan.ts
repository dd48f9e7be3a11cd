import type { Logger } from 'pino';
import type { AzureReader } from '#azure/azure-reader.ts';
import type { Collector } from '#collectors/define-collector.ts';
import type { Clock } from '#domain/clock.ts';
import type { Attestation, BoundDocument, Exception } from '#domain/document.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import type { AskPage } from '#domain/page.ts';
import type { ScanMode, ScanResult } from '#domain/scan.ts';
import { assembleResult } from '#evaluation/assemble-result.ts';
import type { Check } from '#evaluation/define-check.ts';
import { findException } from '#evaluation/exception.ts';
import { makePlan, type Plan } from '#evaluation/plan.ts';
import type { FactName } from '#facts/fact-names.ts';
import type { ScopeReader } from '#facts/scope-reader.ts';
import { checkLinks } from './check-links.ts';
import { documentWarnings } from './document-warnings.ts';
import type { EarlierScan } from './earlier-scan.ts';
import { createFactReader } from './fact-reader.ts';
import { claimsOf, foldClaims, isWanted } from './fold-claims.ts';
import { resolveScopes } from './resolve-scopes.ts';
import { type PopulationRow, scanSubscriptions } from './scan-subscriptions.ts';

/** What a scan works with; everything that touches the world arrives here. */
export interface Scanner {
  readonly scope: ScopeReader;
  readonly azure: AzureReader;
  readonly statistics: () => ScanResult['scan']['azure'];
  readonly collectors: ReadonlyMap<FactName, Collector>;
  readonly checks: readonly Check[];
  readonly askPage: AskPage;
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tool: { readonly name: string; readonly version: string };
}

export interface ScanRequest {
  readonly id: string;
  readonly mode: ScanMode;
  readonly documents: readonly BoundDocument[];
  readonly attestations: readonly Attestation[];
  readonly exceptions: readonly Exception[];
  /** Only these documents, claims, subscriptions; absent: all. */
  readonly only: {
    readonly documents?: readonly string[];
    readonly claims?: readonly string[];
    readonly subscriptions?: readonly string[];
  };
  /** What was verified before: needed for an incremental scan. */
  readonly earlier?: Omit<EarlierScan, 'writes'>;
  /** From when on Azure's change records are asked who wrote what; absent: they are not asked, and nothing is carried forward. */
  readonly changesSince?: Instant;
  /** After this long the scan stops reading; what it did not reach is unavailable. */
  readonly deadlineMs: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

type Writes = EarlierScan['writes'];

/** A scan's result with what the evidence needs besides. */
export interface ScanOutcome {
  readonly result: ScanResult;
  readonly population: readonly PopulationRow[];
  /** Ids (without case) that a direct read showed to be gone. */
  readonly seenGone: ReadonlySet<string>;
  /** Ids (without case) whose children could not be listed: a child's absence from the population proves nothing. */
  readonly unlisted: ReadonlySet<string>;
  /** What Azure recorded as written, per subscription (lower case); empty when it was not asked. */
  readonly writes: Writes;
  readonly plan: Plan;
}

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
  const { tenantId } = await scanner.scope.connect(bounded);
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
  const writes: Writes =
    request.changesSince === undefined
      ? new Map()
      : await scanner.scope.changes(subscriptions, request.changesSince, bounded);
  const facts = createFactReader({
    azure: scanner.azure,
    collectors: scanner.collectors,
    clock,
    signal: bounded,
  });
  const exceptionFor = (claim: string, resourceId: string) =>
    findException(request.exceptions, { claim, resourceId }, startedAt);
  const links = checkLinks({
    claims: claimsOf(request),
    askPage: scanner.askPage,
    keeper: scanner.keeper,
    clock,
    signal: bounded,
  });
  const subscriptionsScanned = scanSubscriptions({
    scanner,
    facts,
    plan,
    scopes,
    subscriptions,
    exceptionFor,
    mode: request.mode,
    ...(request.earlier === undefined ? {} : { earlier: { ...request.earlier, writes } }),
    asOf: startedAt,
    signal: bounded,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
  });
  const [scanned, linked] = await Promise.all([subscriptionsScanned, links]);
  const findings = [...scanned.findings, ...linked];
  const claims = foldClaims(request, plan, scopes, scanned.blindness, findings, startedAt);
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
    .map(({ statement }) => ({
      id: statement.id,
      title: statement.title,
      warnings: documentWarnings(statement),
    }));
  const result = assembleResult(scan, documents, claims);
  log.info(
    { scanId: request.id, claims: result.summary.claims, findings: result.summary.findings },
    'scan finished',
  );
  const { population, seenGone, unlisted } = scanned;
  return { result, population, seenGone, unlisted, writes, plan };
}
