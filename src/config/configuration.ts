import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { Attestation, BoundDocument, Exception } from '#domain/document.ts';
import type { KeptSchedules } from '#domain/state-store.ts';
import type { AlertChannelSetting } from './alert-channels-section.ts';
import type { CLOUD_NAMES, CloudEndpoints, CredentialKind } from './azure-section.ts';
import type { SecretReference } from './field.ts';

/** The words of pino for how much is logged. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** A cloud and the addresses that differ from it; `caFile` is relative to the working directory or absolute. */
export interface CloudChoice {
  readonly name: (typeof CLOUD_NAMES)[number];
  readonly endpoints: CloudEndpoints;
}

/** Where the address of a proxy stands; `setBy` is the key or variable that names it. */
export interface ProxySource {
  readonly address: string | SecretReference;
  readonly setBy: string;
}

/** The proxies for https:// and http:// addresses, null: none, and the hosts that are asked directly, in the words of NO_PROXY. */
export interface ProxyChoice {
  readonly https: ProxySource | null;
  readonly http: ProxySource | null;
  readonly except: readonly string[];
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
  readonly azure: {
    readonly cloud: CloudChoice;
    readonly credential: CredentialKind;
    /** Read what resumes a paused database, too. */
    readonly wakePaused: boolean;
  };
  readonly proxies: {
    /** For everything of Azure, the identity endpoint left out. */
    readonly azure: ProxyChoice;
    /** For everything else that is asked over HTTP: channels, heartbeat, links, time stamps. */
    readonly alerts: ProxyChoice;
  };
  readonly documents: readonly BoundDocument[];
  readonly attestations: readonly Attestation[];
  readonly exceptions: readonly Exception[];
  readonly state: {
    /** Where the state's files lie: keys and evidence, unless they have places of their own, and the embedded store. */
    readonly directory: string;
    /** Of a database that holds the state instead of the embedded store; may hold a password and is shown to nobody. */
    readonly address?: string;
  };
  readonly schedules: KeptSchedules & {
    /** Requests per hour and subscription for reading everything again. */
    readonly budget: number;
  };
  readonly alerts: AlertsConfiguration;
  readonly evidence: EvidenceConfiguration;
  readonly server: { readonly host: string; readonly port: number };
}

/** Who is told of what. `policy` lacks what only the opened channels know. */
export interface AlertsConfiguration {
  readonly channels: readonly AlertChannelSetting[];
  readonly policy: Omit<AlertPolicy, 'channels'>;
  /** Called after each scan that did what it should; null: nobody is. */
  readonly heartbeat: { readonly url: string | SecretReference } | null;
  /** A test message by schedule (node-cron, in the zone of the schedules), to prove that the way is open. */
  readonly dailyTest: { readonly schedule: string; readonly channels: readonly string[] } | null;
}

/** Which key seals the evidence. `file`: PEM files in a directory, made when they are not there. */
export type SigningKey =
  | { readonly kind: 'file'; readonly directory: string }
  | {
      readonly kind: 'key-vault';
      /** Identifier of the key with its version, `https://…/keys/name/version`. */
      readonly key: string;
      /** Directory of the log's own key and of the history of keys. */
      readonly directory: string;
    };

/** What is kept as proof, how it is sealed, and where else it goes. */
export interface EvidenceConfiguration {
  readonly directory: string;
  /** For so long everything is kept: what every scan asked and was answered. */
  readonly everythingDays: number;
  /** Snapshots older than this are removed, but for the monthly ones; null: none ever is. */
  readonly keepDays: number | null;
  /** For so long the last snapshot of each month stays, and every sealed period; 0: no longer than others. */
  readonly monthlyYears: number;
  /** Nothing is removed, by whomever. */
  readonly legalHold: boolean;
  /** Name of the log in its checkpoints, e.g. `posture.example.com/log`. */
  readonly origin: string;
  readonly signing: SigningKey;
  /** Time stamp authority (RFC 3161); null: none is asked. */
  readonly timestamp: {
    readonly url: string;
    /** Certificates of the authority, put into bundles for the reader; path of a PEM file. */
    readonly chainFile: string | null;
  } | null;
  /** A blob container in which the bodies of answers are kept besides; null: none. */
  readonly bodies: {
    readonly container: string;
    /** In addition trusted for it; path of a PEM file. */
    readonly caFile: string | null;
    /** What was not used for so long lies there alone. */
    readonly cacheDays: number;
  } | null;
  /** A blob container in which what is uploaded cannot be changed; null: none. */
  readonly immutableBlob: {
    readonly container: string;
    /** In addition trusted for it; path of a PEM file. */
    readonly caFile: string | null;
  } | null;
}
