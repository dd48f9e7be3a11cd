import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Check } from '#evaluation/check.ts';
import type { Break, ResourceType } from '#resource-types/define-resource-type.ts';
import type { GeneratedFile } from './generate-registries.ts';

const PATH = 'docs/claim-matrix.md';
/** What stands from here on is written by a test, which has to scan for it. */
export const END_TO_END = '## From end to end';

/** Which way to break a resource makes which questions fail, and which claims of the four statements ask them, from the types' files. */
export async function claimMatrix(): Promise<GeneratedFile> {
  const [{ QUESTIONS }, { RESOURCE_TYPES }, { createChecks }, { readConfiguration }] =
    await Promise.all([
      import('#checks/questions.generated.ts'),
      import('#resource-types/registry.generated.ts'),
      import('#evaluation/create-checks.ts'),
      import('#config/read-configuration.ts'),
    ]);
  const checks = createChecks(QUESTIONS, RESOURCE_TYPES);
  const file = resolve(import.meta.dirname, '../config/simulated.yaml');
  const read = readConfiguration({ file, environment: {}, checks });
  if (!('configuration' in read)) throw new Error(read.problems.map((p) => p.message).join('\n'));
  const uses = read.configuration.documents.flatMap(({ statement }) =>
    statement.claims.flatMap(({ id, verify }) => verify.map((use) => ({ claim: id, ...use }))),
  );
  const types = RESOURCE_TYPES.toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const claimsOf = ({ type }: ResourceType, ids: readonly string[]): readonly string[] => [
    ...new Set(
      uses
        .filter(({ check }) => ids.includes(check))
        .filter((use) => isAsked(checks, use.check, type, use.with))
        .map(({ claim }) => claim),
    ),
  ];
  const lines = [
    '# Which breakage breaks which claims',
    '',
    '## By trait and type',
    '',
    'Written by `npm run generate` from the `breaks` of the resource types. `test/resource-types/good-and-breaks.test.ts` tries each on a good',
    'resource: exactly these questions fail, exactly these no longer know, and every question that a good one passes is failed by one of them.',
    '',
    ...grid(types, checks),
    '',
    '| type | breakage | trait | questions that fail | questions that no longer know | claims that ask them |',
    '| --- | --- | --- | --- | --- | --- |',
    ...types.flatMap((type) =>
      type.breaks.map((one) => {
        const { breaks, blinds = [] } = one;
        const traits = traitsOf(checks, one);
        const claims = claimsOf(type, [...breaks, ...blinds]);
        const cells = [traits, breaks, blinds, claims].map((list) => list.toSorted().join('<br>'));
        return `| ${type.type} | ${one.as} | ${cells.join(' | ')} |`;
      }),
    ),
    '',
  ];
  return { path: PATH, content: [lines.join('\n'), writtenByTest()].join('\n') };
}

/** How many breakages of each trait a type has. */
function grid(types: readonly ResourceType[], checks: readonly Check[]): readonly string[] {
  const traits = [...new Set(types.flatMap((type) => Object.keys(type.traits)))].toSorted();
  return [
    `| type | ${traits.join(' | ')} |`,
    `| --- |${' --- |'.repeat(traits.length)}`,
    ...types.map((type) => {
      const told = new Map(Object.entries(type.traits));
      const cells = traits.map((trait) => {
        const said = told.get(trait);
        if (said === undefined) return '';
        if ('always' in said) return 'always';
        if ('beside' in said) return 'beside';
        if ('withParent' in said) return 'with parent';
        return String(type.breaks.filter((one) => traitsOf(checks, one).includes(trait)).length);
      });
      return `| ${type.type} | ${cells.join(' | ')} |`;
    }),
  ];
}

function traitsOf(checks: readonly Check[], { breaks, blinds = [] }: Break): readonly string[] {
  const touched = new Set([...breaks, ...blinds]);
  return [...new Set(checks.filter(({ id }) => touched.has(id)).map(({ family }) => family))];
}

/** A claim may narrow what its question speaks of. */
function isAsked(checks: readonly Check[], id: string, type: string, given: unknown): boolean {
  const check = checks.find((one) => one.id === id);
  return check?.speaksOf(type.toLowerCase(), given) ?? false;
}

function writtenByTest(): string {
  const page = existsSync(PATH) ? readFileSync(PATH, 'utf8') : '';
  const start = page.indexOf(END_TO_END);
  return start === -1 ? `${END_TO_END}\n` : page.slice(start);
}
