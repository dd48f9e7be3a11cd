import { join, resolve } from 'node:path';
import { DEFAULT_CONFIGURATION, type Overrides } from './environment-overrides.ts';
import { stateAddress, withoutPassword } from './settings-rules.ts';
import type { SourceReader } from './source-reader.ts';

/**
 * How the program is called where the service runs, so that a command on a page can be run as it is printed: as configured, else
 * `posture` where that is on the PATH, as in the image, else `npx posture`, as in a checkout. With `--config` where the service was
 * started with another file than the usual one.
 */
export function printedCommand(
  said: string | undefined,
  file: string,
  { path, state }: Pick<Overrides, 'path' | 'state'>,
  reader: Pick<SourceReader, 'text'>,
): string {
  const isInstalled = folders(path).some(
    (folder) => reader.text(join(folder, 'posture')) !== undefined,
  );
  const place = state === undefined ? undefined : stateAddress(state);
  const shown = place === undefined ? resolve(state ?? '') : withoutPassword(place);
  // In the image every shell has the service's own environment; in a checkout a variable may have been set for it alone.
  const inState = state === undefined || isInstalled ? '' : `POSTURE_STATE=${word(shown)} `;
  const program = said ?? (isInstalled ? 'posture' : `${inState}npx posture`);
  const isUsual = resolve(file) === resolve(DEFAULT_CONFIGURATION);
  return isUsual || / --config[ =]/u.test(program)
    ? program
    : `${program} --config ${word(resolve(file))}`;
}

/** Not what npm puts there for the programs that it starts: in no other shell is it there. */
function folders(path: string): readonly string[] {
  return path
    .split(':')
    .filter(
      (folder) => folder.startsWith('/') && !/\/node_modules\/|\/node-gyp-bin$/u.test(`${folder}/`),
    );
}

/** For a POSIX shell. */
function word(text: string): string {
  return /^[\w./-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
