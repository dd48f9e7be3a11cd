/** `npm run generate` writes every generated file; with `--check` it compares and fails when one is out of date. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { claimMatrix } from './generate-claim-matrix.ts';
import { generatedFiles as configFiles } from './generate-config-schema.ts';
import { coveragePage } from './generate-coverage.ts';
import { checkPages, permissionsPage } from './generate-docs.ts';
import { forgottenOnePage } from './generate-forgotten-one.ts';
import { guessesPage } from './generate-guesses.ts';
import { questionRegistry, resourceTypeRegistry } from './generate-registries.ts';

// The registries come first: the pages are made from what they list.
const registries = [questionRegistry(), resourceTypeRegistry()];
const check = process.argv.includes('--check');
const stale: string[] = [];
settle(registries);
settle([
  ...configFiles(),
  ...(await checkPages()),
  await permissionsPage(),
  await claimMatrix(),
  await forgottenOnePage(),
  await coveragePage(),
  guessesPage(),
]);

if (stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(', ')}. Run: npm run generate\n`);
  process.exitCode = 1;
}

function settle(files: readonly { readonly path: string; readonly content: string }[]): void {
  for (const { path, content } of files) {
    const current = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (current === content) continue;
    if (check) {
      stale.push(path);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    process.stdout.write(`written: ${path}\n`);
  }
}
