import { addressesOf, type BoundDocument, type Claim } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { FindingCount } from '#domain/recorded.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { judgeAttestation } from '#evaluation/attestation.ts';
import { foldClaim } from '#evaluation/fold-claim.ts';
import { checksMeasuring, type Plan } from '#evaluation/plan.ts';
import { type ScopedDocument, scopeOf } from './resolve-scopes.ts';
import type { ScanOutcome, ScanRequest } from './scanner.ts';
import { NOTHING_STOOD, type Stood } from './stood.ts';

/** Whether the request asks for a claim. */
export function isWanted(request: ScanRequest, document: BoundDocument, claim: Claim): boolean {
  const { documents, claims } = request.only;
  return (
    (documents === undefined || documents.includes(document.statement.id)) &&
    (claims === undefined || claims.includes(claim.id))
  );
}

/** The claims that the request asks for. */
export function claimsOf(
  request: ScanRequest,
): readonly { document: BoundDocument; claim: Claim }[] {
  return request.documents.flatMap((document) =>
    document.statement.claims
      .filter((claim) => isWanted(request, document, claim))
      .map((claim) => ({ document, claim })),
  );
}

/** Claims that nothing can verify as long as the configuration stays as it is: a check, a measure or an address is not there. */
export function unverifiableClaims(request: ScanRequest, plan: Plan): ScanOutcome['unverifiable'] {
  const planned = plan.tasks.map(({ check }) => check);
  return claimsOf(request)
    .filter(
      ({ document, claim }) =>
        plan.missing.some((use) => use.document === document && use.claim === claim) ||
        claim.progress !== undefined ||
        (claim.measure !== undefined && checksMeasuring(claim, planned).length === 0) ||
        (claim.link !== undefined && addressesOf(claim.link).length === 0),
    )
    .map(({ document, claim }) => ({ document: document.statement.id, id: claim.id }));
}

/** What was looked at, and what stood besides. */
interface Found {
  readonly findings: readonly Finding[];
  readonly stood?: Stood;
}

/** Folds what was found into the status of every claim that was asked for. */
export function foldClaims(
  request: ScanRequest,
  plan: Plan,
  scopes: readonly ScopedDocument[],
  blindness: ReadonlyMap<string, string>,
  { findings, stood = NOTHING_STOOD }: Found,
  asOf: Instant,
): readonly ClaimResult[] {
  const attestationsFor = (document: BoundDocument) =>
    request.attestations.filter(
      (given) => given.document === undefined || given.document === document.statement.id,
    );
  const planned = plan.tasks.map(({ check }) => check);
  const grouped = Map.groupBy(findings, keyOf);
  const counts = Map.groupBy(stood.counts, keyOf);
  const figures = Map.groupBy(stood.figures, keyOf);
  return claimsOf(request).map(({ document, claim }) => {
    const whole = scopes.find((scope) => scope.document === document);
    const scoped = whole === undefined ? undefined : scopeOf(whole, claim);
    const blind = [
      ...(scoped?.blind ?? []),
      ...[...(scoped?.subscriptions ?? [])].flatMap((id) => blindness.get(id) ?? []),
    ];
    const measuring = checksMeasuring(claim, planned);
    const key = keyOf({ document: document.statement.id, claim: claim.id });
    return foldClaim({
      document,
      claim,
      findings: grouped.get(key) ?? [],
      stood: { counts: (counts.get(key) ?? []).map(withoutClaim), figures: figures.get(key) ?? [] },
      missingChecks: plan.missing
        .filter((use) => use.document === document && use.claim === claim)
        .map((use) => use.use.check),
      blind: blind.length === 0 ? null : blind.join(' '),
      measuredBy: measuring.map(({ id }) => id),
      measuredDays: Math.max(0, ...measuring.map(({ figure }) => figure?.days ?? 0)),
      ...(claim.attest === undefined
        ? {}
        : {
            attestation: judgeAttestation(claim.attest, claim.id, attestationsFor(document), asOf),
          }),
    });
  });
}

function keyOf({ document, claim }: Pick<Finding, 'document' | 'claim'>): string {
  return `${document}\u001f${claim}`;
}

function withoutClaim({ check, status, count }: FindingCount) {
  return { check, status, count };
}

/** The claims of which something was found in a part of a scan, by that alone; what other statements say costs nothing. */
export function foldPart(
  request: ScanRequest,
  plan: Plan,
  scopes: readonly ScopedDocument[],
  found: Found,
  asOf: Instant,
): readonly ClaimResult[] {
  const { findings } = found;
  const spoken = new Set(findings.map(({ document }) => document));
  const documents = request.documents.filter(({ statement }) => spoken.has(statement.id));
  const narrowed = { ...request, documents };
  return foldClaims(narrowed, plan, scopes, new Map(), found, asOf).filter(
    (claim) => claim.findings.length > 0,
  );
}
