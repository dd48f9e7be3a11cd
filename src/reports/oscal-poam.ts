import type { Finding } from '#domain/finding.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import { type JsonTree, jsonTreePieces } from './json-tree.ts';
import { observation, observationUuid, risk, riskUuid } from './oscal-finding.ts';
import { inventoryItems, oscalMetadata, toolComponent } from './oscal-frame.ts';
import { oscalProperty, oscalText } from './oscal-words.ts';
import { soundItems } from './report-faults.ts';

/** What is to be mended, and what was accepted with an end. */
const ITEMS: ReadonlySet<Finding['status']> = new Set(['fail', 'excepted']);

/**
 * OSCAL 1.2.1 plan of action and milestones, piece by piece: one item per claim that is broken or excepted, with its violations as
 * risks. A plan without an item is no OSCAL document: one says then that nothing was found, and, where something could not be read,
 * that this is not known.
 */
export function* oscalPoamPieces(result: ScanResult): Generator<string> {
  const { scan } = result;
  const claims = result.claims
    .filter(({ status }) => status === 'broken' || status === 'excepted')
    .map((claim) => ({
      ...claim,
      findings: claim.findings.filter(({ status }) => ITEMS.has(status)),
    }));
  const hasFindings = claims.some(({ findings }) => findings.length > 0);
  const document: JsonTree = {
    'plan-of-action-and-milestones': {
      uuid: deterministicUuid('poam', scan.id),
      metadata: oscalMetadata('Violations of published security statements', scan),
      'system-id': { id: oscalText(scan.azure.tenantId ?? 'tenant not known') },
      'local-definitions': {
        components: [toolComponent(scan)],
        'inventory-items': hasFindings ? () => soundItems(inventoryItems(claims)) : undefined,
      },
      observations: hasFindings
        ? () => soundItems(each(claims, (_, finding) => observation(scan.id, finding)))
        : undefined,
      risks: hasFindings
        ? () => soundItems(each(claims, (claim, finding) => risk(scan.id, claim, finding)))
        : undefined,
      'poam-items': () =>
        soundItems(
          claims.length === 0
            ? [nothingFound(result)]
            : claims.map((claim) => item(scan.id, claim)),
        ),
    },
  };
  yield* jsonTreePieces(document);
  yield '\n';
}

function* each(
  claims: readonly ClaimResult[],
  make: (claim: ClaimResult, finding: Finding) => object,
): Generator<object> {
  for (const claim of claims) for (const finding of claim.findings) yield make(claim, finding);
}

function item(scanId: string, claim: ClaimResult) {
  const { document, id, summary, status, since, reason, severity, findings } = claim;
  return {
    uuid: deterministicUuid('poam-item', document, id),
    title: oscalText(`${id}: ${summary}`),
    description: oscalText(reason ?? `The claim is ${status}.`),
    props: [
      oscalProperty('document', document),
      oscalProperty('claim-status', status),
      oscalProperty('severity', severity),
      ...(since === null ? [] : [oscalProperty('since', since)]),
    ],
    ...(findings.length === 0
      ? {}
      : {
          'related-observations': findings.map((finding) => ({
            'observation-uuid': observationUuid(scanId, finding),
          })),
          'related-risks': findings.map((finding) => ({ 'risk-uuid': riskUuid(finding) })),
        }),
  };
}

function nothingFound({ scan, claims }: ScanResult) {
  const verified = claims.filter(({ status }) => status === 'holds').length;
  return {
    uuid: deterministicUuid('poam-item', 'none', scan.id),
    title: 'No violation was found',
    description: oscalText(
      `${verified} of ${claims.length} claims were verified and hold; none is broken or excepted. What was not verified stands in the assessment results.`,
    ),
  };
}
