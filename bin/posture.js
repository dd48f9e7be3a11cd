#!/usr/bin/env node
// Plain JavaScript, because a Node that cannot read TypeScript must at least be able to say so.
try {
  await import('../src/main.ts');
} catch (error) {
  if (error?.code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw error;
  process.stderr.write(
    `posture: Node ${process.versions.node} is too old: start it as \`npx posture\`, which brings the right one, or put node_modules/.bin first on PATH [NODE_TOO_OLD]\n`,
  );
  process.exitCode = 3;
}
