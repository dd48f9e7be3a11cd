import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { assembleAlerts } from './assemble-alerts.ts';
import type { CloudChoice, Configuration, EvidenceConfiguration } from './configuration.ts';
import type { ConfigurationFile } from './configuration-schema.ts';
import type { Overrides } from './environment-overrides.ts';
import type { LoadedConfiguration } from './loaded-configuration.ts';
import { printedCommand } from './printed-command.ts';
import { stateAddress } from './settings-rules.ts';
import type { SourceReader } from './source-reader.ts';

type Settings = z.output<typeof ConfigurationFile>;
type Parts = Pick<LoadedConfiguration, 'documents' | 'attestations' | 'exceptions' | 'reader'>;

/** Where a state at an address has what lies in files: evidence and keys, unless the configuration names other places. */
const FILES = './var';
/** Nobody from outside, unless somebody says so. */
const LOOPBACK = '127.0.0.1';

/** Puts the parts of a configuration without mistakes together; the environment wins over the file. */
export function assembleConfiguration(
  file: string,
  settings: Settings,
  overrides: Overrides,
  proxies: Configuration['proxies'],
  parts: Parts,
): Configuration {
  const state = overrides.state ?? settings.state;
  const address = stateAddress(state);
  const directory = resolve(address === undefined ? state : FILES);
  const { evidence } = settings;
  return {
    file,
    sources: parts.reader.sources,
    logLevel: overrides.logLevel ?? 'info',
    azure: {
      cloud: cloudOf(settings, overrides, parts.reader),
      credential: settings.azure.credential,
      wakePaused: settings.azure.wakePaused,
    },
    proxies,
    documents: parts.documents.map(({ bound }) => bound),
    attestations: parts.attestations.records.map(({ record }) => record),
    exceptions: parts.exceptions.records.map(({ record }) => record),
    state: { directory, ...(address === undefined ? {} : { address }) },
    schedules: settings.schedules,
    alerts: assembleAlerts(settings.alerts, parts.reader, {
      timezone: settings.schedules.timezone,
      command: (said) => printedCommand(said, file, overrides, parts.reader),
    }),
    evidence: evidenceOf(evidence, directory, parts.reader),
    server: { ...settings.server, host: settings.server.host ?? overrides.serverHost ?? LOOPBACK },
  };
}

function evidenceOf(
  { directory, keepDays, signing, timestamp, bodies, immutableBlob, ...rest }: Settings['evidence'],
  state: string,
  reader: SourceReader,
): EvidenceConfiguration {
  const found = (path: string | undefined): string | null =>
    path === undefined ? null : resolve(firstExisting(path, reader));
  const keys = join(state, 'keys');
  return {
    ...rest,
    directory: directory === undefined ? join(state, 'evidence') : resolve(directory),
    keepDays: keepDays === 'forever' ? null : keepDays,
    signing:
      signing !== undefined && 'keyVault' in signing
        ? { kind: 'key-vault', key: signing.keyVault, directory: keys }
        : { kind: 'file', directory: signing === undefined ? keys : resolve(signing.file) },
    timestamp:
      timestamp === undefined
        ? null
        : { url: timestamp.url, chainFile: found(timestamp.chainFile) },
    bodies:
      bodies === undefined
        ? null
        : {
            container: bodies.container,
            caFile: found(bodies.caFile),
            cacheDays: bodies.cacheDays,
          },
    immutableBlob:
      immutableBlob === undefined
        ? null
        : { container: immutableBlob.container, caFile: found(immutableBlob.caFile) },
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
