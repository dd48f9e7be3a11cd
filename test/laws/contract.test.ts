import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import { estateWithInstances, FLEX, serverOf } from '../harness/estates.ts';
import { type PostureRun, runPosture } from '../harness/posture.ts';
import { violations } from '../harness/result-schema.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { type SimulatedAzure, startSimulatedAzure } from '../harness/simulated-scan.ts';
import { patch } from './breakages/breakage.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-contract-'));
const CONFIG = 'config/simulated.yaml';
let azure: SimulatedAzure;
let states = 0;

beforeAll(async () => {
  azure = await startSimulatedAzure(estateWithInstances());
});

afterEach(() => {
  azure.simulator.admin.misbehaviour.replace([]);
});

afterAll(async () => {
  await azure[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function environment(): Record<string, string> {
  states += 1;
  return { ...azure.simulator.env, POSTURE_STATE: join(folder, `state-${states}`) };
}

async function scan(...args: readonly string[]): Promise<PostureRun> {
  return await runPosture(
    ['scan', '--config', CONFIG, '--format', 'json', '--log-level', 'trace', ...args],
    environment(),
  );
}

async function scanUnder(rules: readonly MisbehaviourRule[], ...args: readonly string[]) {
  azure.simulator.admin.misbehaviour.replace(rules);
  return await scan(...args);
}

/** Nothing secret was written, and nothing but one result stands on standard output. */
function expectClean({ stdout, stderr }: PostureRun): void {
  const { IDENTITY_HEADER: header } = azure.simulator.env;
  if (header === undefined) throw new Error('The simulator tells no identity header');
  for (const text of [stdout, stderr]) {
    expect(text).not.toContain(header);
    expect(text).not.toMatch(/bearer /iu);
    expect(text).not.toMatch(/eyJ[\w-]{10,}\./u);
  }
}

function statusesIn({ stdout }: PostureRun): Readonly<Record<string, string>> {
  const result = JSON.parse(stdout) as { claims: { id: string; status: string }[] };
  return Object.fromEntries(result.claims.map(({ id, status }) => [id, status]));
}

describe.skipIf(!sharedIsHere)(
  'posture scan --format json (needs ../shared/contract for the schema)',
  () => {
    const expectResult = (run: PostureRun, exitCode: number): void => {
      expect(run.exitCode, run.stderr.slice(-2000)).toBe(exitCode);
      expect(violations(JSON.parse(run.stdout))).toEqual([]);
      expectClean(run);
    };

    test('0: every claim that was asked for holds', async () => {
      const run = await scan(
        '--claim',
        'flex.pitr',
        '--claim',
        'severa.data-residency',
        '--claim',
        'draftit.jurisdiction',
      );
      expectResult(run, 0);
      expect(statusesIn(run)).toEqual({
        'flex.pitr': 'holds',
        'severa.data-residency': 'holds',
        'draftit.jurisdiction': 'attested',
      });
    });

    test('1: a claim is broken, whatever else is not known', async () => {
      await azure.write(patch(serverOf(FLEX), { properties: { minimalTlsVersion: '1.0' } }));
      const run = await scan();
      await azure.write(patch(serverOf(FLEX), { properties: { minimalTlsVersion: '1.2' } }));
      expectResult(run, 1);
      expect(statusesIn(run)).toMatchObject({
        'flex.encryption-in-transit': 'broken',
        'severa.encryption-in-transit': 'holds',
      });
    });

    test('2: none is broken, but one could not be verified', async () => {
      const denied = {
        match: {},
        effect: { deny: 'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/read' },
      };
      const run = await scanUnder(
        [denied],
        '--claim',
        'flex.pitr',
        '--claim',
        'flex.encryption-at-rest',
      );
      expectResult(run, 2);
      expect(statusesIn(run)).toMatchObject({ 'flex.pitr': 'unverified' });
    });

    test('2: a subscription that the identity may not read at all', async () => {
      const match = { subscription: FLEX.subscription };
      const run = await scanUnder(
        [{ match, effect: { status: 403, code: 'AuthorizationFailed' } }],
        '--document',
        'flex-applications',
        '--claim',
        'flex.pitr',
      );
      expectResult(run, 2);
    });

    test('2: the only claim is vacuous', async () => {
      const run = await scanUnder(
        [],
        '--claim',
        'draftit.full-backup',
        '--claim',
        'flex.pitr',
        '--subscription',
        '44444444-4444-4444-8444-444444444444',
      );
      expectResult(run, 2);
      expect(Object.values(statusesIn(run))).not.toContain('holds');
    });

    test('2: answers cut short, settings that are not found, connections that break', async () => {
      const run = await scanUnder(
        [
          { match: { path: 'orders/transparentDataEncryption' }, effect: { truncateBody: true } },
          { match: { path: 'blobServices' }, effect: { status: 404, code: 'ResourceNotFound' } },
          { match: { path: '/keys/data-protection' }, effect: { resetConnection: true } },
        ],
        '--claim',
        'flex.encryption-at-rest',
        '--claim',
        'flex.backups',
        '--claim',
        'flex.keys',
      );
      expectResult(run, 2);
      expect(statusesIn(run)).toEqual({
        'flex.encryption-at-rest': 'unverified',
        'flex.backups': 'unverified',
        'flex.keys': 'unverified',
      });
    }, 90_000);
  },
);
