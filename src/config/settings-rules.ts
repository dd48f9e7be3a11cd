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

/** An address of a state, of whatever kind. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//iu;
const POSTGRES = /^postgres(?:ql)?:\/\//iu;

/** The address of a state on PostgreSQL; undefined where the state is a directory. */
export function stateAddress(state: string): string | undefined {
  return POSTGRES.test(state) ? state : undefined;
}

/** The address without its password, to be shown. */
export function withoutPassword(address: string): string {
  return address
    .replace(/^([^/]*:\/\/[^/?#@:]*):[^/?#]*@/u, '$1@')
    .replace(/([?&])password=[^&#]*&?/gu, '$1');
}

/** An address must be one of PostgreSQL's, and its password never stands in a file. */
export function stateProblems(main: YamlSource, overrides: Overrides): ConfigurationProblem[] {
  const state = overrides.state ?? valueAt(main.value, ['state']);
  if (typeof state !== 'string' || !ADDRESS.test(state)) return [];
  const place =
    overrides.state === undefined
      ? { file: main.file, ...main.place(['state']) }
      : { file: 'POSTURE_STATE', line: 0, column: 0 };
  const problem = (found: string, expected: string): ConfigurationProblem[] => {
    const message = `state: ${found}; expected ${expected}`;
    return [{ ...place, path: 'state', found, expected, message }];
  };
  const url = URL.parse(state.replace('@/', '@localhost/'));
  if (!POSTGRES.test(state) || url === null)
    return problem(
      'an address that is none of PostgreSQL',
      'the path of a directory, or postgres://user@host/database',
    );
  const isOpen = url.password !== '' || url.searchParams.has('password');
  if (overrides.state !== undefined || !isOpen) return [];
  return problem(
    'an address with its password',
    'one without: the password in PGPASSWORD or in a file that PGPASSFILE names, or the whole address in POSTURE_STATE',
  );
}
