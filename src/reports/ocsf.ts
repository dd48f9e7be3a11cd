import type { Finding } from '#domain/finding.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { parseResourceId, resourceName } from '#domain/resource-id.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { foldFindings } from '#domain/status.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import {
  ACTIVITIES,
  CLAIM_VERDICTS,
  FINDING_VERDICTS,
  type OcsfVerdict,
  SEVERITY_IDS,
} from './ocsf-words.ts';
import { soundEvents } from './report-faults.ts';
import type { ReportOptions } from './report-options.ts';

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
}

function findingEvent(
  result: ScanResult,
  claim: ClaimResult,
  finding: Finding,
  standard: string,
  options: ReportOptions,
) {
  const verdict = FINDING_VERDICTS[finding.status];
  const uid = deterministicUuid(
    'finding',
    finding.document,
    finding.claim,
    finding.check,
    finding.resourceId.toLowerCase(),
  );
  const version = options.checkVersions?.[finding.check];
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
    ...common(result, claim, uid, finding.since, verdict),
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
    ...authorship(finding),
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

function common(
  result: ScanResult,
  claim: ClaimResult,
  uid: string,
  since: Instant | null,
  verdict: OcsfVerdict,
) {
  const { scan } = result;
  const time = toMilliseconds(scan.finishedAt) ?? 0;
  const firstSeen = (since === null ? undefined : toMilliseconds(since)) ?? time;
  // A status that was taken in this scan is a new finding, an older one is an update of what is known.
  const activity =
    firstSeen >= (toMilliseconds(scan.startedAt) ?? 0) ? ACTIVITIES.create : ACTIVITIES.update;
  const severity = SEVERITY_IDS[claim.severity];
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200_300 + activity.id,
    type_name: `Compliance Finding: ${activity.name}`,
    severity_id: severity.id,
    severity: severity.name,
    status_id: verdict.statusId,
    status: verdict.status,
    time,
    time_dt: scan.finishedAt,
    metadata: {
      version: '1.8.0',
      profiles: ['cloud', 'datetime'],
      uid: deterministicUuid('event', scan.id, uid),
      event_code: claim.id,
      logged_time: time,
      correlation_uid: scan.id,
      original_event_uid: uid,
      ...(scan.azure.tenantId === null ? {} : { tenant_uid: scan.azure.tenantId }),
      product: { name: scan.tool.name, version: scan.tool.version, vendor_name: scan.tool.name },
    },
    finding_info: {
      uid,
      title: claim.summary,
      created_time: firstSeen,
      first_seen_time: firstSeen,
      last_seen_time: time,
    },
  };
}

function compliance(claim: ClaimResult, standard: string, verdict: OcsfVerdict) {
  return {
    control: claim.id,
    desc: claim.summary,
    standards: [standard],
    requirements: [claim.section],
    status_id: verdict.complianceId,
    status: verdict.compliance,
  };
}

function authorship({ changedBy }: Finding) {
  if (changedBy === null) return {};
  const { by, operation, from, to, at, client, correlationId } = changedBy;
  const evidence = {
    actor: { user: { name: by } },
    ...(operation === null ? {} : { api: { operation } }),
    data: { from: from ?? null, to: to ?? null, at, client, correlation_uid: correlationId },
  };
  return { evidences: [evidence] };
}

/** The class has room for one digest; all of them stand in `unmapped.evidence`. */
function rawHash({ evidence: [first] }: Finding) {
  if (first === undefined) return {};
  return {
    raw_data_hash: { algorithm_id: 3, algorithm: 'SHA-256', value: first.slice('sha256:'.length) },
  };
}
