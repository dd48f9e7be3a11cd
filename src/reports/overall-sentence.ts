import type { ScanResult } from '#domain/scan.ts';
import { CLAIM_STATUSES } from '#domain/status.ts';
import { CLAIM_WORDS } from './status-words.ts';

/**
 * What a scan says as a whole, in one sentence that says no more than its verdicts: that everything holds only when each claim was
 * verified and every subscription was read completely.
 */
export function overallSentence({ claims, scan }: ScanResult): string {
  const counts = CLAIM_STATUSES.map((status) => ({
    status,
    count: claims.filter((claim) => claim.status === status).length,
  })).filter(({ count }) => count > 0);
  const unread = scan.subscriptions.filter(({ status }) => status !== 'complete').length;
  const beside =
    unread === 0
      ? ''
      : ` ${unread} of ${scan.subscriptions.length} subscriptions could not be read completely.`;
  const told = counts.map(({ status, count }) => `${count} ${CLAIM_WORDS[status].word}`).join(', ');
  const [worst] = counts;
  switch (worst?.status) {
    case 'holds':
      return unread === 0
        ? `Every claim was verified and holds: ${told}.`
        : `Of what could be read, every claim holds: ${told}.${beside}`;
    case 'broken':
      return `Not every claim is true: ${told}.${beside}`;
    case 'unverified':
    case 'expired':
    case 'vacuous':
      return `No violation was seen, but not every claim is verified: ${told}.${beside}`;
    case 'excepted':
    case 'reported':
    case 'attested':
      return `No claim is broken, but not every one was verified against Azure: ${told}.${beside}`;
    case undefined:
      return 'No claim was looked at: nothing is verified.';
  }
}
