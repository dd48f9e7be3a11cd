import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** A type that holds data and answers clients, with these traits. */
function typeWith(traits: string): string {
  return `import { defineResourceType } from '#resource-types/define-resource-type.ts';
import { always, beside } from '#traits/trait.ts';

const word = always('It is so', 'https://learn.microsoft.com/azure', '2026-11-28');
const none = beside('it has none');
export const thing = defineResourceType({
  type: 'Microsoft.Cache/redis',
  holds: 'cache',
  serves: 'clients',
  reads: {},
  traits: { ${traits} },
  mend: {},
  good: { id: '/', bodies: {} },
  breaks: [],
  leaves: {},
});
void [word, none];
`;
}

/** What the compiler says of files of the tree, by their names. */
function compiled(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(ROOT, 'test/resource-types/.compiled-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(ROOT, 'tsconfig.json'),
        compilerOptions: { noEmit: true, incremental: false },
        include: Object.keys(files),
      }),
    );
    const compiler = join(ROOT, 'node_modules/.bin/tsc');
    execFileSync(compiler, ['-p', folder], { encoding: 'utf8', cwd: ROOT, stdio: 'pipe' });
    return '';
  } catch (error) {
    const { stdout } = error as { readonly stdout?: unknown };
    if (typeof stdout === 'string' && stdout !== '') return stdout;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ALL: Readonly<Record<string, string>> = {
  places: 'none',
  encryption: 'word',
  backups: 'none',
  logs: 'none',
  endpoints: 'word',
};

describe('a data store about which something was forgotten', () => {
  it('is refused by the compiler, whatever it was; with everything it is not', () => {
    const without = (missing: string): string =>
      typeWith(
        Object.entries(ALL)
          .filter(([name]) => name !== missing)
          .map(([name, value]) => `${name}: ${value}`)
          .join(', '),
      );
    const files = Object.fromEntries(
      ['nothing', ...Object.keys(ALL)].map((missing) => [`${missing}.ts`, without(missing)]),
    );

    const errors = compiled(files)
      .split(/^(?=\S)/mu)
      .filter((block) => block.includes('error TS'));

    expect(errors).toHaveLength(Object.keys(ALL).length);
    for (const missing of Object.keys(ALL)) {
      const own = errors.filter((block) => block.includes(`${missing}.ts`));
      expect(own.join(), missing).toContain(`'${missing}' is missing`);
    }
  });
});
