import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Workbench } from '#cli/workbench.ts';
import type { Check } from '#evaluation/check.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** What a verdict is made of besides the check: how types are translated, and what a trait's words mean. */
const KNOWLEDGE = ['src/resource-types/**/*.ts', 'src/traits/*.ts'] as const;

/**
 * A check's version is the digest of its source and of everything that is known of Azure: two scans used the same check when these
 * are equal.
 */
export function describeCheck(check: Check): ReturnType<Workbench['describeCheck']> {
  const sha256 = createHash('sha256')
    .update(readFileSync(resolve(ROOT, 'checks', `${check.id}.ts`)))
    .update(knowledge())
    .digest('hex');
  return { id: check.id, version: sha256.slice(0, 12), sha256 };
}

let known: string | undefined;

function knowledge(): string {
  known ??= KNOWLEDGE.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .sort()
    .map((file) => readFileSync(resolve(ROOT, file), 'utf8'))
    .join('\n');
  return known;
}
