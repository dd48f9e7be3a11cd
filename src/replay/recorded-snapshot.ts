import { createHash } from 'node:crypto';
import type { Attestation, BoundDocument, Exception, ExceptionCover } from '#domain/document.ts';
import { EvidenceError } from '#domain/errors.ts';
import type { ScanResult } from '#domain/scan.ts';
import { type KeptExchange, parseExchangeLine } from '#evidence/kept-exchange.ts';
import type { Asked, UsedCheck } from '#evidence/snapshot-input.ts';
import type { BundleSource } from '#evidence/verify-pieces.ts';
import { createRemarks } from '#evidence/verify-remarks.ts';
import { openSource } from '#evidence/verify-source.ts';

/** What a snapshot says that a scan is made of again. */
export interface RecordedSnapshot extends Disposable {
  readonly result: ScanResult;
  readonly documents: readonly BoundDocument[];
  readonly attestations: readonly Attestation[];
  readonly exceptions: readonly Exception[];
  readonly covers: readonly ExceptionCover[];
  readonly checks: readonly UsedCheck[];
  readonly asked: Asked;
  readonly exchanges: readonly KeptExchange[];
  /** Text of an answer or a question by its digest (64 hex digits); undefined where it is not there. Throws an EvidenceError where it is another. */
  body(sha256: string): string | undefined;
}

/** Opens a snapshot's folder or a bundle. Throws an EvidenceError for what is none, or lacks what a scan can be made of. */
export async function openRecorded(path: string): Promise<RecordedSnapshot> {
  const source = await openSource(path, createRemarks());
  try {
    const result = members(json(source, 'results/result.json'), ['scan', 'claims', 'documents']);
    const claims = members(json(source, 'scope/claims.json'), [
      'documents',
      'attestations',
      'exceptions',
    ]);
    const checks = json(source, 'scope/checks.json');
    const asked = members(json(source, 'scope/asked.json'), ['only', 'lists']);
    if (!Array.isArray(checks) || !isBound(claims['documents'])) throw damaged('scope/claims.json');
    return {
      // The program that wrote them wrote these members; what somebody altered since shows as a difference or as an error.
      result: result as unknown as ScanResult,
      documents: claims['documents'],
      attestations: claims['attestations'] as readonly Attestation[],
      exceptions: claims['exceptions'] as readonly Exception[],
      // Absent where there was nothing to remember.
      covers: (claims['exceptionCovers'] ?? []) as readonly ExceptionCover[],
      checks: checks as readonly UsedCheck[],
      asked: asked as unknown as Asked,
      exchanges: exchangesOf(source),
      body: (sha256) => bodyOf(source, sha256),
      [Symbol.dispose]: () => source[Symbol.dispose](),
    };
  } catch (error) {
    source[Symbol.dispose]();
    throw error;
  }
}

function exchangesOf(source: BundleSource): readonly KeptExchange[] {
  const text = content(source, 'raw/index.ndjson')?.toString('utf8');
  if (text === undefined) throw damaged('raw/index.ndjson');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const exchange = parseExchangeLine(line);
      if (exchange === undefined) throw damaged('raw/index.ndjson');
      return exchange;
    });
}

function bodyOf(source: BundleSource, sha256: string): string | undefined {
  const path = `raw/${sha256}.body`;
  const bytes = content(source, path);
  if (bytes === undefined) return undefined;
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged(path);
  return bytes.toString('utf8');
}

function content(source: BundleSource, path: string): Buffer | undefined {
  if (!source.files.has(path)) return undefined;
  const pieces: Buffer[] = [];
  for (const piece of source.pieces(path)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function json(source: BundleSource, path: string): unknown {
  const text = content(source, path)?.toString('utf8');
  if (text === undefined) throw damaged(path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(path, cause);
  }
}

function members(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && names.every((name) => name in value))
    return { ...value };
  throw new EvidenceError(
    'EVIDENCE_NOT_REPLAYABLE',
    `The snapshot does not say ${names.join(', ')}: it was made by another version, or altered.`,
  );
}

function isBound(value: unknown): value is readonly BoundDocument[] {
  const isOne = (one: unknown): boolean =>
    typeof one === 'object' && one !== null && 'statement' in one && 'scope' in one;
  return Array.isArray(value) && value.every(isOne);
}

function damaged(path: string, cause?: unknown): EvidenceError {
  return new EvidenceError(
    'EVIDENCE_DAMAGED',
    `${path} of the snapshot is missing or altered; posture evidence verify says more.`,
    { cause },
  );
}
