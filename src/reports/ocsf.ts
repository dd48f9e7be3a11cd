import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import { parseResourceId, resourceName } from '#domain/resource-id.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { foldFindings } from '#domain/status.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import { type Activity, common, compliance, evidences, rawHash } from './ocsf-event.ts';
import {
  ACTIVITIES,
  CEASED,
  CLAIM_VERDICTS,
  FINDING_VERDICTS,
  type OcsfVerdict,
  TAKEN,
} from './ocsf-words.ts';
import { soundEvents } from './report-faults.ts';
import { type ReportOptions, versionOf } from './report-options.ts';

/**
 * Newline-divided OCSF 1.8.0 Compliance Findings (class 2003): one event per finding, and one per claim whose status does not
 * follow from its findings (an attestation, an unreadable scope, an empty one), so that nobody who counts passes is misled.
 */
export function* ocsfLines(result: ScanResult, options: ReportOptions = {}): Generator<string> {
  for (const event of soundEvents(ocsfEvents(result, options))) yield `${JSON.stringify(event)}\n`;
}

function* ocsfEvents(
  result: ScanResult,
  options: ReportOptions,
): Generator<ReturnType<typeof findingEvent> | ReturnType<typeof claimEvent>> {
  const titles = new Map(result.documents.map(({ id, title }) => [id, title]));
  for (const claim of result.claims) {
    const standard = titles.get(claim.document) ?? claim.document;
    for (const finding of claim.findings)
      yield findingEvent(result, claim, finding, standard, options);
    const statuses = claim.findings.map(({ status }) => status);
    const follows = statuses.length > 0 && foldFindings(statuses, false) === claim.status;
    if (!follows) yield claimEvent(result, claim, standard);
  }
  for (const change of options.ended ?? []) {
    // What still is there has an event of its own above.
    if (change.kind === 'stopped-failing') continue;
    const claim = result.claims.find(
      (each) => each.document === change.finding.document && each.id === change.finding.claim,
    );
    if (claim !== undefined)
      yield closeEvent(
        result,
        claim,
        change,
        titles.get(claim.document) ?? claim.document,
        options,
      );
  }
}

/** A resource that is gone, or that the claim no longer speaks of: as it was last, closed. */
function closeEvent(
  result: ScanResult,
  claim: ClaimResult,
  { kind, finding }: Change,
  standard: string,
  options: ReportOptions,
) {
  const reason =
    kind === 'gone' ? 'The resource is gone.' : 'The claim no longer speaks of the resource.';
  const last = { ...finding, reason, remediation: null };
  return findingEvent(result, claim, last, standard, options, {
    verdict: CEASED,
    activity: ACTIVITIES.close,
  });
}

function findingEvent(
  result: ScanResult,
  claim: ClaimResult,
  finding: Finding,
  standard: string,
  options: ReportOptions,
  told?: { readonly verdict: OcsfVerdict; readonly activity: Activity },
) {
  const isTaken = finding.status === 'fail' && options.taken?.has(findingKey(finding)) === true;
  const verdict = told?.verdict ?? (isTaken ? TAKEN : FINDING_VERDICTS[finding.status]);
  const uid = deterministicUuid(
    'finding',
    finding.document,
    finding.claim,
    finding.check,
    finding.resourceId.toLowerCase(),
    ...(finding.item === undefined ? [] : [finding.item.toLowerCase()]),
  );
  const version = versionOf(options, finding.check);
  const id = parseResourceId(finding.resourceId);
  const cloud = {
    provider: 'Azure',
    ...(finding.location === null ? {} : { region: finding.location }),
  };
  const account =
    id === undefined
      ? {}
      : { account: { uid: id.subscriptionId, type_id: 13, type: 'Azure Subscription' } };
  return {
    ...common(result, claim, uid, finding.since, verdict, told?.activity),
    message: finding.reason,
    cloud: { ...cloud, ...account },
    compliance: {
      ...compliance(claim, standard, verdict),
      status_details: [finding.reason],
      checks: [
        {
          uid: finding.check,
          name: finding.check,
          status_id: verdict.complianceId,
          status: verdict.compliance,
          ...(version === undefined ? {} : { version }),
        },
      ],
    },
    resources: [
      {
        uid: finding.resourceId,
        name: resourceName(finding.resourceId),
        type: finding.resourceType,
        provider: 'Azure',
        ...(finding.location === null ? {} : { region: finding.location }),
        data: { expected: finding.expected ?? null, observed: finding.observed ?? null },
      },
    ],
    ...evidences(finding),
    ...(finding.remediation === null ? {} : { remediation: { desc: finding.remediation } }),
    ...rawHash(finding),
    unmapped: { evidence: finding.evidence, read_at: finding.readAt, exception: finding.exception },
  };
}

function claimEvent(result: ScanResult, claim: ClaimResult, standard: string) {
  const verdict = CLAIM_VERDICTS[claim.status];
  const reason = claim.reason ?? claim.summary;
  return {
    ...common(
      result,
      claim,
      deterministicUuid('claim', claim.document, claim.id),
      claim.since,
      verdict,
    ),
    message: reason,
    cloud: { provider: 'Azure' },
    compliance: { ...compliance(claim, standard, verdict), status_details: [reason] },
    unmapped: {
      claim_status: claim.status,
      attestation: claim.attestation,
      measurement: claim.measurement,
    },
  };
}
