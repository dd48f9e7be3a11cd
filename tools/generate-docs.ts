import { z } from 'zod';
import type { Check } from '#evaluation/define-check.ts';
import type { GeneratedFile } from './generate-registries.ts';

/** One page per check, and an index of them, made from what the checks declare. */
export async function checkPages(): Promise<readonly GeneratedFile[]> {
  const { CHECKS } = await import('#checks/registry.generated.ts');
  return [
    { path: 'docs/checks/README.md', content: index(CHECKS) },
    ...CHECKS.map((check) => ({ path: `docs/checks/${check.id}.md`, content: page(check) })),
  ];
}

/** The ARM actions behind every fact. */
export async function permissionsPage(): Promise<GeneratedFile> {
  const { COLLECTORS } = await import('../src/collectors/registry.generated.ts');
  const rows = COLLECTORS.toSorted((a, b) => (a.fact < b.fact ? -1 : 1)).map(
    ({ fact, permissions, apiVersion, source }) =>
      `| \`${fact}\` | ${permissions.map((action) => `\`${action}\``).join('<br>')} | ${apiVersion} | ${cell(source)} |`,
  );
  const lines = [
    '# Facts and the permissions they need',
    '',
    'Written by `npm run generate`. `posture permissions` prints the role for the claims that you configured.',
    '',
    '| fact | ARM actions | api-version | source |',
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
    'Written by `npm run generate`.',
    '',
    '| family | check | what it verifies | severity |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ];
  return lines.join('\n');
}

function page(check: Check): string {
  const { examples } = check;
  const schema = JSON.stringify(z.toJSONSchema(check.parameters, { io: 'input' }), undefined, 2);
  const shown = Object.entries(examples).filter(([, example]) => example !== undefined);
  const lines = [
    `# ${check.id}`,
    '',
    '<!-- Written by `npm run generate`. -->',
    '',
    `**${check.title}.** Severity ${check.severity}, family ${check.family}.`,
    '',
    `Judges: ${check.resourceTypes.map((type) => `\`${type}\``).join(', ')}. Reads: ${[check.fact, ...check.also].map((fact) => `\`${fact}\``).join(', ')}.`,
    '',
    check.rationale,
    '',
    '## Parameters',
    '',
    '```json',
    schema,
    '```',
    '',
    '## Examples',
    '',
    ...shown.flatMap(([label, example]) => [
      `${label}:`,
      '',
      '```json',
      JSON.stringify(example, undefined, 2),
      '```',
      '',
    ]),
    '## To mend it',
    '',
    check.remediation.link,
    '',
    '## References',
    '',
    ...check.references.map((reference) => `- ${reference}`),
    '',
  ];
  return lines.join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
