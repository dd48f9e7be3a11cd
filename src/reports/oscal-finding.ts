import type { Change } from '#domain/change.ts';
import type { Finding } from '#domain/finding.ts';
import type { Digest } from '#domain/reading.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { shownValue } from '#domain/visible-text.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import { answerHref, pointerFragment } from './member-words.ts';
import { oscalProperty, oscalText, unlessEmpty } from './oscal-words.ts';
import type { Taken } from './report-options.ts';

/** Id of the tool as a component; the same in every document. */
export const TOOL_UUID = deterministicUuid('tool');

export function inventoryUuid(resourceId: string): string {
  return deterministicUuid('resource', resourceId.toLowerCase());
}

/** Of one finding in one scan: what was seen may differ in the next. */
export function observationUuid(scanId: string, finding: Finding): string {
  return deterministicUuid('observation', scanId, ...identity(finding), ...finding.evidence);
}

/** Of a risk: the same from scan to scan while it lasts. */
export function riskUuid(finding: Finding): string {
  return deterministicUuid('risk', ...identity(finding));
}

/** What a check saw of one resource, and the answers that show it. */
export function observation(scanId: string, finding: Finding) {
  return {
    uuid: observationUuid(scanId, finding),
    title: oscalText(finding.check),
    description: oscalText(finding.reason),
    props: [
      oscalProperty('verdict', finding.status),
      oscalProperty('expected', shownValue(finding.expected, '-')),
      oscalProperty('observed', shownValue(finding.observed, '-')),
      ...authorProperties(finding),
    ],
    methods: ['TEST'],
    types: ['finding'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': TOOL_UUID }] }],
    subjects: [{ 'subject-uuid': inventoryUuid(finding.resourceId), type: 'inventory-item' }],
    ...unlessEmpty(
      'relevant-evidence',
      finding.evidence.map((digest) => ({
        href: answerHref(digest),
        description: 'Unaltered answer of Azure',
        props: [oscalProperty('sha256', digest.slice('sha256:'.length))],
        ...unlessEmpty('links', memberLinks(finding, digest)),
      })),
    ),
    collected: finding.readAt,
  };
}

/** The members of one answer that decided. */
function memberLinks({ readFrom = [] }: Finding, digest: Digest) {
  return readFrom
    .filter(({ evidence }) => evidence === digest)
    .map(({ pointer }) => ({
      href: `${answerHref(digest)}${pointerFragment(pointer)}`,
      rel: 'reference',
      text: oscalText(pointer === '' ? 'read from the whole answer' : `read from ${pointer}`),
    }));
}

/** A violation, an accepted one, or something that could not be read. */
export function risk(scanId: string, claim: ClaimResult, finding: Finding, taken?: Taken) {
  const isAccepted = finding.status === 'excepted';
  const { remediation, exception } = finding;
  const description = remediation === null ? undefined : oscalText(remediation);
  return {
    uuid: riskUuid(finding),
    title: oscalText(`${claim.id}: ${finding.reason}`),
    description: oscalText(finding.reason),
    statement: oscalText(`The statement says: ${claim.summary}`),
    props: [
      oscalProperty('severity', finding.severity),
      oscalProperty('resource', finding.resourceId),
    ],
    status: isAccepted ? 'deviation-approved' : taken === undefined ? 'open' : 'investigating',
    ...(exception === null
      ? {}
      : {
          'mitigating-factors': [
            {
              uuid: deterministicUuid('exception', ...identity(finding), exception.expires),
              description: oscalText(
                `Accepted by ${exception.approvedBy} until ${exception.expires}: ${exception.reason}`,
              ),
            },
          ],
        }),
    ...(description === undefined
      ? {}
      : {
          remediations: [
            {
              uuid: deterministicUuid('remediation', ...identity(finding)),
              lifecycle: 'recommendation',
              title: 'What mends it',
              description,
            },
          ],
        }),
    ...(taken === undefined
      ? {}
      : {
          'risk-log': {
            entries: [
              {
                uuid: deterministicUuid('taken', ...identity(finding), taken.at, taken.by),
                title: 'Acknowledged',
                description: oscalText(`Taken by ${taken.by}`),
                start: taken.at,
                'status-change': 'investigating',
              },
            ],
          },
        }),
    'related-observations': [{ 'observation-uuid': observationUuid(scanId, finding) }],
  };
}

/** A risk that is over: what mended it, and when that was seen. */
export function closedRisk(claim: ClaimResult, { kind, at, finding, removedBy }: Change) {
  const author = kind === 'gone' ? (removedBy ?? null) : finding.changedBy;
  const words =
    kind === 'stopped-failing'
      ? 'It no longer fails.'
      : kind === 'gone'
        ? 'The resource is gone.'
        : 'The claim no longer speaks of the resource.';
  return {
    uuid: riskUuid(finding),
    title: oscalText(`${claim.id}: ${finding.resourceId}`),
    description: words,
    statement: oscalText(`The statement says: ${claim.summary}`),
    props: [oscalProperty('resource', finding.resourceId)],
    status: 'closed',
    'risk-log': {
      entries: [
        {
          uuid: deterministicUuid('closed', ...identity(finding), at),
          title: 'Closed',
          description: oscalText(
            author === null ? words : `${words} Changed by ${author.by} at ${author.at}.`,
          ),
          start: at,
          'status-change': 'closed',
        },
      ],
    },
  };
}

function authorProperties({ changedBy }: Finding) {
  if (changedBy === null) return [];
  const { by, at, operation } = changedBy;
  return [
    oscalProperty('changed-by', by),
    oscalProperty('changed-at', at),
    ...(operation === null ? [] : [oscalProperty('changed-through', operation)]),
  ];
}

function identity({ document, claim, check, resourceId, item }: Finding): string[] {
  const of = item === undefined ? [] : [item.toLowerCase()];
  return [document, claim, check, resourceId.toLowerCase(), ...of];
}
