import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const OLD_NODE = oldNode();

/** .ci/run is the whole proof: it runs the README's commands in a clone. Here is what breaks sooner than that. */
describe('1: the first command', () => {
  let cache = '';
  beforeAll(() => {
    cache = mkdtempSync(join(tmpdir(), 'npm-cache-'));
  });
  afterAll(() => rmSync(cache, { recursive: true, force: true }));

  it('1: npx finds posture in the checkout alone, with an empty cache and no network', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly version: string;
    };

    const run = spawnSync('npx', ['posture', '--version'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: cache,
        npm_config_cache: cache,
        npm_config_offline: 'true',
      },
    });

    expect(run.stdout, run.stderr).toBe(`${version}\n`);
    expect(run.status).toBe(0);
  });

  it('1: CI runs the commands that the README gives, as they stand there', () => {
    const commands = execFileSync('sh', ['.ci/command-blocks', 'README.md', 'Try it'], {
      cwd: ROOT,
      encoding: 'utf8',
    });

    expect(commands.split('\n').map((line) => line.replace(/\s*#.*/u, ''))).toEqual([
      'npm ci && npx posture demo',
      'npm ci && npm test',
      '',
    ]);
    for (const line of commands.trimEnd().split('\n'))
      expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`\n${line}\n`);
    expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toContain('README.md" "Try it"');
  });

  it.skipIf(OLD_NODE === undefined)(
    '1: a Node that is too old says so in one sentence (needs a Node below 22 on PATH)',
    () => {
      const run = spawnSync(OLD_NODE ?? '', ['bin/posture.js', '--version'], {
        cwd: ROOT,
        encoding: 'utf8',
      });

      expect(run.stderr).toMatch(/^posture: Node \d+\S+ is too old: .*npx posture.*\n$/u);
      expect(run.stdout).toBe('');
      expect(run.status).toBe(3);
    },
  );
});

/** A Node of the machine that cannot read TypeScript; the checkout brings its own, which comes first on PATH. */
function oldNode(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((node) => {
      const major = /^v(\d+)\./u.exec(
        spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '',
      );
      return major !== null && Number(major[1]) < 22;
    });
}
