import { z } from 'zod';
import { checkShape, problemOf, valueAt } from './check-shape.ts';
import { ClaimEntry, DocumentFile } from './document-schema.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** A document as far as it could be understood: a mistake in one claim does not hide those in the others. */
export interface LoadedDocument {
  readonly id: string;
  readonly source: YamlSource;
  /** Everything but the claims; undefined when something in it is wrong. */
  readonly head: Omit<DocumentFile, 'claims'> | undefined;
  /** By their place in the file; undefined where a claim is wrong. */
  readonly claims: readonly (ClaimEntry | undefined)[];
  /** The checks of each claim, also where something else in the claim is wrong. */
  readonly verifications: readonly (Verification | undefined)[];
  /** The ids of all claims, the wrong ones included. */
  readonly claimIds: ReadonlySet<string>;
}

type DocumentFile = z.infer<typeof DocumentFile>;

/** A claim's checks with the parameters that the document gives them. */
export type Verification = Pick<ClaimEntry, 'id' | 'verify' | 'measure' | 'progress'>;

const Head = DocumentFile.omit({ claims: true }).strip();
const VerificationPart = z.object({ id: ClaimEntry.shape.id, verify: ClaimEntry.shape.verify });
const Figures = { measure: ClaimEntry.shape.measure, progress: ClaimEntry.shape.progress };

/** Reads a document; `name` is the id under which it was asked for, where it was asked for by id. */
export function loadDocument(
  source: YamlSource,
  name: string | undefined,
): { document: LoadedDocument; problems: readonly ConfigurationProblem[] } {
  const problems = [...source.problems];
  if (source.value !== undefined) {
    const shape = checkShape(DocumentFile, source.value);
    if ('faults' in shape) problems.push(...shape.faults.map((fault) => problemOf(fault, source)));
  }
  const listed = valueAt(source.value, ['claims']);
  const raw: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const id = textAt(source.value, ['id']) ?? name ?? source.file;
  if (name !== undefined && source.value !== undefined && id !== name) {
    problems.push(
      problem(
        source,
        ['id'],
        id,
        name,
        `the document is called ${JSON.stringify(id)} but its file ${JSON.stringify(name)}`,
      ),
    );
  }
  problems.push(
    ...repeatedClaims(source, raw),
    ...raw.flatMap((claim, index) => repeatedChecks(source, claim, index)),
  );
  const head = Head.safeParse(source.value);
  return {
    document: {
      id,
      source,
      head: head.success ? head.data : undefined,
      claims: raw.map((claim) => ClaimEntry.safeParse(claim).data),
      verifications: raw.map(verificationOf),
      claimIds: claimIdsOf(source.value),
    },
    problems,
  };
}

// A figure with a mistake in it hides no mistake in the checks.
function verificationOf(claim: unknown): Verification | undefined {
  const { data } = VerificationPart.safeParse(claim);
  if (data === undefined) return undefined;
  const measure = Figures.measure.safeParse(valueAt(claim, ['measure'])).data;
  const progress = Figures.progress.safeParse(valueAt(claim, ['progress'])).data;
  return {
    ...data,
    ...(measure === undefined ? {} : { measure }),
    ...(progress === undefined ? {} : { progress }),
  };
}

/** The ids of all claims in a parsed document, whatever else is wrong with it. */
export function claimIdsOf(value: unknown): ReadonlySet<string> {
  const claims = valueAt(value, ['claims']);
  if (!Array.isArray(claims)) return new Set();
  return new Set(claims.flatMap((claim: unknown) => textAt(claim, ['id']) ?? []));
}

function repeatedClaims(source: YamlSource, claims: readonly unknown[]): ConfigurationProblem[] {
  const seen = new Set<string>();
  return claims.flatMap((claim, index) => {
    const id = textAt(claim, ['id']);
    if (id === undefined) return [];
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      problem(
        source,
        ['claims', index, 'id'],
        id,
        'an id that no other claim has',
        `claim id ${JSON.stringify(id)} stands twice in this document`,
      ),
    ];
  });
}

// A finding is known by its claim, check and resource: the same check twice would be two answers with one name.
function repeatedChecks(source: YamlSource, claim: unknown, index: number): ConfigurationProblem[] {
  const uses = valueAt(claim, ['verify']);
  if (!Array.isArray(uses)) return [];
  const names = uses.map((use: unknown) => textAt(use, ['check']));
  return names.flatMap((name, place) =>
    name === undefined || names.indexOf(name) === place
      ? []
      : [
          problem(
            source,
            ['claims', index, 'verify', place, 'check'],
            name,
            'each check once',
            `check ${JSON.stringify(name)} stands twice in this claim`,
          ),
        ],
  );
}

function problem(
  source: YamlSource,
  path: readonly PropertyKey[],
  found: string,
  expected: string,
  message: string,
): ConfigurationProblem {
  return {
    file: source.file,
    ...source.place(path),
    path: formatPath(path),
    found: JSON.stringify(found),
    expected,
    message,
  };
}

function textAt(value: unknown, path: readonly PropertyKey[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}
