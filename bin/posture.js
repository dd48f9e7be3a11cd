#!/usr/bin/env node
// Plain JavaScript: a Node too old to read TypeScript must at least be able to say so, and one that finds all of the product in its
// compile cache need not load its stripper of types, which costs 30 MB.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// In the checkout and not in the machine's temporary folder, where another user could lay code of his own. Where it cannot be written,
// as in the image, every start compiles anew.
module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/posture', import.meta.url)));
try {
  await import('../src/main.ts');
} catch (error) {
  if (error?.code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw error;
  process.stderr.write(
    `posture: Node ${process.versions.node} is too old: start it as \`npx posture\`, which brings the right one, or put node_modules/.bin first on PATH [NODE_TOO_OLD]\n`,
  );
  process.exitCode = 3;
}
