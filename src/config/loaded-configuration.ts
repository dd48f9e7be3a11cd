import type { Attestation, Exception } from '#domain/document.ts';
import type { Instant } from '#domain/instant.ts';
import type { AlertsSection } from './alerts-section.ts';
import type { KnownCheck } from './bind-document.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigurationFiles } from './configuration-files.ts';
import type { Environment } from './environment-overrides.ts';
import type { LoadedDocuments } from './load-documents.ts';
import type { LoadedRecords } from './load-records.ts';
import type { ConfigurationProblem } from './problem.ts';
import type { SourceReader } from './source-reader.ts';
import type { YamlSource } from './yaml-source.ts';

/** What is needed to read a configuration. */
export interface ConfigurationRequest {
  readonly file: string;
  readonly environment: Environment;
  /** Every check there is: their schemas judge the parameters in documents and configuration. */
  readonly checks: readonly KnownCheck[];
  /** Absent: the machine's files. */
  readonly files?: ConfigurationFiles;
  /** When a person asks what is wrong. Absent at a start: files of certificates are judged where they are used. */
  readonly asOf?: Instant;
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
  /** The configuration file; undefined when it could not be read. */
  readonly main: YamlSource | undefined;
  /** Its alerts; undefined when they have not the right shape. */
  readonly alerts: AlertsSection | undefined;
}
