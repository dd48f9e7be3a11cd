import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A file that is made from the tree and compared with what is committed. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** The registry of all questions: one per file `checks/<check-id>.ts`, exported under the id in camel case. */
export function questionRegistry(): GeneratedFile {
  const files = globSync('checks/*.ts')
    .filter((file) => !file.endsWith('.generated.ts'))
    .sort();
  return registry(
    'checks/questions.generated.ts',
    'Question',
    '#traits/define-check.ts',
    'QUESTIONS',
    files,
    './',
  );
}

/** The registry of all resource types: every file of `src/resource-types/<provider>` that declares one. */
export function resourceTypeRegistry(): GeneratedFile {
  const files = globSync('src/resource-types/*/*.ts')
    .filter((file) => readFileSync(file, 'utf8').includes('= defineResourceType('))
    .sort();
  return registry(
    'src/resource-types/registry.generated.ts',
    'ResourceType',
    './define-resource-type.ts',
    'RESOURCE_TYPES',
    files,
    './',
  );
}

function registry(
  path: string,
  type: string,
  typeFrom: string,
  name: string,
  files: readonly string[],
  prefix: string,
): GeneratedFile {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const entries = files.map((file) => ({
    name: declaredName(file),
    from: `${prefix}${file.slice(folder.length)}`,
  }));
  const imports = [
    { from: typeFrom, line: `import type { ${type} } from '${typeFrom}';` },
    ...entries.map((entry) => ({
      from: entry.from,
      line: `import { ${entry.name} } from '${entry.from}';`,
    })),
  ];
  const lines = [
    '// Written by `npm run generate`; never edited.',
    ...imports.map(({ line }) => line),
    '',
    `/** Every ${type.toLowerCase()} of the product. */`,
    `export const ${name}: readonly ${type}[] = [`,
    ...entries.map((entry) => `  ${entry.name},`),
    '];',
    '',
  ];
  return { path, content: lines.join('\n') };
}

/** What the file declares; else the name that its own name asks for. */
function declaredName(file: string): string {
  const text = readFileSync(file, 'utf8');
  const match = /export const (\w+)(?:: \w+)? = define(?:ResourceType|Check)\(/u.exec(text);
  return match?.[1] ?? exportName(file);
}

function exportName(file: string): string {
  return basename(file, '.ts').replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
