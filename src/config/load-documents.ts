import { dirname, join, relative, resolve } from 'node:path';
import type { BoundDocument } from '#domain/document.ts';
import { bindClaims, type KnownCheck, type PlacedEntry } from './bind-document.ts';
import { boundScopes, partProblems } from './bind-parts.ts';
import { valueAt } from './check-shape.ts';
import type { ConfigurationFiles } from './configuration-files.ts';
import { DocumentEntry } from './documents-section.ts';
import { claimIdsOf, type LoadedDocument, loadDocument } from './load-document.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import type { SourceReader } from './source-reader.ts';
import { suggestionText } from './suggest.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** A document of the configuration, bound as far as it is free of mistakes. */
export interface BoundSource {
  readonly loaded: LoadedDocument;
  readonly bound: BoundDocument;
  /** Where the configuration brings it in. */
  readonly entry: PlacedEntry;
}

/** The documents of a configuration and all that is wrong with them. */
export interface LoadedDocuments {
  readonly documents: readonly BoundSource[];
  readonly problems: readonly ConfigurationProblem[];
}

const PRODUCT_DOCUMENTS = resolve(import.meta.dirname, '../../config/documents');

/** Where statements are looked for by id: beside the configuration file, then among those of the product. */
function documentFolders(configurationFile: string): readonly string[] {
  const own = join(dirname(configurationFile), 'documents');
  return resolve(own) === PRODUCT_DOCUMENTS
    ? [own]
    : [own, relative(process.cwd(), PRODUCT_DOCUMENTS)];
}

/** Reads and binds every entry of `documents`; an entry with mistakes is still read as far as it can be. */
export function loadDocuments(
  main: YamlSource,
  checks: ReadonlyMap<string, KnownCheck>,
  reader: SourceReader,
  files: ConfigurationFiles,
): LoadedDocuments {
  const listed = valueAt(main.value, ['documents']);
  const problems: ConfigurationProblem[] = [];
  const documents: BoundSource[] = [];
  const places = new Map<string, string>();
  for (const [index, raw] of (Array.isArray(listed) ? listed : []).entries()) {
    const path = ['documents', index];
    const opened = openEntry(raw, path, main, reader, files);
    if (opened === undefined) continue;
    if ('problem' in opened) {
      problems.push(opened.problem);
      continue;
    }
    const { document, problems: faults } = loadDocument(opened.source, opened.name);
    problems.push(...faults, ...alreadyBound(document, opened, main, places));
    // A mistake elsewhere in the entry must not hide what is wrong with its parameters.
    const entry =
      DocumentEntry.safeParse(raw).data ??
      DocumentEntry.safeParse({ use: 'any', with: valueAt(raw, ['with']) ?? {} }).data;
    if (entry === undefined) continue;
    const placed: PlacedEntry = { entry, source: main, path };
    const { claims, problems: refused } = bindClaims(document, placed, checks);
    problems.push(...refused, ...partProblems(document, placed));
    if (document.head === undefined) continue;
    documents.push({
      loaded: document,
      entry: placed,
      bound: { statement: { ...document.head, claims }, ...boundScopes(entry) },
    });
  }
  return { documents, problems };
}

/** Claim id → document id of every document that could be used but is not. */
export function unboundClaims(
  configurationFile: string,
  bound: ReadonlySet<string>,
  files: ConfigurationFiles,
): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  for (const folder of documentFolders(configurationFile)) {
    for (const id of availableIds(folder, files)) {
      const answer = bound.has(id) ? undefined : files.read(join(folder, `${id}.yaml`));
      if (answer === undefined || !('text' in answer)) continue;
      for (const claim of claimIdsOf(readYaml(id, answer.text).value)) claims.set(claim, id);
    }
  }
  return claims;
}

type Opened = {
  readonly source: YamlSource;
  readonly name: string | undefined;
  readonly at: readonly PropertyKey[];
};

function openEntry(
  raw: unknown,
  path: readonly PropertyKey[],
  main: YamlSource,
  reader: SourceReader,
  files: ConfigurationFiles,
): Opened | { problem: ConfigurationProblem } | undefined {
  const use = valueAt(raw, ['use']);
  const file = valueAt(raw, ['file']);
  const name = DocumentEntry.shape.use.safeParse(use).data;
  const folders = documentFolders(main.file);
  const key = name === undefined ? 'file' : 'use';
  const paths =
    name === undefined
      ? ownFile(file, reader)
      : folders.map((folder) => join(folder, `${name}.yaml`));
  // Neither key is usable: the shape of the entry says so already.
  if (paths === undefined) return undefined;
  const opened = reader.open(paths);
  if ('source' in opened) return { source: opened.source, name, at: [...path, key] };
  const known = name === undefined ? [] : folders.flatMap((folder) => availableIds(folder, files));
  const found = String(name ?? file);
  const expected =
    name === undefined ? 'the path of a document' : `one of ${[...new Set(known)].join(', ')}`;
  const text = `${opened.missing}${suggestionText(found, known)}`;
  return {
    problem: {
      file: main.file,
      ...main.place([...path, key]),
      path: formatPath([...path, key]),
      found: JSON.stringify(found),
      expected,
      message: `${formatPath([...path, key])}: expected ${expected}, found ${JSON.stringify(found)}: ${text}`,
    },
  };
}

function ownFile(file: unknown, reader: SourceReader): readonly string[] | undefined {
  return typeof file === 'string' && file !== '' ? reader.places(file) : undefined;
}

/** Findings, alerts and evidence are known by document and claim: neither may stand for two things. */
function alreadyBound(
  document: LoadedDocument,
  opened: Opened,
  main: YamlSource,
  seen: Map<string, string>,
): ConfigurationProblem[] {
  const place = { file: main.file, ...main.place(opened.at), path: formatPath(opened.at) };
  const problems: ConfigurationProblem[] = [];
  const names = [
    `document ${JSON.stringify(document.id)}`,
    ...[...document.claimIds].map((id) => `claim ${JSON.stringify(id)}`),
  ];
  for (const name of names) {
    const other = seen.get(name);
    if (other !== undefined) {
      const message = `${place.path}: ${name} is already brought in by ${other}`;
      problems.push({
        ...place,
        found: name,
        expected: 'each document and each claim id once',
        message,
      });
      // The claims of a document that is bound twice say nothing new.
      if (name === names[0]) return problems;
    }
    seen.set(name, place.path);
  }
  return problems;
}

function availableIds(folder: string, files: ConfigurationFiles): string[] {
  return files
    .list(folder)
    .flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -'.yaml'.length)] : []));
}
