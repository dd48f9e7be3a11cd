import { ConfigurationError } from '#domain/errors.ts';
import type { Secret } from '#domain/secret.ts';
import { createDestinations, type Destinations } from './destination.ts';
import { isDestination } from './egress.ts';
import type { PostSettings } from './post.ts';

/** A receiver whose address is all that it takes to post to it. */
export interface AddressSettings extends PostSettings {
  readonly name: string;
  /** `https:`; `http:` on loopback alone. */
  readonly url: Secret;
  /** Addresses that still work, for the ends of alerts whose beginning went there. */
  readonly previousUrls: readonly Secret[];
  /** It wakes somebody. */
  readonly pages: boolean;
}

/** The addresses by version. Throws a ConfigurationError for one that nothing may be sent to; it does not say the address. */
export function addressesOf(
  settings: Pick<AddressSettings, 'name' | 'url' | 'previousUrls'>,
): Destinations<string> {
  const addresses = [settings.url, ...settings.previousUrls].map((url) => url.reveal());
  for (const address of addresses) checkAddress(settings.name, address);
  return createDestinations(addresses, (address) => [address]);
}

/** Throws a ConfigurationError for an address that nothing may be sent to; it does not say the address. */
export function checkAddress(name: string, address: string): void {
  if (isDestination(address)) return;
  throw new ConfigurationError(
    'ALERT_WEBHOOK_ADDRESS',
    `The address of channel ${name} must begin with https:// and hold no user name or password.`,
  );
}
