import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { walkFiles } from '#evidence/walk-files.ts';
import { Estate, MisbehaviourRule } from '#simulator/estate/schema.ts';
import { blocksOf } from '../harness/command-blocks.ts';
import { type KeptScans, startKeptScans } from '../harness/kept-scans.ts';
import { runSession } from '../harness/shell-session.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })].sort();
const COMMANDS = new Set(['sh', 'bash', 'shell', 'console', 'powershell', 'bat', 'cmd']);
const DATA = /^(json|yaml|csv|text|sql|kusto|ts)?( \S+)?$/u;
const TOOLS = ['bash', 'curl', 'openssl', 'python3', 'sha256sum'];
const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
const SERVER =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-flex-prod/providers/Microsoft.Sql/servers/sql-flex?api-version=2023-08-01';

const commandsOf = (page: string) =>
  blocksOf(page).filter(({ language }) => COMMANDS.has(language));
const runOf = (page: string) => commandsOf(page).filter(({ mark }) => mark === '');

describe('2: every command block is run as it stands, or says why not', () => {
  it.each(PAGES)('2: %s', (page) => {
    for (const { line, language, mark, text } of blocksOf(page)) {
      const at = `${page}:${line}`;
      expect(COMMANDS.has(language) || DATA.test(language), `${at}: ${language}`).toBe(true);
      if (!COMMANDS.has(language)) {
        expect(text, at).not.toMatch(/^(\$ |npx |npm |posture |az |docker |openssl )/mu);
        continue;
      }
      // What has no mark is run below.
      if (mark === '') expect(['sh', 'bash'], at).toContain(language);
      else if (mark.startsWith('run by ')) {
        const [, , file = ''] = mark.split(/[ ,]+/u);
        expect(readFileSync(join(ROOT, file), 'utf8'), `${at}: ${mark}`).toContain(
          page.split('/').at(-1),
        );
      } else expect(mark, at).toMatch(/^not run here: \S+( \S+)+$/u);
    }
    // A block that is only indented would be run by nobody.
    const outside = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^ *```.*?^ *```$/gmsu, '');
    expect(outside, page).not.toMatch(
      /^\n {4,}(\$ |npx |npm |posture |az |docker |openssl |awk )/mu,
    );
  });

  it('2: sees the pages and blocks that are there', () => {
    expect(PAGES.length).toBeGreaterThan(60);
    expect(PAGES.flatMap(runOf).length).toBeGreaterThanOrEqual(11);
  });
});

describe.skipIf(missing.length > 0)(
  `2: the commands of the pages, in a shell (needs ${TOOLS.join(', ')})`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'posture-pages-'));
    const auditor = join(folder, 'auditor');
    let scans: KeptScans;
    let env: Readonly<Record<string, string>> = {};

    beforeAll(async () => {
      scans = await startKeptScans();
      env = shellOf(folder, scans.directory);
      mkdirSync(auditor);
      await scans.scan('full');
      await scans.posture('evidence', 'export', '--out', join(folder, 'earlier'));
      await scans.write('PATCH', SERVER, { properties: { minimalTlsVersion: '1.0' } });
      await scans.scan('full');
      for (const name of ['bundle', 'bundle.zip'])
        await scans.posture('evidence', 'export', '--out', join(auditor, name));
      await scans.posture('evidence', 'keys', '--out', join(auditor, 'posture-keys.json'));
      copyFileSync(join(folder, 'earlier/log/checkpoint'), join(auditor, 'checkpoint'));
      copyFileSync(join(ROOT, 'tools/verify_evidence.py'), join(auditor, 'verify_evidence.py'));
      const listed = await scans.posture('alerts', 'list', '--format', 'json');
      env = { ...env, ALERT: /"al_\w+"/u.exec(listed.stdout)?.[0].slice(1, -1) ?? '' };
    }, 240_000);

    afterAll(async () => {
      await scans[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    const pages = PAGES.filter((page) => runOf(page).length > 0 && page !== 'docs/auditor.md');
    it.each(pages)(
      '2: %s',
      async (page) => {
        const blocks = runOf(page);
        for (const { text, language } of blocksOf(page))
          if (language.startsWith('yaml ')) writeFileSync(join(folder, language.slice(5)), text);

        const { ends, output } = await runSession(blocks, folder, env);

        expect(ends, output).toEqual(blocks.map(({ line }) => ({ line, status: 0 })));
        expect(output).not.toMatch(/command not found|unexpected:|No such file/u);
      },
      240_000,
    );

    it('2: docs/auditor.md: its ways agree, and leave the folder as it was', async () => {
      const before = await walkFiles(join(auditor, 'bundle'));
      const blocks = runOf('docs/auditor.md');

      const { ends, output } = await runSession(blocks, auditor, env);

      // 2: verified; the simulated estate has questions that were not answered.
      const [keys, shell, ...ways] = ends;
      expect([keys?.status, shell?.status], output).toEqual([0, 0]);
      expect(ways.length).toBe(2);
      expect(
        [
          [0, 0],
          [2, 2],
        ],
        output,
      ).toContainEqual(ways.map(({ status }) => status));
      expect(output).not.toMatch(/ALTERED|FAILED/u);
      expect(output.match(/\bVERIFIED\b/gu)?.length).toBeGreaterThanOrEqual(2);
      expect(await walkFiles(join(auditor, 'bundle'))).toEqual(before);
    }, 120_000);
  },
);

describe('27: docs/simulator.md', () => {
  const page = readFileSync(join(ROOT, 'docs/simulator.md'), 'utf8');

  it.each([
    ['the estate form', Estate],
    ['a rule of misbehaviour', MisbehaviourRule],
  ])('27: says every member of %s', (_, schema) => {
    const names = membersOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

    expect(names.size).toBeGreaterThan(15);
    for (const name of names)
      expect(page, name).toMatch(
        new RegExp(`\`(\\{ )?${name}[\`: ,]|, ${name} \\}|\\b${name}: `, 'u'),
      );
  });
});

/** The names of all members that a JSON schema has, at any depth. */
function membersOf(schema: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, value] of Object.entries(part)) {
      if (key !== 'properties' && key !== '$defs') walk(value);
      else
        for (const [name, inner] of Object.entries(value as Readonly<Record<string, unknown>>)) {
          if (key === 'properties') names.add(name);
          walk(inner);
        }
    }
  };
  walk(schema);
  return names;
}

/** A shell of an operator: `posture` and this very `node` on PATH, the checkout's configuration in the folder, a state with two scans. */
function shellOf(folder: string, state: string) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const posture = join(bin, 'posture');
  writeFileSync(
    posture,
    `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'bin/posture.js')}" "$@"\n`,
  );
  chmodSync(posture, 0o755);
  if (!existsSync(join(folder, 'config')))
    symlinkSync(join(ROOT, 'config'), join(folder, 'config'));
  return {
    PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    NO_COLOR: '1',
    POSTURE_CONFIG: 'config/simulated.yaml',
    POSTURE_STATE: state,
  };
}
