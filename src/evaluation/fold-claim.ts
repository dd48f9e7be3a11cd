import type { BoundDocument, Claim } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { ClaimResult, MeasurementResult } from '#domain/scan.ts';
import { type ClaimStatus, foldFindings, worstStatus } from '#domain/status.ts';
import type { AttestationVerdict } from './attestation.ts';

/** What a claim's status rests on. */
export interface ClaimInputs {
  readonly document: BoundDocument;
  readonly claim: Claim;
  readonly findings: readonly Finding[];
  /** Checks that the claim names and that do not exist. */
  readonly missingChecks: readonly string[];
  /** Why something in the claim's scope may be unseen; null when everything was seen. */
  readonly blind: string | null;
  /** Present where the claim demands one. */
  readonly attestation?: AttestationVerdict;
}

interface Part {
  readonly status: ClaimStatus;
  readonly reason: string | null;
}

/** Folds everything a claim rests on into its status and one sentence why. A claim of several kinds has the worst of their statuses. */
export function foldClaim(inputs: ClaimInputs): ClaimResult {
  const { claim, document } = inputs;
  const parts = [
    ...automaticPart(inputs),
    ...attestationPart(inputs),
    ...measurePart(claim),
    ...linkPart(inputs),
  ];
  const status = worstStatus(parts.map((part) => part.status)) ?? 'unverified';
  const reasons = parts
    .filter((part) => part.status === status && part.reason !== null)
    .map((part) => part.reason);
  return {
    document: document.statement.id,
    id: claim.id,
    section: claim.section,
    summary: claim.summary,
    severity: claim.severity,
    kinds: claim.kinds,
    status,
    since: null,
    reason: reasons.length === 0 ? null : reasons.join(' '),
    attestation: inputs.attestation?.result ?? null,
    measurement: measurementOf(claim),
    findings: inputs.findings,
  };
}

function automaticPart({ claim, findings, missingChecks, blind }: ClaimInputs): readonly Part[] {
  if (claim.verify.length === 0) return [];
  const own = findings.filter((finding) => finding.check !== LINK_CHECK);
  const missing = missingChecks.map((check) => `no such check: ${check}`).join('; ');
  const unseen = [missing, blind ?? ''].filter((reason) => reason !== '');
  const status = foldFindings(
    own.map((finding) => finding.status),
    unseen.length > 0,
  );
  return [{ status, reason: reasonFor(status, own, unseen) }];
}

function reasonFor(
  status: ClaimStatus,
  findings: readonly Finding[],
  unseen: readonly string[],
): string | null {
  if (status === 'broken') return counted(findings, 'fail');
  if (status === 'vacuous') return 'Nothing in scope that this claim bears on.';
  if (status !== 'unverified') return null;
  const unknown = findings.some((finding) => finding.status === 'unknown')
    ? [counted(findings, 'unknown')]
    : [];
  return [...unseen.map((reason) => `${reason.replace(/\.$/u, '')}.`), ...unknown].join(' ');
}

// The first reason speaks for all: a person reads one sentence, the findings carry the rest.
function counted(findings: readonly Finding[], status: Finding['status']): string {
  const chosen = findings.filter((finding) => finding.status === status);
  const resources = new Set(chosen.map((finding) => finding.resourceId.toLowerCase())).size;
  const what = status === 'fail' ? 'violated by' : 'could not be verified on';
  return `${what} ${resources} ${resources === 1 ? 'resource' : 'resources'}: ${chosen[0]?.reason ?? ''}`;
}

function attestationPart({ attestation }: ClaimInputs): readonly Part[] {
  if (attestation === undefined) return [];
  return [{ status: attestation.status, reason: attestation.reason }];
}

// No measure is collected yet: the log and metric queries come with the claims on logging.
function measurePart(claim: Claim): readonly Part[] {
  const named = [claim.measure, claim.progress].filter((demand) => demand !== undefined);
  return named.map(({ measure }) => ({
    status: 'unverified',
    reason: `no such measure: ${measure}.`,
  }));
}

function measurementOf(claim: Claim): MeasurementResult | null {
  const demand = claim.measure ?? claim.progress;
  if (demand === undefined) return null;
  const atLeast = claim.measure?.atLeast ?? null;
  return { measure: demand.measure, unit: demand.unit, value: null, atLeast };
}

/** The name under which the answer of a linked page is a finding. */
export const LINK_CHECK = 'link-answers';

function linkPart({ claim, findings }: ClaimInputs): readonly Part[] {
  if (claim.link === undefined) return [];
  if (claim.link.url === undefined) {
    return [
      { status: 'unverified', reason: 'The statement points to a page but names no address.' },
    ];
  }
  const answers = findings.filter((finding) => finding.check === LINK_CHECK);
  const status = foldFindings(
    answers.map((finding) => finding.status),
    answers.length === 0,
  );
  return [
    {
      status,
      reason: status === 'holds' ? null : (answers[0]?.reason ?? 'The page was not asked.'),
    },
  ];
}
