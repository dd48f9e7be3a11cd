import { valueAt } from './check-shape.ts';
import type { Overrides } from './environment-overrides.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** Alerts and their delivery are known by the channel's name. */
export function repeatedChannels(main: YamlSource): ConfigurationProblem[] {
  const channels = valueAt(main.value, ['alerts', 'channels']);
  if (!Array.isArray(channels)) return [];
  const names = channels.map((channel: unknown) =>
    valueAt(channel, ['type']) === 'log' ? 'log' : valueAt(channel, ['name']),
  );
  return names.flatMap((name, index) => {
    if (typeof name !== 'string' || names.indexOf(name) === index) return [];
    const path = ['alerts', 'channels', index];
    const message = `${formatPath(path)}: there is already a channel ${JSON.stringify(name)}`;
    return [
      {
        file: main.file,
        ...main.place(path),
        path: formatPath(path),
        found: JSON.stringify(name),
        expected: 'a name that no other channel has',
        message,
      },
    ];
  });
}

/** The store on PostgreSQL comes with several replicas; until then an address must not be taken for a directory's name. */
export function stateProblems(main: YamlSource, overrides: Overrides): ConfigurationProblem[] {
  const state = overrides.state ?? valueAt(main.value, ['state']);
  if (typeof state !== 'string' || !/^[a-z][a-z0-9+.-]*:\/\//iu.test(state)) return [];
  const expected = 'the path of a directory';
  const message = `state: a store at an address (PostgreSQL) is not supported yet; expected ${expected} for the embedded store`;
  const place =
    overrides.state === undefined
      ? { file: main.file, ...main.place(['state']) }
      : { file: 'POSTURE_STATE', line: 0, column: 0 };
  return [{ ...place, path: 'state', found: 'an address', expected, message }];
}
