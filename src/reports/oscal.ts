import type { Finding } from '#domain/finding.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import type { FindingStatus } from '#domain/status.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import {
  inventoryUuid,
  observation,
  observationUuid,
  risk,
  riskUuid,
  TOOL_UUID,
} from './oscal-finding.ts';
import { oscalProperty, oscalText, oscalToken, TARGET_STATUS, unlessEmpty } from './oscal-words.ts';

/** Statuses that leave something to be done or accepted. */
const RISKS: readonly FindingStatus[] = ['fail', 'unknown', 'excepted'];

/**
 * OSCAL 1.2.1 assessment results: each claim is an objective with one finding, each finding of ours an observation, each violation
 * a risk. All ids are version 5 UUIDs of what they name, so that the same result gives the same document.
 */
export function renderOscal(result: ScanResult): string {
  const { scan, claims } = result;
  const findings = claims.flatMap((claim) => claim.findings.map((finding) => ({ claim, finding })));
  const plan = deterministicUuid('plan', ...result.documents.map(({ id }) => id));
  const risks = findings.filter(({ finding }) => RISKS.includes(finding.status));
  const document = {
    'assessment-results': {
      uuid: deterministicUuid('assessment', scan.id),
      metadata: {
        title: 'Verification of published security statements against Azure',
        'last-modified': scan.finishedAt,
        version: oscalText(scan.id),
        'oscal-version': '1.2.1',
      },
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
            components: [tool(scan)],
            ...unlessEmpty('inventory-items', inventory(findings)),
          },
          'reviewed-controls': { 'control-selections': [selection(claims)] },
          ...unlessEmpty(
            'observations',
            findings.map(({ finding }) => observation(scan.id, finding)),
          ),
          ...unlessEmpty(
            'risks',
            risks.map(({ claim, finding }) => risk(scan.id, claim, finding)),
          ),
          ...unlessEmpty(
            'findings',
            claims.map((claim) => claimFinding(scan.id, claim)),
          ),
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
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

function tool({ tool: { name, version } }: ScanResult['scan']) {
  return {
    uuid: TOOL_UUID,
    type: 'software',
    title: oscalText(name),
    description: 'The tool that read and evaluated the settings',
    props: [oscalProperty('version', version)],
    status: { state: 'operational' },
  };
}

function inventory(findings: readonly { readonly finding: Finding }[]) {
  const items = new Map<string, object>();
  for (const { finding } of findings) {
    const uuid = inventoryUuid(finding.resourceId);
    if (items.has(uuid)) continue;
    items.set(uuid, {
      uuid,
      description: oscalText(finding.resourceId),
      props: [
        { name: 'asset-id', value: oscalText(finding.resourceId) },
        oscalProperty('resource-type', finding.resourceType),
        ...(finding.location === null ? [] : [oscalProperty('location', finding.location)]),
      ],
    });
  }
  return [...items.values()];
}

function selection(claims: readonly ClaimResult[]) {
  const ids = [...new Set(claims.map(({ id }) => oscalToken(id)))];
  if (ids.length === 0) return { description: 'No claim was in scope.', 'include-all': {} };
  return { 'include-controls': ids.map((id) => ({ 'control-id': id })) };
}

function claimFinding(scanId: string, claim: ClaimResult) {
  const risks = claim.findings.filter(({ status }) => RISKS.includes(status));
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
      risks.map((finding) => ({ 'risk-uuid': riskUuid(finding) })),
    ),
  };
}
