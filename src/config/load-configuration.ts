import { join, resolve } from 'node:path';
import type { z } from 'zod';
import type { Attestation, Exception } from '#domain/document.ts';
import type { KnownCheck } from './bind-document.ts';
import { checkShape, problemOf, valueAt } from './check-shape.ts';
import type { CloudChoice, Configuration } from './configuration.ts';
import { type ConfigurationFiles, diskFiles } from './configuration-files.ts';
import { ConfigurationFile } from './configuration-schema.ts';
import { type Environment, type Overrides, readOverrides } from './environment-overrides.ts';
import { type LoadedDocuments, loadDocuments, unboundClaims } from './load-documents.ts';
import {
  type ClaimDirectory,
  type LoadedRecords,
  loadAttestations,
  loadExceptions,
} from './load-records.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import { createSourceReader, type SourceReader } from './source-reader.ts';
import type { YamlSource } from './yaml-source.ts';

/** What is needed to read a configuration. */
export interface ConfigurationRequest {
  readonly file: string;
  readonly environment: Environment;
  /** Every check there is: their schemas judge the parameters in documents and configuration. */
  readonly checks: readonly KnownCheck[];
  /** Absent: the machine's files. */
  readonly files?: ConfigurationFiles;
}

/** All that was read, mistakes included. */
export interface LoadedConfiguration {
  /** undefined when anything is wrong. */
  readonly configuration: Configuration | undefined;
  readonly problems: readonly ConfigurationProblem[];
  readonly documents: LoadedDocuments['documents'];
  readonly attestations: LoadedRecords<Attestation>;
  readonly exceptions: LoadedRecords<Exception>;
  readonly reader: SourceReader;
}

/** Reads the configuration and every file that it names; what is wrong in one does not hide what is wrong in another. */
export function loadConfiguration(request: ConfigurationRequest): LoadedConfiguration {
  const files = request.files ?? diskFiles;
  const reader = createSourceReader(request.file, files);
  const { overrides, problems: refused } = readOverrides(request.environment);
  const opened = reader.open([request.file]);
  const nothing = { records: [], problems: [], idle: [] };
  if ('missing' in opened) {
    const problem = {
      file: request.file,
      line: 0,
      column: 0,
      path: '',
      found: 'nothing',
      expected: 'a configuration file',
      message: `cannot read the configuration: ${opened.missing}`,
    };
    return {
      configuration: undefined,
      problems: [problem, ...refused],
      documents: [],
      attestations: nothing,
      exceptions: nothing,
      reader,
    };
  }
  const main = opened.source;
  const shape = main.value === undefined ? undefined : checkShape(ConfigurationFile, main.value);
  const problems = [
    ...main.problems,
    ...(shape !== undefined && 'faults' in shape
      ? shape.faults.map((fault) => problemOf(fault, main))
      : []),
  ];
  const checks = new Map(request.checks.map((check) => [check.id, check]));
  const documents = loadDocuments(main, checks, reader, files);
  const claims = claimDirectory(documents, request.file, files);
  const attestations =
    loadNamed('attestations', main, reader, (source) => loadAttestations(source, claims)) ??
    nothing;
  const exceptions =
    loadNamed('exceptions', main, reader, (source) => loadExceptions(source, claims)) ?? nothing;
  const channels = repeatedChannels(main);
  problems.push(
    ...channels,
    ...documents.problems,
    ...attestations.problems,
    ...exceptions.problems,
    ...refused,
  );
  problems.push(...stateProblems(main, overrides));
  const settings = shape !== undefined && 'data' in shape ? shape.data : undefined;
  const loaded = { documents: documents.documents, attestations, exceptions, reader };
  if (settings === undefined || problems.length > 0)
    return { configuration: undefined, problems, ...loaded };
  return {
    configuration: assemble(request.file, settings, overrides, loaded),
    problems,
    ...loaded,
  };
}

type Settings = z.output<typeof ConfigurationFile>;
type Parts = Pick<LoadedConfiguration, 'documents' | 'attestations' | 'exceptions' | 'reader'>;

