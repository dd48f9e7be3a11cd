import { LINK_CHECK } from '#evaluation/fold-claim.ts';
import { alertProblems } from './alert-rules.ts';
import { AlertsSection } from './alerts-section.ts';
import { assembleConfiguration } from './assemble-configuration.ts';
import { certificateProblems } from './certificate-rules.ts';
import { checkShape, problemOf, valueAt } from './check-shape.ts';
import { type ConfigurationFiles, diskFiles } from './configuration-files.ts';
import { ConfigurationFile } from './configuration-schema.ts';
import { readOverrides } from './environment-overrides.ts';
import { type LoadedDocuments, loadDocuments, unboundClaims } from './load-documents.ts';
import {
  type ClaimDirectory,
  type LoadedRecords,
  loadAttestations,
  loadExceptions,
} from './load-records.ts';
import type { ConfigurationRequest, LoadedConfiguration } from './loaded-configuration.ts';
import { chooseProxy, proxyProblems } from './proxy-section.ts';
import { repeatedChannels, stateProblems } from './settings-rules.ts';
import { createSourceReader, type SourceReader } from './source-reader.ts';
import type { YamlSource } from './yaml-source.ts';

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
      main: undefined,
      alerts: undefined,
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
  const claims = claimDirectory(documents, checks, request.file, files);
  const attestations =
    loadNamed('attestations', main, reader, (source) => loadAttestations(source, claims)) ??
    nothing;
  const exceptions =
    loadNamed('exceptions', main, reader, (source) => loadExceptions(source, claims)) ?? nothing;
  const channels = repeatedChannels(main);
  const alerts = alertsOf(main);
  const named = {
    claims: [...claims.bound.keys()],
    checks: [...checks.keys(), ...documents.documents.flatMap(plannedChecks), LINK_CHECK],
  };
  const rules = alerts === undefined ? [] : alertProblems(main, alerts, named);
  problems.push(
    ...channels,
    ...rules,
    ...documents.problems,
    ...attestations.problems,
    ...exceptions.problems,
    ...refused,
  );
  problems.push(...stateProblems(main, overrides));
  if (request.asOf !== undefined)
    problems.push(...certificateProblems(main, overrides, reader, request.asOf));
  const settings = shape !== undefined && 'data' in shape ? shape.data : undefined;
  const proxies = {
    azure: chooseProxy('azure.proxy', settings?.azure.proxy, request.environment),
    alerts: chooseProxy('alerts.proxy', settings?.alerts.proxy, request.environment),
  };
  // Without the settings it is not known which variables count.
  if (settings !== undefined)
    problems.push(...proxyProblems([proxies.azure, proxies.alerts], request.environment));
  const loaded = {
    documents: documents.documents,
    attestations,
    exceptions,
    reader,
    main,
    alerts,
  };
  if (settings === undefined || problems.length > 0)
    return { configuration: undefined, problems, ...loaded };
  return {
    configuration: assembleConfiguration(request.file, settings, overrides, proxies, loaded),
    problems,
    ...loaded,
  };
}

/** What a document names before it is built: alerts may be routed for it already. */
function plannedChecks({ loaded }: LoadedDocuments['documents'][number]): readonly string[] {
  return loaded.claims.flatMap((claim) =>
    (claim?.verify ?? []).flatMap(({ check, planned }) => (planned === true ? [check] : [])),
  );
}

/** By itself, so that a mistake elsewhere hides none in here. */
function alertsOf(main: YamlSource): AlertsSection | undefined {
  const shape = checkShape(AlertsSection, valueAt(main.value, ['alerts']));
  return 'data' in shape ? shape.data : undefined;
}

function claimDirectory(
  documents: LoadedDocuments,
  checks: ReadonlyMap<string, unknown>,
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
    checksOf: (id) => checksOf(id, documents),
    isCheck: (id) => checks.has(id),
    unbound() {
      others ??= unboundClaims(file, names, files);
      return others;
    },
  };
}

function checksOf(id: string, { documents }: LoadedDocuments): readonly string[] | undefined {
  const claims = documents.flatMap(({ bound }) => bound.statement.claims);
  const claim = claims.find((one) => one.id === id);
  if (claim === undefined) return undefined;
  // What gives the figure of a measure is known to the checks alone.
  if (claim.measure !== undefined) return undefined;
  const link = claim.link === undefined ? [] : ['link-answers'];
  return [...claim.verify.map(({ check }) => check), ...link];
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
