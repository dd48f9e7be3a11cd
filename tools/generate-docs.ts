import { z } from 'zod';
import type { Check } from '#evaluation/check.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import type { GeneratedFile } from './generate-registries.ts';

/** One page per check and per resource type, and an index of each, made from what they declare. */
export async function checkPages(): Promise<readonly GeneratedFile[]> {
  const [{ QUESTIONS }, { RESOURCE_TYPES }, { createChecks }] = await Promise.all([
    import('#checks/questions.generated.ts'),
    import('#resource-types/registry.generated.ts'),
    import('#evaluation/create-checks.ts'),
  ]);
  const checks = createChecks(QUESTIONS, RESOURCE_TYPES);
  return [
    { path: 'docs/checks/README.md', content: index(checks) },
    ...checks.map((check) => ({ path: `docs/checks/${check.id}.md`, content: page(check) })),
    { path: 'docs/resource-types/README.md', content: typeIndex(RESOURCE_TYPES) },
    ...RESOURCE_TYPES.map((type) => ({
      path: `docs/resource-types/${fileOf(type)}`,
      content: typePage(type, checks),
    })),
  ];
}

/** The ARM actions behind every read. */
export async function permissionsPage(): Promise<GeneratedFile> {
  const [{ readsOf }, { RESOURCE_TYPES }] = await Promise.all([
    import('#evaluation/reads-of.ts'),
    import('#resource-types/registry.generated.ts'),
  ]);
  const rows = [...readsOf(RESOURCE_TYPES).values()]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ name, permissions, apiVersion, source }) =>
        `| \`${name}\` | ${permissions.map((action) => `\`${action}\``).join('<br>')} | ${apiVersion} | ${cell(source)} |`,
    );
  const lines = [
    '# Answers and the permissions they need',
    '',
    'Written by `npm run generate`. `posture permissions` prints the role for the claims that you configured.',
    '',
    '| answer | ARM actions | api-version | source |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ];
  return { path: 'docs/permissions.md', content: lines.join('\n') };
}

function index(checks: readonly Check[]): string {
  const rows = checks
    .toSorted((a, b) => (`${a.family} ${a.id}` < `${b.family} ${b.id}` ? -1 : 1))
    .map(
      (check) =>
        `| ${check.family} | [${check.id}](${check.id}.md) | ${cell(check.title)} | ${check.severity} |`,
    );
  const lines = [
    '# Checks',
    '',
    'Written by `npm run generate`. A check asks one question of every resource type; [the types](../resource-types/README.md) say what they say to it.',
    '',
    '| asks of | check | what it verifies | severity |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ];
  return lines.join('\n');
}

function page(check: Check): string {
  const schema = JSON.stringify(z.toJSONSchema(check.parameters, { io: 'input' }), undefined, 2);
  const lines = [
    `# ${check.id}`,
    '',
    '<!-- Written by `npm run generate`. -->',
    '',
    `**${check.title}.** Severity ${check.severity}, asks of ${check.family}.`,
    '',
    check.rationale,
    '',
    '## Parameters',
    '',
    '```json',
    schema,
    '```',
    '',
    ...typesTable(check),
    '## To mend it',
    '',
    check.link,
    '',
    '## References',
    '',
    ...check.references.map((reference) => `- ${reference}`),
    '',
  ];
  return lines.join('\n');
}

function typesTable({ answersOfTypes }: Check): readonly string[] {
  if (answersOfTypes.length === 0) return [];
  return [
    '## What each type says',
    '',
    'A resource of any other type that the question may bear on is unknown to it, by name.',
    '',
    '| type | says | mended by |',
    '| --- | --- | --- |',
    ...answersOfTypes.map(
      ({ type, says, isMended }) =>
        `| [${type}](../resource-types/${pageOf(type)}) | ${cell(says)} | ${isMended ? 'a command, printed with the violation' : 'hand'} |`,
    ),
    '',
  ];
}

function typeIndex(types: readonly ResourceType[]): string {
  const rows = types
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map((type) => `| [${type.type}](${fileOf(type)}) | ${type.holds} | ${type.serves} |`);
  const lines = [
    '# Resource types',
    '',
    'Written by `npm run generate`. What is known of a type stands in one file of `src/resource-types`. A type without one is judged by its location alone.',
    '',
    '| type | holds | serves |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ];
  return lines.join('\n');
}

function typePage(type: ResourceType, checks: readonly Check[]): string {
  const says = checks.flatMap(({ id, answersOfTypes }) =>
    answersOfTypes
      .filter((answer) => answer.type === type.type)
      .map((answer) => `| [${id}](../checks/${id}.md) | ${cell(answer.says)} |`),
  );
  const lines = [
    `# ${type.type}`,
    '',
    '<!-- Written by `npm run generate`. -->',
    '',
    `Holds: ${type.holds}. Serves: ${type.serves}.`,
    '',
    '## What is read',
    '',
    '| answer | ARM actions | api-version | source |',
    '| --- | --- | --- | --- |',
    ...[...new Map(Object.values(type.reads).map((read) => [read.name, read])).values()].map(
      ({ name, permissions, apiVersion, source }) =>
        `| \`${name}\` | ${permissions.map((action) => `\`${action}\``).join('<br>')} | ${apiVersion} | ${cell(source)} |`,
    ),
    '',
    '## What it says to each check',
    '',
    '| check | says |',
    '| --- | --- |',
    ...says,
    '',
    '## What breaks',
    '',
    '| a resource that | breaks |',
    '| --- | --- |',
    ...type.breaks.map(({ as, breaks, blinds = [] }) => {
      const blind = blinds.length === 0 ? '' : ` (unknown: ${blinds.join(', ')})`;
      return `| ${cell(as)} | ${breaks.join(', ')}${blind} |`;
    }),
    '',
    '## What is left',
    '',
    ...leftOf(type),
    '## An example that keeps every promise',
    '',
    '```json',
    JSON.stringify(type.good.bodies, undefined, 2),
    '```',
    '',
  ];
  return lines.join('\n');
}

/** Members of its answers that nothing reads, and why. */
function leftOf({ leaves, reads }: ResourceType): readonly string[] {
  const rows = Object.entries(leaves).flatMap(([read, members]) =>
    Object.entries(members).map(
      ([member, why]) => `| \`${reads[read]?.name ?? read}\` | \`${member}\` | ${cell(why)} |`,
    ),
  );
  if (rows.length === 0) return ['Nothing.', ''];
  return ['| answer | member | why |', '| --- | --- | --- |', ...rows, ''];
}

function fileOf({ type }: ResourceType): string {
  return pageOf(type);
}

/** `Microsoft.Sql/servers/databases` → `sql-servers-databases.md`. */
function pageOf(type: string): string {
  return `${type
    .replace(/^microsoft\./iu, '')
    .replaceAll('/', '-')
    .toLowerCase()}.md`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
