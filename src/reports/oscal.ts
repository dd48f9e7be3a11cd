import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import type { FindingStatus } from '#domain/status.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import { jsonTreePieces } from './json-tree.ts';
import { closedRisk, observation, observationUuid, risk, riskUuid } from './oscal-finding.ts';
import { inventoryItems, oscalMetadata, toolComponent } from './oscal-frame.ts';
import { oscalProperty, oscalText, oscalToken, TARGET_STATUS, unlessEmpty } from './oscal-words.ts';
import { soundItems } from './report-faults.ts';
import type { ReportOptions } from './report-options.ts';

/** Statuses that leave something to be done or accepted. */
const RISKS: readonly FindingStatus[] = ['fail', 'unknown', 'excepted'];

/** All of it as one text. */
export function renderOscal(result: ScanResult, options: ReportOptions = {}): string {
  return [...oscalPieces(result, options)].join('');
}

/**
 * OSCAL 1.2.1 assessment results, piece by piece: each claim is an objective with one finding, each finding of ours an observation,
 * each violation a risk. All ids are version 5 UUIDs of what they name, so that the same result gives the same document.
 */
export function* oscalPieces(result: ScanResult, options: ReportOptions = {}): Generator<string> {
  const { scan, claims } = result;
  const plan = deterministicUuid('plan', ...result.documents.map(({ id }) => id));
  const hasFindings = claims.some((claim) => claim.findings.length > 0);
  yield* jsonTreePieces({
    'assessment-results': {
      uuid: deterministicUuid('assessment', scan.id),
      metadata: oscalMetadata('Verification of published security statements against Azure', scan),
      'import-ap': { href: `#${plan}` },
      results: [
        {
          uuid: deterministicUuid('result', scan.id),
          title: oscalText(`Scan ${scan.id}`),
          description: oscalText(`${scan.mode} scan of ${scan.subscriptions.length} subscriptions`),
          start: scan.startedAt,
          end: scan.finishedAt,
          ...unlessEmpty(
            'props',
            scan.subscriptions.map(({ id, status }) =>
              oscalProperty('subscription', `${id} ${status}`),
            ),
          ),
          'local-definitions': {
            components: [toolComponent(scan)],
            // OSCAL has no empty lists.
            'inventory-items': hasFindings ? () => soundItems(inventoryItems(claims)) : undefined,
          },
          'reviewed-controls': { 'control-selections': [selection(claims)] },
          observations: hasFindings ? () => soundItems(observations(scan.id, claims)) : undefined,
          risks: hasRisk(result, options) ? () => soundItems(risks(result, options)) : undefined,
          findings:
            claims.length > 0
              ? () => soundItems(claims.map((claim) => claimFinding(scan.id, claim)))
              : undefined,
        },
      ],
      'back-matter': {
        resources: [
          {
            uuid: plan,
            title: 'The statements, claim by claim',
            description: oscalText(
              result.documents.map(({ id, title }) => `${id}: ${title}`).join('; '),
            ),
            rlinks: [{ href: 'scope/claims.json', 'media-type': 'application/json' }],
          },
        ],
      },
    },
  });
  yield '\n';
}

/** Whether a finding leaves something to be done or accepted. */
function isRisk({ status }: Finding): boolean {
  return RISKS.includes(status);
}

function* observations(scanId: string, claims: readonly ClaimResult[]): Generator<object> {
  for (const { findings } of claims)
    for (const finding of findings) yield observation(scanId, finding);
}

function hasRisk({ claims }: ScanResult, { ended = [] }: ReportOptions): boolean {
  return (
    ended.some((change) => claimOf(claims, change)) ||
    claims.some(({ findings }) => findings.some(isRisk))
  );
}

function* risks(
  { scan, claims }: ScanResult,
  { taken, ended = [] }: ReportOptions,
): Generator<object> {
  const open = new Set<string>();
  for (const claim of claims) {
    for (const finding of claim.findings) {
      if (!isRisk(finding)) continue;
      open.add(findingKey(finding));
      const by = finding.status === 'fail' ? taken?.get(findingKey(finding)) : undefined;
      yield risk(scan.id, claim, finding, by);
    }
  }
  for (const change of ended) {
    const claim = claimOf(claims, change);
    // One id stands once: what was accepted since is a risk of its own above.
    if (claim !== undefined && !open.has(findingKey(change.finding)))
      yield closedRisk(claim, change);
  }
}

function claimOf(claims: readonly ClaimResult[], { finding }: Change): ClaimResult | undefined {
  return claims.find(({ document, id }) => document === finding.document && id === finding.claim);
}

function selection(claims: readonly ClaimResult[]) {
  const ids = [...new Set(claims.map(({ id }) => oscalToken(id)))];
  if (ids.length === 0) return { description: 'No claim was in scope.', 'include-all': {} };
  return { 'include-controls': ids.map((id) => ({ 'control-id': id })) };
}

function claimFinding(scanId: string, claim: ClaimResult) {
  const ownRisks = claim.findings.filter(isRisk);
  return {
    uuid: deterministicUuid('claim', claim.document, claim.id),
    title: oscalText(claim.summary),
    description: oscalText(claim.reason ?? claim.status),
    props: [
      oscalProperty('document', claim.document),
      oscalProperty('claim-status', claim.status),
      ...(claim.since === null ? [] : [oscalProperty('since', claim.since)]),
    ],
    target: {
      type: 'objective-id',
      'target-id': oscalToken(claim.id),
      status: TARGET_STATUS[claim.status],
    },
    ...unlessEmpty(
      'related-observations',
      claim.findings.map((finding) => ({ 'observation-uuid': observationUuid(scanId, finding) })),
    ),
    ...unlessEmpty(
      'related-risks',
      ownRisks.map((finding) => ({ 'risk-uuid': riskUuid(finding) })),
    ),
  };
}
