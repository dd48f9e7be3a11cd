import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { PREDICATE_TYPE, sealedEntry } from './attestation.ts';
import { canonicalLine, isCanonicalJson } from './canonical-json.ts';
import { sha256Of } from './hashed-file.ts';
import type { Manifest } from './manifest.ts';
import { SUMS_FILE } from './sha256-sums.ts';
import type { ReadFiles } from './verify-files.ts';
import { type BundleSource, readText } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

const FILE = 'attestation.statement.json';
const ENTRY_FILE = 'log/entry.json';

type Members = Readonly<Record<string, unknown>>;

/** Holds the statement against the bundle; its word for the log before it, or undefined where it cannot be read. */
export function verifyStatement(
  source: BundleSource,
  { sums, digests }: ReadFiles,
  manifest: Manifest,
  remarks: Remarks,
): Members | undefined {
  const text = readText(source, FILE, remarks);
  const statement = text === undefined ? undefined : parsedMembers(text);
  const predicate = membersOf(statement?.['predicate']);
  if (statement === undefined || !isCanonicalJson(statement, text ?? '')) {
    remarks.alter(FILE, 'is no statement as one is written');
    return undefined;
  }
  const named = [...sums].filter(([path]) => !path.startsWith('raw/'));
  const subjects = [...named, [SUMS_FILE, digests.get(SUMS_FILE)] as const].map(
    ([name, sha256]) => ({ name, digest: { sha256 } }),
  );
  const expected: Members = {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: PREDICATE_TYPE,
    subject: subjects.sort((a, b) => (a.name < b.name ? -1 : 1)),
    predicate: predicateOf(manifest, sums, predicate),
  };
  for (const path of differences(statement, expected))
    remarks.alter(FILE, `says something else of ${path} than the bundle`);
  const { runsExpected, runsCompleted } = membersOf(predicate['coverage']);
  if (runsExpected !== runsCompleted) remarks.miss(FILE, 'not every run that was due took place');
  return membersOf(predicate['log']);
}

/** What the bundle makes certain of the predicate; what only the statement can know is taken from it, in its form. */
function predicateOf(
  { kind, snapshot, tenantId, period, coverage, collector, ...anchors }: Manifest,
  sums: ReadonlyMap<string, string>,
  said: Members,
): Members {
  const runs = kind === 'period' ? coverage : membersOf(said['coverage']);
  const who = membersOf(said['collector']);
  return {
    snapshot,
    tenantId,
    period,
    coverage: {
      runsExpected: countOf(runs['runsExpected']),
      runsCompleted: countOf(runs['runsCompleted']),
      resources: coverage.resources,
      readsUnknown: coverage.findingsUnknown,
    },
    collector: {
      version: collector.version,
      imageDigest: typeof who['imageDigest'] === 'string' ? who['imageDigest'] : null,
      configDigest: { sha256: collector.configurationSha256 },
      principal: withMembers(who['principal'], ['appId', 'objectId']),
    },
    claims: { sha256: sums.get('scope/claims.json') ?? null },
    checks: { sha256: digestOfLines(sums, 'scope/checks') },
    previous: withMembers(said['previous'], ['manifest', 'snapshot']),
    log: withMembers(said['log'], ['origin', 'rootBefore', 'sizeBefore']),
    anchorsConfigured: anchors.anchorsConfigured,
    anchorsAbsent: anchors.anchorsAbsent,
  };
}

/** Whether the log's entry is the one of this sealing; when it was sealed, or undefined where that cannot be read. */
export function verifyEntry(
  source: BundleSource,
  { digests }: ReadFiles,
  manifest: Manifest,
  fingerprint: string,
  remarks: Remarks,
): Instant | undefined {
  const text = readText(source, ENTRY_FILE, remarks);
  const at = text === undefined ? undefined : parsedMembers(text)?.['at'];
  if (typeof at !== 'string' || !isInstant(at)) {
    remarks.alter(ENTRY_FILE, 'is no entry of a log');
    return undefined;
  }
  const expected = sealedEntry(at, {
    manifest,
    fingerprint,
    manifestSha256: digests.get('manifest.json') ?? '',
    statementSha256: digests.get(FILE) ?? '',
    signatureSha256: digests.get('attestation.sig') ?? '',
  });
  if (canonicalLine(expected) !== text)
    remarks.alter(ENTRY_FILE, 'is not the entry of this bundle');
  if (at < manifest.period.to) remarks.alter(ENTRY_FILE, `is older (${at}) than what it seals`);
  return at;
}

/** Paths at which two values of the same form differ, two levels deep. */
function differences(said: Members, expected: Members, depth = 2, before = ''): readonly string[] {
  const names = new Set([...Object.keys(said), ...Object.keys(expected)]);
  return [...names].flatMap((name) => {
    const [a, b] = [said[name], expected[name]];
    if (canonicalLine(a) === canonicalLine(b) && name in said && name in expected) return [];
    return depth > 1 && name === 'predicate'
      ? differences(membersOf(a), membersOf(b), depth - 1, `${name}.`)
      : [`${before}${name}`];
  });
}

function digestOfLines(sums: ReadonlyMap<string, string>, prefix: string): string {
  const lines = [...sums].filter(([path]) => path.startsWith(prefix));
  const text = lines.map(([path, sha256]) => `${sha256}  ${path}\n`).join('');
  return sha256Of(Buffer.from(text, 'utf8'));
}

/** The value when it has exactly these members; null, which no other value equals, for anything else. */
function withMembers(value: unknown, names: readonly string[]): unknown {
  return Object.keys(membersOf(value)).sort().join() === names.join() ? value : null;
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** In the one form in which we write it. */
export function isInstant(text: string): boolean {
  const milliseconds = toMilliseconds(text);
  return milliseconds !== undefined && toInstant(milliseconds) === text;
}

function membersOf(value: unknown): Members {
  // Just found to be an object.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

function parsedMembers(text: string): Members | undefined {
  try {
    return membersOf(JSON.parse(text));
  } catch {
    // Remarked by the caller.
    return undefined;
  }
}
