import { ConfigurationError } from '#domain/errors.ts';
import { isDestination } from './egress.ts';

/**
 * The address without the slashes at its end. Throws a ConfigurationError, which does not name it, for one that is not https (or http
 * to this machine) or holds a user name, a password, a query or a fragment: paths are put behind it.
 */
export function checkedAddress(channel: string, address: string): string {
  if (!isDestination(address) || /[?#]/u.test(address)) {
    throw new ConfigurationError(
      'ALERT_CHANNEL_ADDRESS',
      `The address of channel ${channel} must begin with https:// and hold no user name, password, query or fragment.`,
    );
  }
  return address.replace(/\/+$/u, '');
}
