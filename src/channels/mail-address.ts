import type { LookupAddress } from 'node:dns';
import { addressNotAllowed, type EgressRules, isAllowedAddress, type Resolve } from './egress.ts';

/** This machine, as it may be written for a mail server. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether a mail server's name is that of this machine: always allowed, and the one place where nothing need be encrypted. */
export function isThisMachine(host: string): boolean {
  return LOOPBACK.has(host);
}

/**
 * The address to connect to for a mail server's name: what was checked is what is connected to. Of several the first of IPv4, which
 * every network speaks. Rejects with the resolver's error, or with ADDRESS_NOT_ALLOWED where none of them may be connected to.
 */
export async function mailAddress(
  host: string,
  rules: EgressRules,
  resolve: Resolve,
): Promise<string> {
  if (isThisMachine(host)) return host;
  const found = Promise.withResolvers<readonly LookupAddress[]>();
  resolve(host, (error, addresses) => {
    if (error === null) found.resolve(addresses);
    else found.reject(error);
  });
  const allowed = (await found.promise).filter(({ address }) => isAllowedAddress(address, rules));
  const chosen = allowed.find(({ family }) => family === 4) ?? allowed[0];
  if (chosen === undefined) throw addressNotAllowed();
  return chosen.address;
}
