import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import { ACTIVITIES, type OcsfVerdict, SEVERITY_IDS } from './ocsf-words.ts';

/** What became of what the event tells of, in the words of the class. */
export type Activity = (typeof ACTIVITIES)[keyof typeof ACTIVITIES];

/** What every event of a claim has: class, times, ids. `told`: an activity that does not follow from the times. */
export function common(
  result: ScanResult,
  claim: ClaimResult,
  uid: string,
  since: Instant | null,
  verdict: OcsfVerdict,
  told?: Activity,
) {
  const { scan } = result;
  const time = toMilliseconds(scan.finishedAt) ?? 0;
  const firstSeen = (since === null ? undefined : toMilliseconds(since)) ?? time;
  // A status that was taken in this scan is a new finding, an older one is an update of what is known.
  const activity =
    told ??
    (firstSeen >= (toMilliseconds(scan.startedAt) ?? 0) ? ACTIVITIES.create : ACTIVITIES.update);
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

/** The claim as OCSF's requirement, with the verdict on it. */
export function compliance(claim: ClaimResult, standard: string, verdict: OcsfVerdict) {
  return {
    control: claim.id,
    desc: claim.summary,
    standards: [standard],
    requirements: [claim.section],
    status_id: verdict.complianceId,
    status: verdict.compliance,
  };
}

/** Who changed the setting, where Azure says so, and the members of its answers that decided. */
export function evidences({ changedBy, readFrom = [] }: Finding) {
  const all = [
    ...(changedBy === null ? [] : [authorship(changedBy)]),
    ...(readFrom.length === 0 ? [] : [{ name: 'Members that decided', data: readFrom }]),
  ];
  return all.length === 0 ? {} : { evidences: all };
}

function authorship({ by, operation, from, to, at, client, correlationId }: ChangeAuthor) {
  return {
    actor: { user: { name: by } },
    ...(operation === null ? {} : { api: { operation } }),
    data: { from: from ?? null, to: to ?? null, at, client, correlation_uid: correlationId },
  };
}

/** The class has room for one digest, that of the answer which decided; all of them stand in `unmapped.evidence`. */
export function rawHash({ evidence, readFrom = [] }: Finding) {
  const first = readFrom[0]?.evidence ?? evidence[0];
  if (first === undefined) return {};
  return {
    raw_data_hash: { algorithm_id: 3, algorithm: 'SHA-256', value: first.slice('sha256:'.length) },
  };
}
