import type { Alert } from '#domain/alert.ts';
import { ConfigurationError } from '#domain/errors.ts';
import type { StateReader } from '#domain/state-store.ts';

/** How far back a shortened id is looked for. */
const NEWEST = 1000;

/** The one of these ids that is, or begins with, what was given; throws a ConfigurationError when there is none, or more than one. */
export function pickId(ids: readonly string[], given: string, what: string): string {
  if (ids.includes(given)) return given;
  const found = given === '' ? [] : ids.filter((id) => id.startsWith(given));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw new ConfigurationError(
    first === undefined ? 'CLI_UNKNOWN_ID' : 'CLI_AMBIGUOUS_ID',
    first === undefined
      ? `There is no ${what} "${given}"; posture alerts list --all names them.`
      : `"${given}" begins the ids of ${String(found.length)} ${what}s: ${found.slice(0, 5).join(', ')}; write more of it.`,
  );
}

/** The alert that is meant; throws a ConfigurationError when it is not known, or more than one may be meant. */
export async function findAlert(state: StateReader, given: string): Promise<Alert> {
  const exact = await state.alert(given);
  if (exact !== undefined) return exact;
  const known = await state.recentAlerts(NEWEST);
  // An open alert may be older than any number of newer ones.
  const all = new Map([...known, ...(await state.openAlerts())].map((one) => [one.id, one]));
  const alert = all.get(pickId([...all.keys()], given, 'alert'));
  if (alert === undefined) throw new TypeError('an id was picked that is not there');
  return alert;
}
