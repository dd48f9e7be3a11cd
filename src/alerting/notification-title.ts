import type { Alert, AlertMember, ClaimWords } from '#domain/alert.ts';
import { resourceName } from '#domain/resource-id.ts';
import { claimsOf, resourcesOf, worstFirst } from './told-members.ts';

/** What a title is made of. */
export type Titled = Pick<Alert, 'kind' | 'cause' | 'members' | 'scansSeen'>;

/**
 * An alert in one line, in the words of the claim; `over`: as it ends. Members that are over count only then. `inner`: what the
 * alerts speak of that it stands for, as far as it is at hand.
 */
export function titleOf(
  alert: Titled,
  phase: 'firing' | 'over',
  inner: readonly AlertMember[] = [],
): string {
  const members = alert.members
    .filter((member) => phase === 'over' || member.state !== 'over')
    .toSorted(worstFirst);
  const { cause } = alert;
  switch (cause.kind) {
    case 'monitor': {
      const words =
        phase === 'over' ? 'The fault of the monitor is over' : 'The monitor itself has a fault';
      return `${words}: ${inWords(cause.code)}`;
    }
    case 'storm':
      return stormTitle(members, phase);
    case 'suspect':
      return suspectTitle(alert, cause.check, inner, phase);
    case 'correlation':
    case 'operation':
    case 'scan':
    case 'unreadable':
    case 'not-understood':
    case 'document':
    case 'flapping': {
      const words = (phase === 'over' ? OVER : FIRING)[alert.kind];
      return `${words}${claimIn(claimsOf(members))}${placeOf(alert, resourcesOf(members))}`;
    }
  }
}

const FIRING = {
  violation: 'Broken',
  blind: 'Cannot be verified',
  expired: 'Attestation missing or out of date',
  flapping: 'Keeps breaking and mending',
  storm: 'Much at once',
  suspect: 'Doubt the monitor first',
};
const OVER = {
  violation: 'Restored',
  blind: 'Can be verified again',
  expired: 'Attested again',
  flapping: 'No longer breaks and mends in turn',
  storm: 'All over',
  suspect: 'No longer in doubt',
};

function stormTitle(members: readonly AlertMember[], phase: 'firing' | 'over'): string {
  const [worst] = members;
  if (phase === 'over') return `All over: ${counted(members.length, 'alert')} of one storm`;
  const first = worst?.kind === 'attached' ? `, the worst: ${worst.title}` : '';
  return `Much at once: ${counted(members.length, 'alert')}${first}`;
}

/** Once it is no longer in doubt it is broken, and restored, like anything else. */
function suspectTitle(
  { scansSeen }: Titled,
  check: string,
  inner: readonly AlertMember[],
  phase: 'firing' | 'over',
): string {
  const claim = claimIn(claimsOf(inner)) || `: ${check}`;
  const places = resourcesOf(inner).length;
  const many = places === 0 ? 'much' : counted(places, 'resource');
  const isBelieved = scansSeen > 1;
  // Those that were over earlier are no longer at hand, so that an end counts nothing.
  if (phase === 'over')
    return isBelieved ? `Restored${claim}` : `The monitor is no longer in doubt: ${check}`;
  return isBelieved
    ? `Broken${claim} (${many} at once)`
    : `Doubt the monitor first: ${check} fails for ${many} at once, and nobody is known to have changed anything`;
}

function claimIn(claims: readonly ClaimWords[]): string {
  const [first] = claims;
  if (first === undefined) return '';
  const others = claims.length - 1;
  const further = others > 0 ? `, and ${counted(others, 'more claim')}` : '';
  // A claim is a sentence: its full stop would end the title in the middle.
  return `: ${first.summary.replace(/\.$/u, '')}${further}`;
}

function placeOf({ cause }: Titled, resources: readonly string[]): string {
  const [only] = resources;
  if (only !== undefined)
    return ` (${resources.length === 1 ? resourceName(only) : counted(resources.length, 'resource')})`;
  switch (cause.kind) {
    case 'unreadable':
      return ` (${cause.code}${inSubscription(cause.subscriptionId)})`;
    case 'not-understood':
      return ` (${cause.check}${inSubscription(cause.subscriptionId)})`;
    case 'document':
      return ` (${cause.document})`;
    case 'correlation':
    case 'operation':
    case 'scan':
    case 'monitor':
    case 'flapping':
    case 'storm':
    case 'suspect':
      return '';
  }
}

/** A page is in no subscription. */
function inSubscription(id: string): string {
  return id === '' ? '' : ` in subscription ${id}`;
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
