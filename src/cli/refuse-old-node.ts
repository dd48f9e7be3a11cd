/**
 * Ends the process with 3 and one sentence when the Node that runs it is older than `range` (">=24.15") allows: it could parse some of
 * our files and not others, and would say so with a stack of its own.
 */
export function refuseOldNode(range: string): void {
  const { node: found } = process.versions;
  const [wanted = ''] = /\d.*/u.exec(range) ?? [];
  if (!isOlder(found, wanted)) return;
  process.stderr.write(
    `posture: Node ${found} is too old, it needs ${wanted} or later: start it as \`npx posture\`, which brings the right one, or put node_modules/.bin first on PATH [NODE_TOO_OLD]\n`,
  );
  process.exit(3);
}

function isOlder(found: string, wanted: string): boolean {
  const [foundMajor = 0, foundMinor = 0] = found.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return foundMajor < wantedMajor || (foundMajor === wantedMajor && foundMinor < wantedMinor);
}
