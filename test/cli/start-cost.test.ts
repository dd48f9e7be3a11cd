import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bareCost, loadedBy, postureCost } from '../harness/start-cost.ts';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/posture');
/** What reaches Azure, people or a browser, and what only a simulation needs. */
const OUTSIDE =
  /node_modules\/(@azure|undici|fastify|nodemailer|pino|cli-table3)\/|\/src\/(azure|collectors|channels|server|simulator|web)\//u;
const NO_AZURE = [
  'validate',
  'claims',
  'checks',
  'alerts list',
  'alerts list --all --format json',
  'evidence list',
  'explain sql-minimum-tls',
  'evidence verify package.json',
];

describe('3: what needs no Azure starts at once', () => {
  it.each(NO_AZURE)('3: posture %s loads neither SDK nor channels nor servers', async (command) => {
    const loaded = await loadedBy(command.split(' '));

    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.filter((url) => OUTSIDE.test(url))).toEqual([]);
  });

  it.each(['--version', '--help', 'alerts --help', 'evidence verify --help'])(
    '3: posture %s loads the command line and no command',
    async (command) => {
      const loaded = await loadedBy(command.split(' '));
      const ours = loaded.filter((url) => /\/(src|checks)\//u.test(url));

      expect(ours.some((url) => url.endsWith('/cli/program.ts'))).toBe(true);
      expect(ours.length, ours.join('\n')).toBeLessThan(30);
      expect(
        loaded.filter((url) => /\/node_modules\//u.test(url) && !/\/commander\//u.test(url)),
      ).toEqual([]);
    },
  );

  it('3: what was compiled is kept beside the packages, and memory stays near that of a bare Node', async () => {
    await postureCost(['validate']);
    await postureCost(['--version']);

    const [bare, version, validate] = [
      await bareCost(),
      await postureCost(['--version']),
      await postureCost(['validate']),
    ];

    expect(existsSync(CACHE) ? readdirSync(CACHE) : [], join(CACHE, '…')).not.toEqual([]);
    // Measured 1.4 and 2.2; with everything imported it was 3.9, whatever the command.
    expect(version.peakMb / bare.peakMb).toBeLessThan(1.8);
    expect(validate.peakMb / bare.peakMb).toBeLessThan(2.8);
  });
});
