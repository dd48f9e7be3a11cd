import { csvLine } from '#domain/csv-line.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { attestationsCsv } from './attestations-csv.ts';
import { canonicalJson } from './canonical-json.ts';
import type { FileText, SnapshotInput } from './snapshot-input.ts';
import { README } from './snapshot-layout.ts';

/** Every file of a snapshot that is not an answer of Azure, by path, in the order in which they are written. */
export function snapshotContent(input: SnapshotInput): ReadonlyMap<string, FileText> {
  const { result } = input;
  return new Map<string, FileText>([
    ['README.txt', README],
    ['coverage/unknown.csv', unknownCsv(input)],
    ...Object.entries(input.rendered),
    ['results/result.json', canonicalJson(result)],
    ...rulesInForce(input),
    [
      'scope/asked.json',
      canonicalJson(input.asked ?? { only: {}, lists: null, wakePaused: false }),
    ],
    [
      'scope/collector.json',
      canonicalJson({
        tool: result.scan.tool,
        azure: result.scan.azure,
        mode: result.scan.mode,
        configurationSha256: input.configurationSha256,
        ...input.collector,
      }),
    ],
    ['scope/excluded.csv', excludedCsv(input)],
    ['scope/exceptions.csv', exceptionsCsv(input)],
    ['scope/population.csv', populationCsv(input)],
    ...(input.documents.some(({ parts }) => parts !== undefined)
      ? ([['scope/parts.csv', partsCsv(input)]] as const)
      : []),
  ]);
}

/** By which rules what is in the snapshot was judged, and who vouched for what nobody can judge. */
export function rulesInForce({
  checks,
  documents,
  attestations,
  exceptions,
  covers = [],
}: Pick<
  SnapshotInput,
  'checks' | 'documents' | 'attestations' | 'exceptions' | 'covers'
>): readonly (readonly [string, FileText])[] {
  return [
    ['scope/attestations.csv', attestationsCsv(documents, attestations)],
    ['scope/checks.json', canonicalJson(byText(checks, (check) => check.id))],
    [
      'scope/claims.json',
      canonicalJson({
        documents,
        attestations,
        exceptions,
        ...(covers.length === 0 ? {} : { exceptionCovers: covers }),
      }),
    ],
  ];
}

function* populationCsv({ population }: SnapshotInput): Generator<string> {
  yield csvLine([
    'document_id',
    'resource_id',
    'subscription',
    'resource_type',
    'location',
    'raw_sha256',
  ]);
  for (const entry of byText(
    population,
    ({ document, resourceId }) => `${document}\n${resourceId.toLowerCase()}`,
  )) {
    const subscription = parseResourceId(entry.resourceId)?.subscriptionId ?? '';
    const digests = entry.evidence.map((digest) => digest.slice('sha256:'.length)).join(' ');
    yield csvLine([
      entry.document,
      entry.resourceId,
      subscription,
      entry.resourceType,
      entry.location ?? '',
      digests,
    ]);
  }
}

/** Which of the population lies in which part of its statement; what lies in none has an empty one. */
function* partsCsv({ population, documents }: SnapshotInput): Generator<string> {
  const divided = new Set(
    documents.flatMap(({ statement, parts }) => (parts === undefined ? [] : [statement.id])),
  );
  yield csvLine(['document_id', 'part', 'resource_id']);
  const rows = population
    .filter(({ document }) => divided.has(document))
    .flatMap(({ document, resourceId, parts = [] }) =>
      (parts.length === 0 ? [''] : parts).map((part) => ({ document, part, resourceId })),
    );
  for (const { document, part, resourceId } of byText(
    rows,
    (row) => `${row.document}\n${row.part}\n${row.resourceId.toLowerCase()}`,
  )) {
    yield csvLine([document, part, resourceId]);
  }
}

function* excludedCsv({ excluded }: SnapshotInput): Generator<string> {
  yield csvLine(['document_id', 'resource_id', 'resource_type', 'reason']);
  for (const entry of byText(
    excluded,
    ({ document, resourceId }) => `${document}\n${resourceId.toLowerCase()}`,
  )) {
    yield csvLine([entry.document, entry.resourceId, entry.resourceType, entry.reason]);
  }
}

function* exceptionsCsv({ exceptions }: SnapshotInput): Generator<string> {
  yield csvLine([
    'claim_id',
    'resource',
    'reason',
    'approved_by',
    'expires',
    'ticket',
    'check_id',
    'resource_type',
    'item',
    'observed',
  ]);
  for (const entry of byText(
    exceptions,
    ({ claim, check = '', resource = '', resourceType = '', item = '' }) =>
      [claim, resource.toLowerCase(), check, resourceType, item].join('\n'),
  )) {
    const { claim, resource = '', reason, approvedBy, expires, ticket = '' } = entry;
    const { check = '', resourceType = '', item = '', observed } = entry;
    const approved = observed === undefined ? '' : JSON.stringify(observed);
    const of = [check, resourceType, item, approved];
    yield csvLine([claim, resource, reason, approvedBy, expires, ticket, ...of]);
  }
}

/** What could not be read: problems of subscriptions first, then findings without a verdict. */
function* unknownCsv({ result }: SnapshotInput): Generator<string> {
  yield csvLine([
    'subscription',
    'document_id',
    'claim_id',
    'check_id',
    'resource_id',
    'operation',
    'code',
    'permission',
    'reason',
  ]);
  for (const subscription of result.scan.subscriptions) {
    for (const { operation, code, permission, message } of subscription.problems) {
      yield csvLine([subscription.id, '', '', '', '', operation, code, permission ?? '', message]);
    }
  }
  for (const { document, id, findings } of result.claims) {
    for (const finding of findings.filter(({ status }) => status === 'unknown')) {
      const subscription = parseResourceId(finding.resourceId)?.subscriptionId ?? '';
      yield csvLine([
        subscription,
        document,
        id,
        finding.check,
        finding.resourceId,
        '',
        '',
        '',
        finding.reason,
      ]);
    }
  }
}

/** In one order whatever order they came in. */
function byText<T>(items: readonly T[], text: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, key: text(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}
