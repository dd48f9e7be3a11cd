import type { z } from 'zod';
import type { Attestation, Exception } from '#domain/document.ts';
import { checkShape, problemOf, valueAt } from './check-shape.ts';
import { formerException } from './former-hints.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import {
  AttestationEntry,
  AttestationsFile,
  ExceptionEntry,
  ExceptionsFile,
} from './record-schemas.ts';
import { suggestionText } from './suggest.ts';
import type { Place, YamlSource } from './yaml-source.ts';

/** An attestation or exception and where it stands. */
interface Placed<T> {
  readonly record: T;
  readonly file: string;
  readonly place: Place;
}

/** What the records may speak of. */
export interface ClaimDirectory {
  /** Claim id → document id, for all bound documents. */
  readonly bound: ReadonlyMap<string, string>;
  /** Checks that a bound claim asks for, and those that give its figure; undefined: not known. */
  checksOf(claim: string): readonly string[] | undefined;
  /** Whether there is such a check at all. */
  isCheck(id: string): boolean;
  /** The same for documents that come with the product but are not bound here; asked only when needed. */
  unbound(): ReadonlyMap<string, string>;
}

/** Records, what is wrong with them, and which of them speak of documents that are not bound here. */
export interface LoadedRecords<T> {
  readonly records: readonly Placed<T>[];
  readonly problems: readonly ConfigurationProblem[];
  readonly idle: readonly Placed<T>[];
}

/** Reads the attestations file. */
export function loadAttestations(
  source: YamlSource,
  claims: ClaimDirectory,
): LoadedRecords<Attestation> {
  return loadRecords({
    source,
    claims,
    key: 'attestations',
    file: AttestationsFile,
    entry: AttestationEntry,
  });
}

/** Reads the exceptions file. */
export function loadExceptions(
  source: YamlSource,
  claims: ClaimDirectory,
): LoadedRecords<Exception> {
  return loadRecords({
    source,
    claims,
    key: 'exceptions',
    file: ExceptionsFile,
    entry: ExceptionEntry,
  });
}

interface RecordFile<T> {
  readonly source: YamlSource;
  readonly claims: ClaimDirectory;
  readonly key: string;
  readonly file: z.ZodType;
  readonly entry: z.ZodType<T>;
}

function loadRecords<T extends { claim: string; document?: string; check?: string }>(
  request: RecordFile<T>,
): LoadedRecords<T> {
  const { source, claims } = request;
  const problems = [...source.problems];
  if (source.value === undefined) return { records: [], problems, idle: [] };
  const shape = checkShape(request.file, source.value);
  if ('faults' in shape) problems.push(...shape.faults.map((fault) => problemOf(fault, source)));
  const base = Array.isArray(source.value) ? [] : [request.key];
  const listed = valueAt(source.value, base);
  const records: Placed<T>[] = [];
  const idle: Placed<T>[] = [];
  for (const [index, raw] of (Array.isArray(listed) ? listed : []).entries()) {
    const path = [...base, index];
    const claim = valueAt(raw, ['claim']);
    const known = typeof claim === 'string' ? whereIs(claim, claims) : undefined;
    if (typeof claim === 'string' && known === undefined)
      problems.push(unknownClaim(source, path, claim, claims));
    const parsed = request.entry.safeParse(raw);
    if (!parsed.success || known === undefined) continue;
    const placed = { record: parsed.data, file: source.file, place: source.place(path) };
    if (parsed.data.document !== undefined && parsed.data.document !== known.document) {
      problems.push(wrongDocument(source, path, parsed.data.document, known.document));
    }
    const { check } = parsed.data;
    const asked = known.bound ? claims.checksOf(parsed.data.claim) : undefined;
    if (check !== undefined && known.bound) {
      const former = formerException(check, asked, raw, claims.isCheck(check));
      if (former !== undefined) problems.push(unknownCheck(source, path, { check, asked, former }));
      else if (asked !== undefined && !asked.includes(check))
        problems.push(unknownCheck(source, path, { check, asked, former }));
    }
    (known.bound ? records : idle).push(placed);
  }
  return { records, problems, idle };
}

function whereIs(
  claim: string,
  claims: ClaimDirectory,
): { document: string; bound: boolean } | undefined {
  const bound = claims.bound.get(claim);
  if (bound !== undefined) return { document: bound, bound: true };
  const unbound = claims.unbound().get(claim);
  return unbound === undefined ? undefined : { document: unbound, bound: false };
}

function unknownClaim(
  source: YamlSource,
  base: readonly PropertyKey[],
  claim: string,
  claims: ClaimDirectory,
): ConfigurationProblem {
  const path = [...base, 'claim'];
  const message = `${formatPath(path)}: no document has a claim ${JSON.stringify(claim)}${suggestionText(claim, claims.bound.keys())}`;
  return {
    file: source.file,
    ...source.place(path),
    path: formatPath(path),
    found: JSON.stringify(claim),
    expected: 'the id of a claim',
    message,
  };
}

function unknownCheck(
  source: YamlSource,
  base: readonly PropertyKey[],
  {
    check,
    asked = [],
    former,
  }: {
    readonly check: string;
    readonly asked: readonly string[] | undefined;
    readonly former: string | undefined;
  },
): ConfigurationProblem {
  const path = [...base, 'check'];
  const expected =
    asked.length === 0 ? 'no exception: the claim asks for no check' : `one of ${asked.join(', ')}`;
  return {
    file: source.file,
    ...source.place(path),
    path: formatPath(path),
    found: JSON.stringify(check),
    expected,
    message: `${formatPath(path)}: ${former ?? `the claim asks for no check ${JSON.stringify(check)}${suggestionText(check, asked)}; expected ${expected}`}`,
  };
}

function wrongDocument(
  source: YamlSource,
  base: readonly PropertyKey[],
  named: string,
  actual: string,
): ConfigurationProblem {
  const path = [...base, 'document'];
  const message = `${formatPath(path)}: the claim stands in document ${JSON.stringify(actual)}, not in ${JSON.stringify(named)}`;
  return {
    file: source.file,
    ...source.place(path),
    path: formatPath(path),
    found: JSON.stringify(named),
    expected: JSON.stringify(actual),
    message,
  };
}
