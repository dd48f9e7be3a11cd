import { ConfigurationError } from '#domain/errors.ts';
import { type Instant, moveInstant, toInstant, toMilliseconds } from '#domain/instant.ts';

/** The instant that a word of the command line means: a date is its begin in UTC. Throws a ConfigurationError for anything else. */
export function instantOf(option: string, word: string): Instant {
  const milliseconds = toMilliseconds(word);
  if (milliseconds !== undefined) return toInstant(milliseconds);
  throw new ConfigurationError(
    'CLI_INSTANT',
    `${option} "${word}" is neither a date (2026-03-01) nor an instant (2026-03-01T08:00:00Z).`,
  );
}

/** The end that a word means: a date is the end of that day in UTC. */
export function endOf(option: string, word: string): Instant {
  const at = instantOf(option, word);
  return word.includes('T') ? at : (moveInstant(at, { months: 0, days: 1 }) ?? at);
}
