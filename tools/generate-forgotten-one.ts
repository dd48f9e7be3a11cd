import { resolve } from 'node:path';
import type { Finding } from '#domain/finding.ts';
import {
  allForgotten,
  type Forgotten,
  findingsOf,
  type World,
  worldOf,
} from './forgotten-one/judge.ts';
import type { GeneratedFile } from './generate-registries.ts';

/** The families of claims, in the words of the page, by the questions that they ask. A question without one has its trait's column. */
const FAMILIES: readonly (readonly [family: string, questions: readonly string[]])[] = [
  ['location', ['location']],
  ['encryption at rest', ['encryption-at-rest', 'customer-keys']],
  ['encryption in transit', ['encryption-in-transit']],
  [
    'backup and retention',
    [
      'backup-interval',
      'backup-recent',
      'backup-retention',
      'differential-backup',
      'full-backup',
      'log-backup',
      'long-term-retention',
      'monthly-retention',
      'point-in-time-restore',
    ],
  ],
  ['geo-redundancy', ['cross-region-restore', 'geo-redundant-backup', 'regional-redundancy']],
  ['keys', ['key-expiry', 'key-protection', 'key-rotation', 'key-strength']],
  ['network isolation', ['network-isolation']],
  ['logging', ['access-logging']],
  ['managed only', ['managed-services']],
];

/** What a family of claims says of a resource that was forgotten. */
type Word = 'breaks' | 'unverified' | 'never' | 'beside';

interface Cell {
  readonly word: Word;
  /** Claims that break, or cannot be verified. */
  readonly claims: readonly string[];
  /** Why, where nothing breaks. */
  readonly reasons: readonly string[];
}

/** What each family says of a forgotten one, by the findings that its claims would have of it. */
function cellsOf(world: World, findings: readonly Finding[]): ReadonlyMap<string, Cell> {
  const cells = familiesOf(world).map(([family, questions]): [string, Cell] => {
    const own = findings.filter(({ check }) => questions.includes(check));
    for (const [status, word] of WORDS) {
      const those = own.filter((finding) => finding.status === status);
      if (those.length === 0) continue;
      const claims = [...new Set(those.map(({ claim }) => claim))].toSorted();
      const reasons = [...new Set(those.map(({ reason }) => withoutPath(reason)))].toSorted();
      return [family, { word, claims, reasons }];
    }
    return [family, { word: 'beside', claims: [], reasons: [NOT_SPOKEN_OF] }];
  });
  return new Map(cells);
}

const NOT_SPOKEN_OF = 'no claim of the family speaks of what it is or holds';

const WORDS: readonly (readonly [Finding['status'], Word])[] = [
  ['fail', 'breaks'],
  ['unknown', 'unverified'],
  ['pass', 'never'],
  ['not-applicable', 'beside'],
];

/** The families of the claims that there are, and a family of its own for each trait that the table above does not name. */
function familiesOf({ plan }: World): readonly (readonly [string, readonly string[]])[] {
  const asked = new Map<string, string>(
    plan.tasks.map(({ check }) => [check.id, check.family] as const),
  );
  const named = new Set(FAMILIES.flatMap(([, questions]) => questions));
  const others = Map.groupBy(
    [...asked].filter(([id, trait]) => !named.has(id) && trait !== 'visibility'),
    ([, trait]) => trait,
  );
  return [
    ...FAMILIES.filter(([, questions]) => questions.some((id) => asked.has(id))),
    ...[...others].map(([trait, ids]) => [trait, ids.map(([id]) => id)] as const),
  ];
}

/** What every statement's claims would find of a forgotten one. */
export async function findingsEverywhere(
  world: World,
  forgotten: Forgotten,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    world.scopes.map(async (scope) => await findingsOf(world, scope, forgotten)),
  );
  return found.flat();
}

/** The four statements, each as one part: every claim speaks of the whole scope. */
export async function fourStatements(): Promise<World> {
  const [{ createChecks }, { QUESTIONS }, { RESOURCE_TYPES }, { readConfiguration }] =
    await Promise.all([
      import('#evaluation/create-checks.ts'),
      import('#checks/questions.generated.ts'),
      import('#resource-types/registry.generated.ts'),
      import('#config/read-configuration.ts'),
    ]);
  const file = resolve(import.meta.dirname, '../config/simulated.yaml');
  const checks = createChecks(QUESTIONS, RESOURCE_TYPES);
  const read = readConfiguration({ file, environment: {}, checks });
  if (!('configuration' in read)) throw new Error(read.problems.map((p) => p.message).join('\n'));
  const { documents } = read.configuration;
  return await worldOf(documents.map(({ statement, scope }) => ({ statement, scope })));
}

/** The page, from the statements as they are. */
export async function forgottenOnePage(): Promise<GeneratedFile> {
  const world = await fourStatements();
  const found = new Map<Forgotten, readonly Finding[]>();
  for (const forgotten of await allForgotten(world))
    found.set(forgotten, await findingsEverywhere(world, forgotten));
  return { path: FORGOTTEN_PAGE, content: forgottenText(world, found) };
}

export const FORGOTTEN_PAGE = 'docs/forgotten-one.md';

/** What each family of claims says of one forgotten resource of each type. */
export function forgottenText(
  world: World,
  found: ReadonlyMap<Forgotten, readonly Finding[]>,
): string {
  const rows = [...found].map(([forgotten, findings]) => ({
    forgotten,
    cells: cellsOf(world, findings),
  }));
  const families = familiesOf(world).map(([family]) => family);
  const filed = rows.filter(({ forgotten }) => forgotten.file !== undefined);
  const lines = [
    '# The forgotten one',
    '',
    'Written by `npm run generate`. Of each type one resource in `eastus`, with everything switched off that the ways to break the type can',
    'switch off at once, is put into the scope of the four statements; the table says what each family of claims makes of it.',
    '`test/laws/forgotten-one.test.ts` holds it to the statements, and puts all of them at once into the good estate of the simulated Azure.',
    '',
    '- **breaks**: so many claims are broken, and each names it',
    '- **unverified**: so many claims no longer hold, because something about it is not known; each names it',
    '- *never*: no setting of the type breaks it, and why stands below',
    '- *beside*: the claims do not speak of it, and why stands below',
    '',
    `| type | ${families.join(' | ')} |`,
    `| --- |${' --- |'.repeat(families.length)}`,
    ...rows.map(({ forgotten: { type }, cells }) => {
      const words = families.map((family) => wordOf(cells.get(family)));
      return `| ${type} | ${words.join(' | ')} |`;
    }),
    '',
    '## Why nothing breaks',
    '',
    'Of types with a file. Of a type without one its region is judged, and whatever else may bear on it is unverified, by name.',
    '',
    '| type | family | | why |',
    '| --- | --- | --- | --- |',
    ...filed.flatMap(({ forgotten: { type }, cells }) =>
      [...cells].flatMap(([family, { word, reasons }]) =>
        word === 'breaks' || reasons[0] === NOT_SPOKEN_OF
          ? []
          : [`| ${type} | ${family} | ${word} | ${reasons.map(escaped).join('<br>')} |`],
      ),
    ),
    '',
  ];
  return lines.join('\n');
}

function wordOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  const { word, claims } = cell;
  return word === 'never' || word === 'beside' ? `*${word}*` : `**${word}** ${claims.length}`;
}

/** The same in every statement's subscription. */
function withoutPath(reason: string): string {
  return reason.replaceAll(/\/subscriptions\/[^/ ]+\/resourceGroups\/[^/ ]+\/providers\//giu, '');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
