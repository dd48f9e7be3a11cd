import type { Content } from './hashed-file.ts';

/** Name of the list in a snapshot; it names every file but itself. */
export const SUMS_FILE = 'SHA256SUMS';

/** The list as `sha256sum -c` reads it: sorted by path, LF, text form. */
export function formatSums(
  files: readonly (Pick<Content, 'sha256'> & { readonly path: string })[],
): string {
  const lines = files.map((file) => `${file.sha256}  ${file.path}\n`);
  return lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('');
}

/** What the list says by path, and everything in it that we would not have written. */
export function parseSums(text: string): {
  readonly sums: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
} {
  const sums = new Map<string, string>();
  const problems: string[] = [];
  if (text.includes('\r')) problems.push('has a carriage return: lines must end with LF alone');
  if (!text.endsWith('\n'))
    problems.push('does not end with a line feed: it may have been cut off');
  let previous = '';
  for (const line of text.replace(/\n$/u, '').split('\n')) {
    const match = /^(?<sha256>[0-9a-f]{64}) {2}(?<path>[^\r]+)$/u.exec(line.replace(/\r$/u, ''));
    const { sha256, path } = match?.groups ?? {};
    if (sha256 === undefined || path === undefined) {
      problems.push(`has a line that is no sum: ${JSON.stringify(line.slice(0, 120))}`);
      continue;
    }
    if (!isSafePath(path))
      problems.push(`names a path that leaves the snapshot: ${JSON.stringify(path)}`);
    else if (sums.has(path)) problems.push(`names ${path} twice`);
    else if (path < previous) problems.push(`is not sorted at ${path}`);
    previous = path;
    if (isSafePath(path)) sums.set(path, sha256);
  }
  return { sums, problems };
}

/** Whether a path is relative, stays inside, and means the same on every system: plain names divided by `/`. */
export function isSafePath(path: string): boolean {
  return (
    path.length <= 400 &&
    path
      .split('/')
      .every((name) => /^[A-Za-z0-9_][A-Za-z0-9._@-]*$/u.test(name) && !name.endsWith('.'))
  );
}
