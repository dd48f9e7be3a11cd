import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAYERS, PURE_FOLDERS, TYPES_ONLY } from '../tools/layers.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FILES = globSync(['src/**/*.ts', 'checks/**/*.ts'], { cwd: ROOT }).sort();
/** The composition root may import everything; nobody imports it. */
const COMPOSITION = [
  'src/app.ts',
  'src/main.ts',
  'src/start.ts',
  'src/tool.ts',
  'src/open-anchors.ts',
  'src/open-channels.ts',
  'src/open-proxies.ts',
  'src/describe-check.ts',
];
const MOST_LINES = 200;

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly isDynamic: boolean;
}

const SOURCES = new Map(FILES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const IMPORTS = FILES.flatMap((file) => importsOf(file));
const ours = IMPORTS.filter(({ file }) => !COMPOSITION.includes(file));

describe('the parser of this test', () => {
  it('sees what is there', () => {
    expect(FILES.length).toBeGreaterThan(250);
    expect(IMPORTS.length).toBeGreaterThan(900);
    expect(IMPORTS.some(({ isTypeOnly }) => isTypeOnly)).toBe(true);
  });

  it('reads every form of import', () => {
    const text = `import './a.ts';\nimport b from "b";\nimport type { C } from '#c/c.ts';\nimport {\n  type D,\n} from '../d.ts';\nexport { e } from './e.ts';\nexport type * from './f.ts';\nconst g = await import('g');\n`;

    expect(parseImports(text)).toEqual([
      { specifier: './a.ts', isTypeOnly: false, isDynamic: false },
      { specifier: 'b', isTypeOnly: false, isDynamic: false },
      { specifier: '#c/c.ts', isTypeOnly: true, isDynamic: false },
      { specifier: '../d.ts', isTypeOnly: true, isDynamic: false },
      { specifier: './e.ts', isTypeOnly: false, isDynamic: false },
      { specifier: './f.ts', isTypeOnly: true, isDynamic: false },
      { specifier: 'g', isTypeOnly: false, isDynamic: true },
    ]);
  });
});

describe('folders', () => {
  it('are all in the table, and the table has no other', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );

    expect([...folders.map(({ name }) => name), 'checks'].sort()).toEqual(
      Object.keys(LAYERS).sort(),
    );
    for (const { folders: allowed } of Object.values(LAYERS))
      expect(Object.keys(LAYERS)).toEqual(expect.arrayContaining([...allowed]));
  });

  it('import only the folders that the table allows', () => {
    const wrong = ours.filter(({ file, specifier }) => {
      const from = folderOf(file);
      const to = targetFolder(file, specifier);
      return to !== undefined && to !== from && !LAYERS[from]?.folders.includes(to);
    });

    expect(wrong.map(said)).toEqual([]);
  });

  it('import only the packages that the table allows', () => {
    const wrong = ours.filter(({ file, specifier }) => {
      const allowed = LAYERS[folderOf(file)]?.packages ?? [];
      return (
        isPackage(specifier) &&
        !allowed.some((prefix) => prefix === '*' || matchesPackage(specifier, prefix))
      );
    });

    expect(wrong.map(said)).toEqual([]);
  });

  it('take types alone where the table says so', () => {
    const wrong = ours.filter(({ file, specifier, isTypeOnly }) => {
      const to = targetFolder(file, specifier);
      return (
        !isTypeOnly && TYPES_ONLY.some((rule) => rule.from === folderOf(file) && rule.to === to)
      );
    });

    expect(wrong.map(said)).toEqual([]);
  });

  it('never import the composition root', () => {
    expect(
      ours.filter(({ specifier }) => /(^#|\/)(app|main)\.ts$/u.test(specifier)).map(said),
    ).toEqual([]);
  });

  it('import nothing at run time where they are pure, but what the table names', () => {
    const pure = ours.filter(({ file }) =>
      (PURE_FOLDERS as readonly string[]).includes(folderOf(file)),
    );

    expect(pure.length).toBeGreaterThan(100);
    expect(pure.filter(({ isDynamic }) => isDynamic).map(said)).toEqual([]);
    const matching = (pattern: RegExp): readonly string[] =>
      [...SOURCES]
        .filter(
          ([file, text]) =>
            (PURE_FOLDERS as readonly string[]).includes(folderOf(file)) &&
            pattern.test(withoutComments(text)),
        )
        .map(([file]) => file);
    expect(
      matching(/Date\.now\(|new Date\(\)|process\.|Math\.random\(|performance\.now\(/u),
    ).toEqual([]);
    // Judging waits for answers and history for the state, which they ask of a parameter; they start nothing of their own.
    const waiting = matching(/\basync\b|\bawait\b/u).filter(
      (file) => !/^src\/(evaluation|resource-types)\//u.test(file),
    );
    expect(waiting).toEqual(['src/history/load-history.ts', 'src/history/transition-answers.ts']);
  });
});

describe('the simulator', () => {
  // The command line names the two commands; what they do is theirs.
  const KNOW_IT = /^src\/(simulator\/|cli\/(demo\/[^/]*|program)\.ts$)/u;

  it('is known to nobody but the commands that run it', () => {
    const others = [...SOURCES].filter(
      ([file]) => !KNOW_IT.test(file) && !COMPOSITION.includes(file),
    );
    const mention = others.filter(([, text]) => /simulat/iu.test(withoutComments(text)));

    expect(others.length).toBeGreaterThan(150);
    expect(mention.map(([file]) => file)).toEqual([]);
  });

  it('is imported by nobody but the commands that run it', () => {
    const from = ours.filter(
      ({ file, specifier }) =>
        targetFolder(file, specifier) === 'simulator' && folderOf(file) !== 'simulator',
    );

    expect(from.filter(({ file }) => !/^src\/cli\/demo\/[^/]*\.ts$/u.test(file)).map(said)).toEqual(
      [],
    );
  });

  it('imports nothing of ours', () => {
    const wrong = ours.filter(
      ({ file, specifier }) =>
        folderOf(file) === 'simulator' &&
        (targetFolder(file, specifier) ?? 'simulator') !== 'simulator',
    );

    expect(wrong.map(said)).toEqual([]);
  });
});

describe('files', () => {
  const written = [...SOURCES].filter(([file]) => !file.endsWith('.generated.ts'));

  it('are short', () => {
    const long = written
      .map(([file, text]) => ({ file, lines: codeLines(text) }))
      .filter(({ lines }) => lines > MOST_LINES);

    expect(long).toEqual([]);
  });

  it('name the real file of what they import', () => {
    expect(
      IMPORTS.filter(({ specifier }) => /^(\.{1,2}\/|#).*\.[cm]?js$/u.test(specifier)).map(said),
    ).toEqual([]);
    const unreal = IMPORTS.filter(
      ({ specifier }) => /^(\.|#)/u.test(specifier) && !/\.(ts|json)$/u.test(specifier),
    );
    expect(unreal.map(said)).toEqual([]);
  });

  it('export by name', () => {
    expect(
      written
        .filter(([, text]) => /^export default\b|\bas default\b/mu.test(withoutComments(text)))
        .map(([file]) => file),
    ).toEqual([]);
  });
});

function importsOf(file: string): readonly Import[] {
  return parseImports(SOURCES.get(file) ?? '').map((found) => ({ file, ...found }));
}

function parseImports(text: string): readonly Omit<Import, 'file'>[] {
  const statement =
    /^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gmu;
  return [...withoutComments(text).matchAll(statement)].map(
    ([, type, names = '', specifier, dynamic]) => {
      const listed = /^\{([^]*)\}$/u
        .exec(names.trim())?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const areAllTypes =
        listed !== undefined &&
        listed.length > 0 &&
        listed.every((name) => name.startsWith('type '));
      return {
        specifier: specifier ?? dynamic ?? '',
        isTypeOnly: type !== undefined || areAllTypes,
        isDynamic: dynamic !== undefined,
      };
    },
  );
}

// Good enough for import statements: a comment sign inside a string only hides the rest of its own line.
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//gu, '').replace(/(^|\s)\/\/.*$/gmu, '$1');
}

function codeLines(text: string): number {
  return withoutComments(text)
    .split('\n')
    .filter((line) => line.trim() !== '').length;
}

function folderOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'checks' ? top : second;
}

function targetFolder(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1).split('/')[0];
  if (!specifier.startsWith('.')) return undefined;
  return folderOf(relative(ROOT, resolve(ROOT, dirname(file), specifier)));
}

function isPackage(specifier: string): boolean {
  return !/^[.#]/u.test(specifier);
}

/** A prefix that ends in `:` or `/` stands for all below it; a name for the package and what lies in it. */
function matchesPackage(specifier: string, prefix: string): boolean {
  return /[:/]$/u.test(prefix)
    ? specifier.startsWith(prefix)
    : specifier === prefix || specifier.startsWith(`${prefix}/`);
}

function said({ file, specifier }: Import): string {
  return `${file} imports ${specifier}`;
}
