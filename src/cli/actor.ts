import { userInfo } from 'node:os';
import { ConfigurationError } from '#domain/errors.ts';

/** Who does it: as said, or the operating system's user. */
export function actor(by: string | undefined): string {
  const said = by?.trim();
  if (said === '') throw new ConfigurationError('CLI_BAD_OPTION', '--by names nobody.');
  if (said !== undefined) return said;
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number for which its system has no name.
    return `uid ${String(process.getuid?.() ?? 'unknown')}`;
  }
}
