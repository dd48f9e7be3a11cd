import type { ClaimStatus } from '#domain/status.ts';
import { visibleText } from '#domain/visible-text.ts';

/** Namespace of our own properties in OSCAL. */
const OSCAL_NAMESPACE = 'urn:azure-posture-monitor:ns:oscal';

/** Only what was verified or vouched for is satisfied. Source: OSCAL 1.2.1, finding-target. */
export const TARGET_STATUS: Readonly<
  Record<
    ClaimStatus,
    { readonly state: 'satisfied' | 'not-satisfied'; readonly reason: 'pass' | 'fail' | 'other' }
  >
> = {
  holds: { state: 'satisfied', reason: 'pass' },
  attested: { state: 'satisfied', reason: 'pass' },
  broken: { state: 'not-satisfied', reason: 'fail' },
  unverified: { state: 'not-satisfied', reason: 'other' },
  expired: { state: 'not-satisfied', reason: 'other' },
  vacuous: { state: 'not-satisfied', reason: 'other' },
  excepted: { state: 'not-satisfied', reason: 'other' },
  reported: { state: 'not-satisfied', reason: 'other' },
};

/** Text for OSCAL's one-line and string types: not empty, no white space around it, no invisible characters. */
export function oscalText(text: string): string {
  const visible = visibleText(text).trim();
  return visible === '' ? '-' : visible;
}

/** A name for OSCAL's token type: begins with a letter or underscore, then letters, digits, `.`, `-`, `_`. */
export function oscalToken(text: string): string {
  const token = text.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  return /^[\p{L}_]/u.test(token) ? token : `_${token}`;
}

/** A property of ours. */
export function oscalProperty(name: string, value: string) {
  return { name, ns: OSCAL_NAMESPACE, value: oscalText(value) };
}

/** The member under its name, or nothing where the list is empty: OSCAL has no empty lists. */
export function unlessEmpty<K extends string, T>(
  name: K,
  list: readonly T[],
): { [name in K]?: readonly T[] } {
  // A computed member's name is known to the compiler as string alone.
  return list.length === 0 ? {} : ({ [name]: list } as { [name in K]: readonly T[] });
}
