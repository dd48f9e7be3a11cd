import type { AzureReader } from '#azure/azure-reader.ts';
import type { AskedQuestion, KeptOutcome } from '#azure/replayed-azure.ts';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import type { Check } from '#evaluation/check.ts';
import type { UsedCheck } from '#evidence/snapshot-input.ts';
import type { ScopeReader } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import type { Scanner } from '#scan/scanner.ts';

/** Opens the SDK clients over kept answers; nothing of it can reach the network. */
export type OpenReplay = (options: {
  readonly resourceManager: string;
  readonly tenantId: string | null;
  /** Of the identity that asked; absent: not known. */
  readonly objectId?: string;
  readonly answer: (question: AskedQuestion) => KeptOutcome;
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
}) => Promise<{ readonly scope: ScopeReader; readonly reader: AzureReader }>;

/** What kept answers are opened with, but for the answers. */
export type Opened = Omit<Parameters<OpenReplay>[0], 'answer'>;

/** What a re-performance works with. */
export interface ReplayTools {
  readonly tool: Scanner['tool'];
  readonly checks: readonly Check[];
  readonly reads: ReadonlyMap<string, Read>;
  readonly describeCheck: (check: Check) => UsedCheck;
  readonly openReplay: OpenReplay;
  readonly log: Scanner['log'];
}
