import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';
import type { Hash } from '#alerting/draft.ts';
import type { AzureReader } from '#azure/azure-reader.ts';
import type { Configuration } from '#config/configuration.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import type { AskPage, Ping } from '#domain/page.ts';
import type { PartOffice, PartWorker } from '#domain/part-queue.ts';
import type { Principal } from '#domain/principal.ts';
import type { Operator, StateReader, StateStore } from '#domain/state-store.ts';
import type { Check } from '#evaluation/check.ts';
import type { BodyVault } from '#evidence/body-vault.ts';
import type { KeyTools } from '#evidence/keys/key-ring.ts';
import type { Sealing, SealingParts } from '#evidence/sealing.ts';
import type { ScopeReader } from '#inventory/scope-answers.ts';
import type { OpenReplay } from '#replay/replay-tools.ts';
import type { Read } from '#resource-types/define-read.ts';

/** A sign-in to Azure, ready to be asked. */
export interface AzureConnection {
  readonly scope: ScopeReader;
  readonly reader: AzureReader;
  readonly resourceManager: string;
  /** Who asks, as the token names him; null before the first question, and where the token cannot be read. */
  principal(): Principal | null;
  statistics(): { readonly requests: number; readonly retries: number; readonly throttled: number };
  close(): Promise<void>;
}

/** Where alerts go, and what decides who is told of which. */
export interface AlertOutlets {
  readonly channels: readonly AlertChannel[];
  readonly policy: AlertPolicy;
}

/** What the commands work with; made in app.ts, the only place that knows every part. */
export interface Workbench {
  readonly tool: { readonly name: string; readonly version: string };
  readonly clock: Clock;
  readonly checks: readonly Check[];
  readonly reads: ReadonlyMap<string, Read>;
  /** What asks addresses that are not Azure. */
  openWeb(configuration: Configuration): { readonly askPage: AskPage; readonly ping: Ping };
  readonly hash: Hash;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A log on standard error; results never go there. */
  createLog(level: string): Promise<Logger>;
  connect(
    configuration: Configuration,
    keeper: AnswerKeeper,
    log: Logger,
  ): Promise<AzureConnection>;
  /** The SDK clients over kept answers, for a re-performance. */
  readonly openReplay: OpenReplay;
  /** The state with the right to write it; a second holder gets a StoreError. */
  openStore(configuration: Configuration): Promise<StateStore>;
  /** The state to look at, also while the service runs; undefined when there is none yet. */
  openStateReader(configuration: Configuration): Promise<StateReader | undefined>;
  /** The state for what a person says to it, also while the service holds it; throws a StoreError when there is none yet. */
  openOperator(configuration: Configuration): Promise<Operator>;
  /** Where parts of scans are handed out; undefined for a state that one process has to itself. */
  openPartOffice(configuration: Configuration, log: Logger): Promise<PartOffice | undefined>;
  /** A worker's way to such parts; throws a StoreError while no service leads that has this configuration. */
  openPartWorker(configuration: Configuration, address: string, log: Logger): Promise<PartWorker>;
  openOutlets(configuration: Configuration, log: Logger): Promise<AlertOutlets>;
  /** What seals the evidence of this state; nothing is opened or asked yet. */
  openSealing(
    configuration: Configuration,
    store: SealingParts['store'],
    log: Logger,
  ): Promise<Sealing>;
  /** Where the bodies of answers lie besides the directory; undefined where that is nowhere. Asks nothing yet. */
  openBodyVault(configuration: Configuration): Promise<BodyVault | undefined>;
  /** The signing keys, for the commands that show and replace them; `tell` writes into the evidence log. */
  openKeys(configuration: Configuration, tell: KeyTools['tell'], log: Logger): Promise<KeyTools>;
  /** Version and source digest (64 hex digits) of a check. */
  describeCheck(check: Check): {
    readonly id: string;
    readonly version: string;
    readonly sha256: string;
  };
}

/** Where a command writes to. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Options that every command knows. */
export interface CommonOptions {
  readonly config: string;
  readonly logLevel?: string;
}

/** Loads a command when it is called: what the others import would cost each start a second. */
export type LoadCommand<O> = () => Promise<Command<O>>;

/** Makes commander's action of a command of ours. */
export type Act = <O extends object>(
  load: LoadCommand<O>,
) => (...given: unknown[]) => Promise<void>;

/** A command: does its work and answers with the exit status. */
export type Command<O> = (
  workbench: Workbench,
  terminal: Terminal,
  options: O,
  signal: AbortSignal,
) => Promise<number>;
