import { COVERAGE, type CoverageLine } from './coverage-lines.ts';
import type { GeneratedFile } from './generate-registries.ts';

/** What is covered of what scanners read and statements claim: by which type's file and which question, or why it is not. */
export async function coveragePage(): Promise<GeneratedFile> {
  const [{ QUESTIONS }, { RESOURCE_TYPES }] = await Promise.all([
    import('#checks/questions.generated.ts'),
    import('#resource-types/registry.generated.ts'),
  ]);
  const files = new Map(RESOURCE_TYPES.map(({ type }) => [type.toLowerCase(), type]));
  const asked = new Set(QUESTIONS.map(({ id }) => id));
  const row = ({ what, types = [], checks = [], why = '' }: CoverageLine): string => {
    const named = types.map((type) =>
      files.has(type.toLowerCase()) ? `[${type}](resource-types/${pageOf(type)})` : `${type} ¹`,
    );
    const questions = checks.map((id) => (asked.has(id) ? `[${id}](checks/${id}.md)` : `${id} ²`));
    return `| ${what} | ${named.join('<br>')} | ${questions.join('<br>')} | ${why} |`;
  };
  const table = (lines: readonly CoverageLine[]): readonly string[] => [
    '| what | said by | asked by | why not, or not wholly |',
    '| --- | --- | --- | --- |',
    ...lines.map(row),
    '',
  ];
  const lines = [
    '# What is covered',
    '',
    'Written by `npm run generate` from `tools/coverage-lines.ts`. Line by line what the best-known scanners read together, and the open field: what',
    'none of them reads and statements claim. [The forgotten one](forgotten-one.md) shows what each type comes to.',
    '',
    '¹ The type has no file: its region is judged, and whatever else may bear on it is unverified, by name; or it holds and carries nothing.<br>',
    '² The question is planned: a claim that asks it is unverified.',
    '',
    ...COVERAGE.flatMap(({ family, lines: known, open }) => [
      `## ${family}`,
      '',
      ...(known.length === 0 ? [] : table(known)),
      ...(open.length === 0 ? [] : ['**Open field**', '', ...table(open)]),
    ]),
  ];
  return { path: 'docs/coverage.md', content: lines.join('\n') };
}

/** As the pages of the types are called. */
function pageOf(type: string): string {
  return `${type
    .replace(/^microsoft\./iu, '')
    .replaceAll('/', '-')
    .toLowerCase()}.md`;
}
