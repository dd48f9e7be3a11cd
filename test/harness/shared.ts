import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..', 'shared');

/** Where the material is that we did not write (type definitions, recordings, schemas); not part of a user's clone. */
export function sharedPath(...parts: string[]): string {
  return join(process.env['POSTURE_SHARED'] ?? ROOT, ...parts);
}

/** False in a user's clone: tests that need the material are left out there and say so in their title. */
export const sharedIsHere: boolean = existsSync(sharedPath('arm-types', 'index.json'));
