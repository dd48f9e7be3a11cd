import type { Alert } from '#domain/alert.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { Instant } from '#domain/instant.ts';
import type { HeldNotification } from '#domain/outbox-message.ts';
import type { Acknowledgement, Silence } from '#domain/silence.ts';
import type { AlertRecord, Transition } from '#domain/state-store.ts';
import type { Symptom } from '#domain/symptom.ts';
import type { ReconcileInput } from './reconcile-input.ts';

/** Everything that decides what becomes of the alerts and who is told, at one instant. */
export interface DecideInput {
  readonly at: Instant;
  /** Every alert that is not resolved. */
  readonly alerts: readonly Alert[];
  /** What a scan found; null between scans, when only time has passed. */
  readonly scan: ReconcileInput | null;
  /**
   * What a second, direct read said of findings (`findingKey`) that began or ceased to fail in this scan: true, it saw the same. A
   * finding that is absent was not read a second time, or could not be.
   */
  readonly confirmed: ReadonlyMap<string, boolean>;
  /** What the monitor sees in itself; null: nobody looked, so their alerts stay as they are. */
  readonly symptoms: readonly Symptom[] | null;
  /** Of the last hour, before this scan. */
  readonly transitions: readonly Transition[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** In force at `at`. */
  readonly silences: readonly Silence[];
  readonly held: readonly HeldNotification[];
  readonly policy: AlertPolicy;
}

/** What follows; recorded with the scan or alone. */
export type Decision = Omit<AlertRecord, 'at' | 'log'>;
