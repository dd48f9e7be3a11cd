import type { Alert, AlertMember, ClaimWords, FindingMember } from '#domain/alert.ts';
import { factInReason } from '#domain/fact-words.ts';
import { endsInWords, type FindingEnd } from '#domain/finding-end.ts';
import { parseResourceId, resourceName } from '#domain/resource-id.ts';
import { countedResources } from '#domain/resource-noun.ts';
import { blindTitle } from './blind-title.ts';
import { claimsOf, resourcesOf, worstFirst } from './told-members.ts';

/** What a title is made of. */
export type Titled = Pick<Alert, 'kind' | 'cause' | 'members' | 'scansSeen'>;

/**
 * An alert in one line that a telephone can show: resource, fact, claim. `over`: as it ends; members that are over count only then.
 * `inner`: what the alerts speak of that it stands for, as far as it is at hand.
 */
export function titleOf(
  alert: Titled,
  phase: 'firing' | 'over',
  inner: readonly AlertMember[] = [],
): string {
  const isEnd = phase === 'over';
  const members = alert.members
    .filter((member) => isEnd || member.state !== 'over')
    .toSorted(worstFirst);
  const { cause } = alert;
  switch (cause.kind) {
    case 'monitor':
      return `${isEnd ? 'The fault of the monitor is over' : 'The monitor itself has a fault'}: ${inWords(cause.code)}`;
    case 'storm':
      return stormTitle(members, isEnd);
    case 'suspect':
      return suspectTitle(alert, cause.check, inner, isEnd);
    case 'flapping':
      return violationTitle(
        members,
        isEnd ? 'no longer breaks and mends in turn' : 'keeps breaking and mending',
      );
    case 'correlation':
    case 'operation':
    case 'scan':
      return violationTitle(members, isEnd ? endOf(members) : null);
    case 'left-scope':
      return violationTitle(members, isEnd ? endOf(members) : 'left the scope, still failing');
    case 'unreadable':
    case 'not-understood':
      return blindTitle(cause, members, isEnd);
    case 'owner': {
      const isSoon = !isEnd && members.every((one) => 'status' in one && one.status !== 'expired');
      const isDropped = isEnd && members.every(isNotAsked);
      const words = isSoon ? 'attestation ends soon' : ATTESTATION[phase];
      const matter = isDropped ? 'no longer claimed' : words;
      return `${cause.owner}: ${matter}${claimsIn(claimsOf(members))}`;
    }
    case 'document': {
      const words = alert.kind === 'expired' ? ATTESTATION : UNVERIFIED;
      const isDropped = isEnd && members.every(isNotAsked);
      const matter = isDropped ? 'no longer claimed' : words[phase];
      return `${cause.document}: ${matter}${claimsIn(claimsOf(members))}`;
    }
  }
}

function isNotAsked(member: AlertMember): boolean {
  return 'isNotAsked' in member;
}

const ATTESTATION = { firing: 'attestation missing or out of date', over: 'attested again' };
const UNVERIFIED = { firing: 'cannot be verified', over: 'can be verified again' };

/** How violations ended, by their names: only what was read to be good is restored. */
function endOf(members: readonly AlertMember[]): string {
  const ends = members.flatMap((member): FindingEnd[] =>
    member.kind === 'finding' && member.over !== null ? [member.over.because] : [],
  );
  return ends.length === 0 ? 'over' : endsInWords(ends);
}

/** `kv-flex-prod2: purge protection is off (flex.keys)`; `instead`: what is to be said of it, with the fact behind it. */
function violationTitle(members: readonly AlertMember[], instead: string | null): string {
  const findings = members.filter((member) => member.kind === 'finding');
  const [first] = findings;
  if (first === undefined) return instead ?? 'over';
  const facts = new Set(findings.map(factOf));
  const others = facts.size - 1;
  const fact = `${factOf(first)}${others > 0 ? `, and ${String(others)} more` : ''}`;
  const matter = instead === null ? fact : `${instead}, was: ${fact}`;
  return `${placeOf(findings)}: ${matter}${claimsIn(claimsOf(findings))}`;
}

function factOf({ words, finding }: FindingMember): string {
  return (words ?? factInReason(finding)).fact;
}

/** So long a name is shown whole: what it is that fails must be in sight too. */
const MOST_NAME = 32;

function placeOf(findings: readonly FindingMember[]): string {
  const ids = resourcesOf(findings);
  const [only = ''] = ids;
  if (ids.length > 1) return countedResources(ids.map((id) => parseResourceId(id)?.type ?? ''));
  const name = Array.from(resourceName(only));
  return name.length <= MOST_NAME
    ? name.join('')
    : `${name.slice(0, 15).join('')}…${name.slice(-16).join('')}`;
}

function claimsIn([first, ...others]: readonly ClaimWords[]): string {
  if (first === undefined) return '';
  return ` (${first.claim}${others.length > 0 ? ` and ${String(others.length)} more` : ''})`;
}

function stormTitle(members: readonly AlertMember[], isEnd: boolean): string {
  const [worst] = members;
  if (isEnd) return `All over: ${counted(members.length, 'alert')} of one storm`;
  const first = worst?.kind === 'attached' ? `, the worst: ${worst.title}` : '';
  return `Much at once: ${counted(members.length, 'alert')}${first}`;
}

/** Once it is no longer in doubt it is broken, and restored, like anything else. */
function suspectTitle(
  { scansSeen }: Titled,
  check: string,
  inner: readonly AlertMember[],
  isEnd: boolean,
): string {
  const isBelieved = scansSeen > 1;
  const findings = inner.filter((member) => member.kind === 'finding');
  // Those that were over earlier are no longer at hand, so that an end counts nothing.
  if (isEnd && !isBelieved) return `The monitor is no longer in doubt: ${check}`;
  if (isBelieved)
    return findings.length === 0
      ? `${isEnd ? 'Over' : 'Much fails at once'}: ${check}`
      : violationTitle(findings, isEnd ? endOf(findings) : null);
  const places = resourcesOf(findings).length;
  const many = places === 0 ? 'much' : counted(places, 'resource');
  return `Doubt the monitor first: ${check} fails for ${many} at once, and nobody is known to have changed anything`;
}

/** `DeliveryFailed:slack` as `delivery failed: slack`. */
function inWords(code: string): string {
  const [word = '', ...rest] = code.split(':');
  const words = word.replace(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return [words, ...rest].join(': ');
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