function assemble(
  file: string,
  settings: Settings,
  overrides: Overrides,
  parts: Parts,
): Configuration {
  const state = resolve(overrides.state ?? settings.state);
  const { evidence } = settings;
  return {
    file,
    sources: parts.reader.sources,
    logLevel: overrides.logLevel ?? 'info',
    azure: {
      cloud: cloudOf(settings, overrides, parts.reader),
      credential: settings.azure.credential,
    },
    documents: parts.documents.map(({ bound }) => bound),
    attestations: parts.attestations.records.map(({ record }) => record),
    exceptions: parts.exceptions.records.map(({ record }) => record),
    state: { directory: state },
    schedules: settings.schedules,
    alerts: settings.alerts,
    evidence: {
      directory:
        evidence.directory === undefined ? join(state, 'evidence') : resolve(evidence.directory),
      ...(evidence.keepDays === undefined ? {} : { keepDays: evidence.keepDays }),
    },
    server: settings.server,
  };
}

function cloudOf(settings: Settings, overrides: Overrides, reader: SourceReader): CloudChoice {
  const { cloud } = settings.azure;
  const written = typeof cloud === 'string' ? {} : cloud;
  const caFile =
    overrides.endpoints.caFile ??
    (written.caFile === undefined ? undefined : firstExisting(written.caFile, reader));
  return {
    name: typeof cloud === 'string' ? cloud : 'public',
    endpoints: {
      ...written,
      ...overrides.endpoints,
      ...(caFile === undefined ? {} : { caFile: resolve(caFile) }),
    },
  };
}

function firstExisting(path: string, reader: SourceReader): string {
  return reader.places(path).find((place) => reader.exists(place)) ?? path;
}

function claimDirectory(
  documents: LoadedDocuments,
  file: string,
  files: ConfigurationFiles,
): ClaimDirectory {
  const bound = new Map(
    documents.documents.flatMap(({ loaded }) =>
      [...loaded.claimIds].map((id) => [id, loaded.id] as const),
    ),
  );
  const names = new Set(documents.documents.map(({ loaded }) => loaded.id));
  let others: ReadonlyMap<string, string> | undefined;
  return {
    bound,
    unbound() {
      others ??= unboundClaims(file, names, files);
      return others;
    },
  };
}

function loadNamed<T>(
  key: 'attestations' | 'exceptions',
  main: YamlSource,
  reader: SourceReader,
  load: (source: YamlSource) => LoadedRecords<T>,
): LoadedRecords<T> | undefined {
  const path = valueAt(main.value, [key]);
  if (typeof path !== 'string' || path.trim() === '') return undefined;
  const opened = reader.open(reader.places(path.trim()));
  if ('source' in opened) return load(opened.source);
  const message = `${key}: ${opened.missing}`;
  const problem = {
    file: main.file,
    ...main.place([key]),
    path: key,
    found: JSON.stringify(path),
    expected: 'the path of a file that exists',
    message,
  };
  return { records: [], problems: [problem], idle: [] };
}

function repeatedChannels(main: YamlSource): ConfigurationProblem[] {
  const channels = valueAt(main.value, ['alerts', 'channels']);
  if (!Array.isArray(channels)) return [];
  const names = channels.map((channel: unknown) =>
    valueAt(channel, ['type']) === 'log' ? 'log' : valueAt(channel, ['name']),
  );
  return names.flatMap((name, index) => {
    if (typeof name !== 'string' || names.indexOf(name) === index) return [];
    const path = ['alerts', 'channels', index];
    const message = `${formatPath(path)}: there is already a channel ${JSON.stringify(name)}`;
    return [
      {
        file: main.file,
        ...main.place(path),
        path: formatPath(path),
        found: JSON.stringify(name),
        expected: 'a name that no other channel has',
        message,
      },
    ];
  });
}

// The store on PostgreSQL comes with several replicas; until then an address must not be taken for a directory's name.
function stateProblems(main: YamlSource, overrides: Overrides): ConfigurationProblem[] {
  const state = overrides.state ?? valueAt(main.value, ['state']);
  if (typeof state !== 'string' || !/^[a-z][a-z0-9+.-]*:\/\//iu.test(state)) return [];
  const expected = 'the path of a directory';
  const message = `state: a store at an address (PostgreSQL) is not supported yet; expected ${expected} for the embedded store`;
  const place =
    overrides.state === undefined
      ? { file: main.file, ...main.place(['state']) }
      : { file: 'POSTURE_STATE', line: 0, column: 0 };
  return [{ ...place, path: 'state', found: 'an address', expected, message }];
}
