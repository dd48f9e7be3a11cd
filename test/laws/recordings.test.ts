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

/** What each check must say of a recorded body, told again in one line and without any code of the product. */
const VERDICTS: Readonly<Record<string, (row: Row) => Status>> = {
  'storage-minimum-tls': (row) =>
    at(row, 'properties') === undefined
      ? 'unknown'
      : ['TLS1_2', 'TLS1_3'].includes(String(at(row, 'properties.minimumTlsVersion')))
        ? 'pass'
        : 'fail',
  'storage-https-only': (row) => byFlag(at(row, 'properties.supportsHttpsTrafficOnly')),
  'storage-geo-redundant': (row) =>
    /_(RA)?GZ?RS$/u.test(String(at(row, 'sku.name')))
      ? 'pass'
      : /_[LZ]RS$/u.test(String(at(row, 'sku.name')))
        ? 'fail'
        : 'unknown',
  'sql-server-minimum-tls': (row) => {
    const floor = at(row, 'properties.minimalTlsVersion');
    if (floor === undefined) return 'unknown';
    return floor === '1.2' || floor === '1.3' ? 'pass' : 'fail';
  },
  'key-vault-purge-protection': (row) =>
    at(row, 'properties.enablePurgeProtection') === true ? 'pass' : 'fail',
  'key-vault-rbac-authorization': (row) =>
    at(row, 'properties.enableRbacAuthorization') === true ? 'pass' : 'fail',
};

function byFlag(flag: unknown): Status {
  if (flag === undefined) return 'unknown';
  return flag === true ? 'pass' : 'fail';
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
      for (const { check, resourceId, status, reason } of findings()) {
        const verdict = VERDICTS[check];
        const row = recorded.rows.get(resourceId.toLowerCase());
        if (verdict === undefined || row === undefined) continue;
        const wanted = verdict(row);
        counts.set(`${check} ${status}`, (counts.get(`${check} ${status}`) ?? 0) + 1);
        if (status !== 'unknown') expect(status, `${check} ${resourceId}: ${reason}`).toBe(wanted);
      }
      for (const check of Object.keys(VERDICTS)) {
        const decided = (counts.get(`${check} pass`) ?? 0) + (counts.get(`${check} fail`) ?? 0);
        const isAsked = [...counts.keys()].some((key) => key.startsWith(`${check} `));
        expect(isAsked, check).toBe(true);
        if (check !== 'sql-server-minimum-tls') expect(decided, check).toBeGreaterThan(0);
      }
    });

    test('no resource outside of Europe passes as one inside, and none inside fails', () => {
      const claim = result.claims.find(({ id }) => id === 'flex.location');
      const own = (claim?.findings ?? []).filter(({ check }) => check === 'resource-location');
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
      const settings = findings().filter(({ check }) => check === 'sql-point-in-time-retention');
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
