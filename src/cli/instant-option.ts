import { ConfigurationError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { endOfDay, readInstant } from '#domain/written-instant.ts';

/** Where local time is that of the configuration's schedules. */
interface Zoned {
  readonly schedules: { readonly timezone: string };
}

/** The instant that a word of the command line means: a date is its begin in the configured zone. Throws a ConfigurationError for anything else. */
export function instantOf(option: string, word: string, { schedules }: Zoned): Instant {
  return read(option, word, schedules.timezone).instant;
}

/** The end that a word means: a date is the end of that day in the configured zone. */
export function endOf(option: string, word: string, { schedules }: Zoned): Instant {
  const { instant, isDay } = read(option, word, schedules.timezone);
  return isDay ? endOfDay(instant, schedules.timezone) : instant;
}

function read(option: string, word: string, timeZone: string) {
  const found = readInstant(word, timeZone);
  if ('instant' in found) return found;
  throw new ConfigurationError('CLI_INSTANT', `${option} "${word}" ${found.problem}.`);
}
