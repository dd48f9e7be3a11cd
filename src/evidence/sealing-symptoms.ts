import type { PostureError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { Symptom } from '#domain/symptom.ts';
import type { BlobProtection } from './anchors.ts';
import { protectionText } from './anchors.ts';

type SealingCode =
  | 'LogMismatch'
  | 'CheckpointFailed'
  | 'SealingFailed'
  | 'AnchorFailed:immutableBlob'
  | 'AnchorFailed:rfc3161'
  | 'AnchorUnlocked';

/** What the sealing sees in itself. */
export interface SealingSymptoms {
  /** A mismatch of the log is always named so, and stays. */
  raise(code: Exclude<SealingCode, 'LogMismatch' | 'AnchorUnlocked'>, error: PostureError): void;
  clear(code: Exclude<SealingCode, 'LogMismatch'>): void;
  /** A container that its owner can still empty is no anchor. */
  judgeProtection(protection: BlobProtection | undefined): void;
  all(): readonly Symptom[];
}

const REMEDIES: Readonly<Record<SealingCode, string>> = {
  LogMismatch:
    'Find out who set back or altered the state. Put back the newest state, or begin another log by giving evidence.origin another name.',
  CheckpointFailed: 'See that the key directory and the evidence directory are writable.',
  SealingFailed: 'See that the signing key can be used and the evidence directory is writable.',
  'AnchorFailed:immutableBlob':
    'See that the container exists and that the identity may write to it (Storage Blob Data Contributor).',
  'AnchorFailed:rfc3161': 'See that the time stamp authority can be reached.',
  AnchorUnlocked: 'Lock the immutability policy of the container.',
};

/** Keeps one symptom per code, with the instant at which it began. */
export function createSymptoms(
  now: () => Instant,
  notice: (message: string, data: Readonly<Record<string, unknown>>) => void,
): SealingSymptoms {
  const present = new Map<SealingCode, Symptom>();
  const add = (code: SealingCode, severity: Symptom['severity'], message: string): void => {
    if (present.has(code)) return;
    present.set(code, {
      code,
      severity,
      message: `${message} (since ${now()})`,
      remedy: REMEDIES[code],
    });
    notice('the evidence is not as well sealed as it should be', { code, message });
  };
  return {
    raise(code, error) {
      if (error.code === 'EVIDENCE_LOG_MISMATCH') add('LogMismatch', 'critical', error.message);
      else add(code, code.startsWith('Anchor') ? 'medium' : 'high', error.message);
    },
    clear: (code) => void present.delete(code),
    judgeProtection(protection) {
      if (protection === undefined || protection.state === 'locked')
        present.delete('AnchorUnlocked');
      else
        add('AnchorUnlocked', 'medium', `Evidence can be deleted: ${protectionText(protection)}`);
    },
    all: () => [...present.values()],
  };
}
