import type { Cell } from '#traits/cell.ts';
import { andThen, notSaid, type Said } from '#traits/said.ts';

/**
 * The value of a server parameter that is in force: not one that waits for a restart. Texts, whose letter case differs between engines and
 * versions (`on`, `ON`). Source: flexibleServers/configurations `value`, `isConfigPendingRestart`; MySQL alone has `currentValue`.
 */
export function parameter(parameters: Cell, name: string): Said<Cell> {
  return andThen(parameters.list(), (rows): Said<Cell> => {
    const row = rows.find((one) => {
      const own = one.at('name').text();
      return own.said && own.value.toLowerCase() === name;
    });
    if (row === undefined) return notSaid(`Azure lists no parameter ${name}`, parameters.from);
    const value = row.at('properties/value');
    const text = value.text();
    if (!text.said) return text;
    const pending = isPending(row);
    if (pending.said && !pending.value) return value.means(value);
    return pending.said
      ? value.notUnderstood(
          `${name} is to be ${text.value} after a restart: what holds until then is not said`,
        )
      : pending;
  });
}

function isPending(row: Cell): Said<boolean> {
  const current = row.at('properties/currentValue').optionalText();
  const value = row.at('properties/value').text();
  if (!current.said) return current;
  if (current.value !== null && value.said && current.value !== value.value) {
    return row.at('properties/currentValue').means(true);
  }
  // PostgreSQL sends a boolean, MySQL the words `True` and `False`.
  const flag = row.at('properties/isConfigPendingRestart');
  const word = flag.text();
  if (word.said) return flag.oneOf({ True: true, False: false });
  return flag.oneOf(
    { true: true, false: false },
    { means: false, source: 'configurations: left out by versions before 2023 (recorded)' },
  );
}

/** A switch among the parameters. */
export function isOn(parameters: Cell, name: string): Said<boolean> {
  return andThen(parameter(parameters, name), (value) => value.oneOf({ on: true, off: false }));
}
