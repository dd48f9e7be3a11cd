import type { Terminal } from './workbench.ts';

/** Colour only on a terminal, and never against NO_COLOR (https://no-color.org: present and not empty). */
export function wantsColour(
  { stdout }: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const refused = environment['NO_COLOR'];
  return (
    stdout.isTTY === true &&
    (refused === undefined || refused === '') &&
    environment['TERM'] !== 'dumb'
  );
}
