import type { ClaimResult } from '#domain/scan.ts';
import type { ClaimStatus } from '#domain/status.ts';
import { claimAnchor } from './html-anchor.ts';
import { claimFindings } from './html-finding.ts';
import { badge } from './html-shapes.ts';
import { htmlText, proseText } from './html-text.ts';
import { CLAIM_WORDS } from './status-words.ts';

/** A claim as the page shows it, with the statement that makes it. */
export interface ShownClaim {
  readonly claim: ClaimResult;
  /** The place of its statement among those of the page, and its title. */
  readonly document: number;
  readonly title: string;
}

/** Somebody has something to do about a claim of these statuses; what is said of the others is folded. */
export const TO_LOOK_AT: ReadonlySet<ClaimStatus> = new Set([
  'broken',
  'unverified',
  'expired',
  'vacuous',
]);

/** What links to the claim link to. */
export function anchorOf({ claim }: ShownClaim): string {
  return claimAnchor(claim.document, claim.id);
}

/** Words, reason, since when and findings of one claim. `answers`: where the kept answers lie, as seen from the page. */
export function* claimPieces(shown: ShownClaim, answers: string | undefined): Generator<string> {
  const { claim, document } = shown;
  const word = CLAIM_WORDS[claim.status];
  const isFolded = !TO_LOOK_AT.has(claim.status);
  const heading = `<h3>${badge(word)} <code>${htmlText(claim.id)}</code></h3>`;
  const words = proseText(claim.summary);
  yield `<article class="claim${isFolded ? ' calm' : ''} is-${word.shape}" id="${anchorOf(shown)}" data-status="${word.shape}" data-document="${document}">\n`;
  yield isFolded
    ? `<details><summary>${heading} <span class="words">${words}</span></summary>\n`
    : `${heading}\n<p class="words">${words}</p>\n`;
  if (claim.reason !== null) yield `<p class="reason">${proseText(claim.reason)}</p>\n`;
  yield vouchedFor(claim);
  yield `<p class="meta">${proseText(`${shown.title}, ${claim.section}. Severity ${claim.severity}; since ${claim.since ?? 'not known'}.`)}</p>\n`;
  yield* claimFindings(claim, answers);
  yield `${isFolded ? '</details>\n' : ''}</article>\n`;
}

/** A person's word is shown with who gave it, and until when it counts. */
function vouchedFor({ attestation }: ClaimResult): string {
  if (attestation === null) return '';
  const { given, owner, every, validUntil } = attestation;
  const words =
    given === null
      ? `Nobody has vouched for it yet; ${owner} owes that every ${every}.`
      : `Vouched for by ${given.by} on ${given.date}, counts until ${validUntil ?? 'not known'}: ${given.proof}`;
  return `<p class="reason">${proseText(words)}</p>\n`;
}
