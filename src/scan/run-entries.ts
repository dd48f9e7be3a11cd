import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ExceptionCover } from '#domain/document.ts';
import type { Instant } from '#domain/instant.ts';
import type { LogEntry, RecordedLogEntry } from '#domain/log-entry.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { LogReader } from '#domain/state-store.ts';
import { canonicalJson } from '#evidence/canonical-json.ts';
import { NOTHING_STOOD, type Stood } from './stood.ts';

/** Digests (64 hex digits) of what a run rests on. */
export interface RunDigests {
  readonly configurationSha256: string;
  /** Of the index of the exchanges with Azure; absent where none was kept. */
  readonly exchangesSha256?: string;
}

interface SeenBesides {
  /** What exceptions were seen to cover first. */
  readonly covers?: readonly ExceptionCover[];
  /** Resources that keep every promise as they did before: the result counts their findings, and the state has them. */
  readonly stood?: Stood;
}

/** An entry has 60 000 bytes; what is more is counted. */
const MOST_NAMED = 200;
const PIECES_AT_A_TIME = 2_000;

/**
 * What the evidence log is told of a scan: that it took place and what it found, and before that which claims are in force, when
 * these or the configuration are others than those that it knows.
 */
export async function runEntries(
  result: ScanResult,
  digests: RunDigests,
  log: Pick<LogReader, 'find'>,
  at: Instant,
  { covers = [], stood = NOTHING_STOOD }: SeenBesides = {},
): Promise<readonly LogEntry[]> {
  const configuration = await configurationBody(result, digests.configurationSha256);
  const known = bodyOf(await log.find('configuration', {}));
  const isKnown = (name: 'configurationSha256' | 'claimsSha256') =>
    known[name] === configuration[name];
  const { id, mode, startedAt, finishedAt, subscriptions } = result.scan;
  const incomplete = subscriptions.filter(({ status }) => status !== 'complete');
  const run: LogEntry = {
    type: 'run',
    at,
    body: {
      scanId: id,
      mode,
      startedAt,
      finishedAt,
      claims: result.summary.claims,
      findings: result.summary.findings,
      subscriptions: subscriptions.length,
      incomplete: incomplete
        .slice(0, MOST_NAMED)
        .map((subscription) => ({ id: subscription.id, status: subscription.status })),
      incompleteCount: incomplete.length,
      ...digests,
      ...(covers.length === 0
        ? {}
        : {
            exceptionsFirstSeen: covers.slice(0, MOST_NAMED).map(namedCover),
            exceptionsFirstSeenCount: covers.length,
            exceptionsFirstSeenSha256: await digestOf([JSON.stringify(covers)]),
          }),
      ...(stood.keys.size === 0
        ? {}
        : {
            goodResources: stood.keys.size,
            goodResourcesSha256: await digestOf([JSON.stringify([...stood.keys].sort())]),
          }),
      resultSha256: await digestOf(canonicalJson(result)),
    },
  };
  if (isKnown('configurationSha256') && isKnown('claimsSha256')) return [run];
  return [{ type: 'configuration', at, body: configuration }, run];
}

/** Without the value that was observed, which may be long: the digest is over all of it. */
function namedCover({ exception, finding, deviated }: ExceptionCover) {
  const named = finding.split('\u001f').slice(1).join(' ');
  return { finding: named.slice(0, 200), approval: exception.slice(0, 80), deviated };
}

async function configurationBody(result: ScanResult, configurationSha256: string) {
  const claims = result.claims.map(({ document, id }) => `${document} ${id}`).toSorted();
  return {
    configurationSha256,
    claimsSha256: await digestOf([JSON.stringify(claims)]),
    claims: claims.slice(0, MOST_NAMED),
    claimsCount: claims.length,
  };
}

/** Entries are written by us as `{ at, body, type }`. */
function bodyOf(entry: RecordedLogEntry | undefined): Readonly<Record<string, unknown>> {
  if (entry === undefined) return {};
  const parsed: unknown = JSON.parse(Buffer.from(entry.bytes).toString('utf8'));
  const body: unknown =
    typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'body') : undefined;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** Lets others have their turn in between: the result of a large estate has a hundred megabytes. */
async function digestOf(pieces: Iterable<string>): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for (const piece of pieces) {
    hash.update(piece);
    count += 1;
    if (count % PIECES_AT_A_TIME === 0) await setImmediate();
  }
  return hash.digest('hex');
}
