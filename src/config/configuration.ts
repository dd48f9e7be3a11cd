import type { Attestation, BoundDocument, Exception } from '#domain/document.ts';
import type { AlertChannelSetting } from './alerts-section.ts';
import type { CLOUD_NAMES, CloudEndpoints, CredentialKind } from './azure-section.ts';

/** The words of pino for how much is logged. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** A cloud and the addresses that differ from it; `caFile` is relative to the working directory or absolute. */
export interface CloudChoice {
  readonly name: (typeof CLOUD_NAMES)[number];
  readonly endpoints: CloudEndpoints;
}

/** A file that the configuration was made from. */
export interface ConfigurationSource {
  readonly file: string;
  /** 64 hex digits over the file's bytes. */
  readonly sha256: string;
}

/** Everything that an operator decided, checked, with defaults filled in. Handed on in slices. */
export interface Configuration {
  readonly file: string;
  /** All files that went into it, the configuration file first. */
  readonly sources: readonly ConfigurationSource[];
  readonly logLevel: LogLevel;
  readonly azure: { readonly cloud: CloudChoice; readonly credential: CredentialKind };
  readonly documents: readonly BoundDocument[];
  readonly attestations: readonly Attestation[];
  readonly exceptions: readonly Exception[];
  readonly state: { readonly directory: string };
  readonly schedules: {
    readonly scan: string;
    readonly full: string;
    readonly evidence: string;
    readonly timezone: string;
  };
  readonly alerts: { readonly channels: readonly AlertChannelSetting[] };
  /** `keepDays` absent: snapshots are never removed. */
  readonly evidence: { readonly directory: string; readonly keepDays?: number };
  readonly server: { readonly host: string; readonly port: number };
}
