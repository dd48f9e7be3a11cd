import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { sharedPath } from '../harness/shared.ts';

interface Violation {
  readonly severity: string;
  readonly path: string;
  readonly message: string;
}

/** What Microsoft's type definitions say of answers. Needs ../shared. */
export interface ArmContract {
  /** The api-versions that are known of a type, oldest first; none for an unknown type. */
  versionsOf(type: string): string[];
  /** What is wrong with a body, in words; empty when it conforms. Throws for a type or version that is not known. */
  errorsIn(type: string, version: string, body: unknown): string[];
}

/** Loads the checker that stands beside the type definitions. */
export async function loadArmContract(): Promise<ArmContract> {
  const url = pathToFileURL(sharedPath('arm-types', 'check-arm-body.mjs')).href;
  const checker = await import(/* @vite-ignore */ url);
  const index: { types: Record<string, { versions: Record<string, unknown> }> } = JSON.parse(
    readFileSync(sharedPath('arm-types', 'index.json'), 'utf8'),
  );
  const byLowerCase = new Map(
    Object.entries(index.types).map(([type, entry]) => [type.toLowerCase(), entry]),
  );
  return {
    versionsOf: (type) => Object.keys(byLowerCase.get(type.toLowerCase())?.versions ?? {}).sort(),
    errorsIn: (type, version, body) => {
      const loaded = checker.load(type, version);
      if (loaded.error !== undefined) throw new Error(loaded.error);
      const violations: Violation[] = checker.check(loaded.schema, body);
      return violations
        .filter(({ severity }) => severity === 'error')
        .map(({ path, message }) => `${type} ${version} ${path} ${message}`);
    },
  };
}
