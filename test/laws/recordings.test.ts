import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ArmServer, startArmServer } from '../harness/arm-server.ts';
import { startIdentity } from '../harness/identity-endpoint.ts';
import { type PostureRun, runPosture } from '../harness/posture.ts';
import { type RecordedAzure, recordedAzure } from '../harness/recorded-azure.ts';
import { violations } from '../harness/result-schema.ts';
import { sharedIsHere } from '../harness/shared.ts';

interface Finding {
  readonly claim: string;
  readonly check: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason: string;
}
interface Result {
  readonly scan: {
    readonly subscriptions: readonly { readonly status: string; readonly resources: number }[];
  };
  readonly claims: readonly {
    readonly id: string;
    readonly status: string;
    readonly findings: readonly Finding[];
  }[];
}
type Row = Readonly<Record<string, unknown>>;
type Status = 'pass' | 'fail' | 'unknown' | 'not-applicable';

const DOCUMENTS = ['flex-applications', 'visma-severa', 'visma-draftit', 'flinker'];
const EUROPE =
  /^(north|west)europe$|^(sweden|france|germany|norway|switzerland|uk|poland|italy|spain|austria|belgium|denmark)/u;

/** The member at a path of a recorded body; undefined where it is absent or null. */
function at(row: Row | undefined, path: string): unknown {
  let value: unknown = row;
  for (const name of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  return value ?? undefined;
}

/** What a question of a claim must say of a recorded body of a type, told again in a few lines and without any code of the product. */
const VERDICTS: Readonly<Record<string, (row: Row) => Status>> = {
  'flex.encryption-in-transit encryption-in-transit Microsoft.Storage/storageAccounts': (row) =>
    at(row, 'properties') === undefined
      ? 'unknown'
      : everyOne(
          ['TLS1_2', 'TLS1_3'].includes(String(at(row, 'properties.minimumTlsVersion'))),
          at(row, 'properties.supportsHttpsTrafficOnly'),
          at(row, 'properties.isNfsV3Enabled') !== true,
        ),
  'flex.disaster-recovery geo-redundant-backup Microsoft.Storage/storageAccounts': (row) =>
    /_(RA)?GZ?RS$/u.test(String(at(row, 'sku.name')))
      ? 'pass'
      : /_[LZ]RS$/u.test(String(at(row, 'sku.name')))
        ? 'fail'
        : 'unknown',
  'flex.encryption-in-transit encryption-in-transit Microsoft.Sql/servers': (row) => {
    const floor = at(row, 'properties.minimalTlsVersion');
    if (floor === undefined) return 'unknown';
    return floor === '1.2' || floor === '1.3' ? 'pass' : 'fail';
  },
  'flex.keys key-protection Microsoft.KeyVault/vaults': (row) =>
    everyOne(
      at(row, 'properties.enableSoftDelete'),
      at(row, 'properties.enablePurgeProtection') === true,
      at(row, 'properties.enableRbacAuthorization') === true,
    ),
};

/** One that is not so decides; else one that is not said. */
function everyOne(...flags: readonly unknown[]): Status {
  if (flags.includes(false)) return 'fail';
  return flags.includes(undefined) ? 'unknown' : 'pass';
}

describe.skipIf(!sharedIsHere)(
  'an HTTPS server that speaks ARM and is not our simulator (needs ../shared/azure-recordings)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'posture-recordings-'));
    let recorded: RecordedAzure;
    let server: ArmServer;
    let run: PostureRun;
    let result: Result;

    beforeAll(async () => {
      recorded = recordedAzure();
      server = await startArmServer((request) => recorded.answer(request));
      const identity = await startIdentity();
      const config = join(folder, 'posture.yaml');
      writeFileSync(
        config,
        JSON.stringify({
          azure: {
            credential: 'managed-identity',
            cloud: {
              resourceManager: server.origin,
              authority: server.origin,
              caFile: server.caFile,
            },
          },
          documents: DOCUMENTS.map((name) => ({
            file: resolve(import.meta.dirname, `../../config/documents/${name}.yaml`),
            scope: { subscriptions: recorded.subscriptions },
          })),
          state: join(folder, 'var'),
        }),
      );
      run = await runPosture(['scan', '--config', config, '--format', 'json'], {
        IDENTITY_ENDPOINT: identity.url,
        IDENTITY_HEADER: 'a-header',
      });
      await identity.close();
      if (run.stdout === '') throw new Error(run.stderr);
      result = JSON.parse(run.stdout) as Result;
    }, 120_000);

    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });

    test('is scanned without a change of code: claims are broken there, and nothing crashed', () => {
      expect(run.exitCode, run.stderr.slice(-2000)).toBe(1);
      expect(run.stderr).not.toMatch(/TypeError|ReferenceError|\n\s+at /u);
      expect(violations(result)).toEqual([]);
      expect(result.scan.subscriptions.length).toBe(recorded.subscriptions.length);
      const resources = result.scan.subscriptions.reduce((sum, one) => sum + one.resources, 0);
      expect(resources).toBeGreaterThan(100);
    });

    test('every verdict of the main checks follows from the recorded body', () => {
      const counts = new Map<string, number>();
      for (const { claim, check, resourceId, resourceType, status, reason } of findings()) {
        const name = `${claim} ${check} ${resourceType}`;
        const key = Object.keys(VERDICTS).find((one) => one.toLowerCase() === name.toLowerCase());
        const row = recorded.rows.get(resourceId.toLowerCase());
        if (key === undefined || row === undefined) continue;
        const wanted = VERDICTS[key]?.(row);
        counts.set(`${key} ${status}`, (counts.get(`${key} ${status}`) ?? 0) + 1);
        if (status !== 'unknown') expect(status, `${key} ${resourceId}: ${reason}`).toBe(wanted);
      }
      for (const key of Object.keys(VERDICTS)) {
        const decided = (counts.get(`${key} pass`) ?? 0) + (counts.get(`${key} fail`) ?? 0);
        const isAsked = [...counts.keys()].some((counted) => counted.startsWith(`${key} `));
        expect(isAsked, key).toBe(true);
        if (!key.endsWith('Microsoft.Sql/servers')) expect(decided, key).toBeGreaterThan(0);
      }
    });

    test('no resource outside of Europe passes as one inside, and none inside fails', () => {
      const claim = result.claims.find(({ id }) => id === 'flex.location');
      const own = (claim?.findings ?? []).filter(({ check }) => check === 'location');
      expect(own.length).toBeGreaterThan(50);
      for (const { resourceId, status } of own) {
        const location = at(recorded.rows.get(resourceId.toLowerCase()), 'location');
        if (typeof location !== 'string' || status === 'unknown' || status === 'not-applicable')
          continue;
        const isInside = EUROPE.test(location.toLowerCase().replaceAll(' ', ''));
        expect(status, `${resourceId} in ${location}`).toBe(isInside ? 'pass' : 'fail');
      }
    });

    test('a setting that was not recorded is not known: no claim holds on it', () => {
      const settings = findings().filter(({ check }) => check === 'point-in-time-restore');
      const unrecorded = settings.filter(
        ({ resourceId }) =>
          !recorded.rows.has(
            `${resourceId.toLowerCase()}/backupshorttermretentionpolicies/default`,
          ),
      );
      expect(unrecorded.length).toBeGreaterThan(0);
      expect(unrecorded.filter(({ status }) => status === 'pass' || status === 'fail')).toEqual([]);
    });

    function findings(): readonly Finding[] {
      return result.claims.flatMap((claim) => claim.findings);
    }
  },
);
