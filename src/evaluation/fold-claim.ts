import { addressesOf } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { FINDING_STATUSES, foldFindings, worstStatus } from '#domain/status.ts';
import type { ClaimInputs, Part } from './claim-inputs.ts';
import { foldMeasure, isMeasureOnly } from './fold-measure.ts';
import { sentenceFor } from './status-reason.ts';

/** Folds everything a claim rests on into its status and one sentence why. A claim of several kinds has the worst of their statuses. */
export function foldClaim(inputs: ClaimInputs): ClaimResult {
  const { claim, document, stood } = inputs;
  const measured = foldMeasure(inputs);
  const parts = [
    ...automaticPart(inputs),
    ...attestationPart(inputs),
    ...measured.parts,
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
    ...(claim.part === undefined ? {} : { part: claim.part }),
    kinds: claim.kinds,
    status,
    since: null,
    reason: reasons.length === 0 ? null : reasons.join(' '),
    attestation: inputs.attestation?.result ?? null,
    measurement: measured.measurement,
    findings: inputs.findings,
    ...(stood === undefined || stood.counts.length === 0 ? {} : { stood: stood.counts }),
  };
}

function automaticPart(inputs: ClaimInputs): readonly Part[] {
  const { claim, findings, missingChecks, blind, stood } = inputs;
  if (claim.verify.length === 0) return [];
  const isOwn = ({ check }: Pick<Finding, 'check'>) =>
    check !== LINK_CHECK && !isMeasureOnly(inputs, check);
  const own = findings.filter(isOwn);
  const others = (stood?.counts ?? []).filter(isOwn);
  const missing = missingChecks.map((check) => `no such check: ${check}`).join('; ');
  const unseen = [missing, blind ?? ''].filter((reason) => reason !== '');
  const status = foldFindings(
    [...own, ...others].map(({ status: found }) => found),
    unseen.length > 0,
  );
  return [{ status, reason: sentenceFor(status, own, unseen) }];
}

function attestationPart({ attestation }: ClaimInputs): readonly Part[] {
  if (attestation === undefined) return [];
  return [{ status: attestation.status, reason: attestation.reason }];
}

/** The name under which the answer of a linked page is a finding. */
export const LINK_CHECK = 'link-answers';

function linkPart({ claim, findings }: ClaimInputs): readonly Part[] {
  if (claim.link === undefined) return [];
  if (addressesOf(claim.link).length === 0) {
    return [
      { status: 'unverified', reason: 'The statement points to a page but names no address.' },
    ];
  }
  const answers = findings.filter((finding) => finding.check === LINK_CHECK);
  const status = foldFindings(
    answers.map((finding) => finding.status),
    answers.length < addressesOf(claim.link).length,
  );
  return [
    {
      status,
      reason: status === 'holds' ? null : (reasonOfLink(answers) ?? 'The page was not asked.'),
    },
  ];
}

/** Of several pages the one that is worst speaks, by its address. */
function reasonOfLink(answers: readonly Finding[]): string | undefined {
  const [only, ...more] = answers;
  if (more.length === 0) return only?.reason;
  for (const status of FINDING_STATUSES) {
    const found = answers.find((answer) => answer.status === status);
    if (found !== undefined) return `${found.resourceId}: ${found.reason}`;
  }
  return undefined;
}
