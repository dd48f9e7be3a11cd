import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Workbench } from '#cli/workbench.ts';
import type { Check } from '#evaluation/check.ts';

const CHECKS_FOLDER = resolve(import.meta.dirname, '../checks');
const SERVICE_FOLDERS = [
  'application-insights',
  'key-vault',
  'location',
  'recovery-services',
  'scope',
  'sql',
  'storage',
] as const;

/** A check's version is the digest of its source: two scans used the same check when these are equal. */
export function describeCheck(check: Check): ReturnType<Workbench['describeCheck']> {
  const folder =
    SERVICE_FOLDERS.find((service) => existsSync(join(CHECKS_FOLDER, service, `${check.id}.ts`))) ??
    '';
  const sha256 = createHash('sha256')
    .update(readFileSync(join(CHECKS_FOLDER, folder, `${check.id}.ts`)))
    .digest('hex');
  return { id: check.id, version: sha256.slice(0, 12), sha256 };
}
