import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimResult } from '#domain/scan.ts';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import {
  addResource,
  DRAFTIT,
  databaseOf,
  goodEstate,
  SEVERA,
  storageOf,
} from '../harness/estates.ts';
import { type SimulatedAzure, startSimulatedAzure } from '../harness/simulated-scan.ts';

const SEVERA_CLAIM = 'severa.availability';
const PERMISSION = 'Microsoft.Insights/metrics/read';
const ACCOUNT = { type: 'Microsoft.Storage/storageAccounts', sku: { name: 'Standard_GRS' } };
const METRICS = String.raw`/metrics\?`;

async function claimOf(
  azure: SimulatedAzure,
  id: string,
  rules: readonly MisbehaviourRule[] = [],
): Promise<ClaimResult> {
  const { result } = await azure.scan({ only: { claims: [id] }, rules });
  const [claim] = result.claims;
  if (claim === undefined) throw new Error(`there is no claim ${id}`);
  return claim;
}

function unknowns({ findings }: ClaimResult): readonly string[] {
  return findings
    .filter(({ status }) => status === 'unknown')
    .map(({ resourceId }) => resourceId.toLowerCase());
}

describe('the availability of the good estate', () => {
  let azure: SimulatedAzure;

  beforeAll(async () => {
    azure = await startSimulatedAzure();
  });

  afterAll(async () => {
    await azure[Symbol.asyncDispose]();
  });

  it('is measured by one question for each resource, and holds by the worst of them', async () => {
    const { result, kept } = await azure.scan({ only: { claims: [SEVERA_CLAIM] } });
    const asked = kept.filter(({ url }) => url.includes('/metrics?'));
    const [claim] = result.claims;
    const measured = claim?.findings.filter(({ status }) => status === 'pass') ?? [];

    expect(claim).toMatchObject({
      status: 'reported',
      measurement: { measure: 'service-availability', unit: '%', value: 99.995, atLeast: 99.99 },
    });
    expect(claim?.reason).toMatch(/Worst of 6 resources: projects\./u);
    expect(claim?.reason).toContain('The statement speaks of P1Y; no more than 30 days');
    expect(asked).toHaveLength(6);
    expect(measured).toHaveLength(6);
    for (const { evidence } of measured) expect(evidence.length).toBeGreaterThan(0);
  });

  it('holds for the platform, and is not known for users whom nobody asks for', async () => {
    const platform = await claimOf(azure, 'draftit.partner-uptime');
    const users = await claimOf(azure, 'draftit.end-user-uptime');

    expect(platform).toMatchObject({ status: 'holds', measurement: { value: 99.97 } });
    expect(users).toMatchObject({
      status: 'unverified',
      reason: 'Nothing in scope has this figure: end-user-availability.',
      measurement: { value: null },
    });
  });

  it('is not verified without the permission, which it names', async () => {
    const claim = await claimOf(azure, SEVERA_CLAIM, [
      { match: { path: METRICS }, effect: { deny: PERMISSION } },
    ]);
    const refused = claim.findings.filter(({ status }) => status === 'unknown');

    expect(claim).toMatchObject({ status: 'unverified', measurement: { value: null } });
    expect(claim.reason).toContain(`Grant ${PERMISSION}`);
    expect(refused).toHaveLength(6);
    for (const { problem } of refused)
      expect(problem).toEqual({ code: 'AuthorizationFailed', permission: PERMISSION });
  });

  it.each<[string, MisbehaviourRule['effect']]>([
    ['throttled without end', { status: 429, retryAfter: 0 }],
    ['failing', { status: 500 }],
    ['breaking off', { truncateBody: true }],
    ['without any metric', { emptyList: true }],
    ['without a unit', { removeProperty: 'unit' }],
    ['of another unit', { setProperty: { path: 'unit', value: 'Count' } }],
    ['without figures', { nullProperty: 'timeseries' }],
    ['of a metric that failed', { setProperty: { path: 'errorCode', value: 'InternalError' } }],
    ['split in two', { setProperty: { path: 'timeseries', value: [{ data: [] }, { data: [] }] } }],
  ])('is not verified when the answer for one resource is %s', async (_case, effect) => {
    const path = `storageaccounts/${SEVERA.storage}/.*${METRICS}`;
    const claim = await claimOf(azure, SEVERA_CLAIM, [{ match: { path }, effect }]);

    expect(claim).toMatchObject({ status: 'unverified', measurement: { value: null } });
    expect(unknowns(claim)).toEqual([storageOf(SEVERA).toLowerCase()]);
  });
});

describe('an estate that was down', () => {
  it('breaks exactly the claims whose figure it misses, and names the resource', async () => {
    const estate = goodEstate();
    addResource(estate, SEVERA, { ...ACCOUNT, name: 'stdown', simulated: { availability: 99.98 } });
    addResource(estate, DRAFTIT, {
      ...ACCOUNT,
      name: 'stdown2',
      simulated: { availability: 99.9 },
    });
    await using azure = await startSimulatedAzure(estate);
    const service = await claimOf(azure, SEVERA_CLAIM);
    const platform = await claimOf(azure, 'draftit.partner-uptime');
    const wrong = service.findings.filter(({ status }) => status === 'fail');

    expect(service).toMatchObject({ status: 'broken', measurement: { value: 99.98 } });
    expect(wrong).toMatchObject([
      {
        check: 'platform-availability',
        resourceId: storageOf(SEVERA, 'stdown'),
        expected: 'at least 99.99 %',
        observed: 99.98,
      },
    ]);
    expect(platform).toMatchObject({ status: 'holds', measurement: { value: 99.9 } });
  });

  it('is not taken for good where there are no figures', async () => {
    const estate = goodEstate();
    addResource(estate, SEVERA, { ...ACCOUNT, name: 'stidle', simulated: { availability: null } });
    await using azure = await startSimulatedAzure(estate);
    const claim = await claimOf(azure, SEVERA_CLAIM);

    expect(claim.status).toBe('unverified');
    expect(unknowns(claim)).toEqual([storageOf(SEVERA, 'stidle').toLowerCase()]);
    expect(claim.reason).toMatch(/no figure of the last 30 days: that is not 100 %/u);
  });

  it('is measured since it was made, and from the second day', async () => {
    const estate = goodEstate();
    const vault = { type: 'Microsoft.KeyVault/vaults' };
    addResource(estate, SEVERA, { ...ACCOUNT, name: 'styoung', created: '-P10DT12H' });
    addResource(estate, SEVERA, { ...vault, name: 'kvyoung', created: '-P10DT12H' });
    addResource(estate, SEVERA, { ...ACCOUNT, name: 'stnew', created: '-PT20H' });
    addResource(estate, SEVERA, { ...vault, name: 'kvnew', created: '-PT20H' });
    await using azure = await startSimulatedAzure(estate);
    const claim = await claimOf(azure, SEVERA_CLAIM);
    const said = claim.findings
      // Tests from outside speak of none of them.
      .filter(({ check }) => check === 'platform-availability')
      .filter(({ resourceId }) => /(young|new)$/u.test(resourceId))
      .map(({ resourceId, status, reason }) => [
        resourceId.split('/').at(-1),
        status,
        reason.replace(/ on \S+:/u, ':'),
      ]);

    expect(claim).toMatchObject({ status: 'reported', measurement: { value: 99.995 } });
    expect(said.toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['kvnew', 'not-applicable', 'Made: not yet a day to measure'],
      ['kvyoung', 'pass', expect.stringContaining('100 % of the 10 whole days since it was made')],
      ['stnew', 'not-applicable', 'Made: not yet a day to measure'],
      ['styoung', 'pass', expect.stringContaining('100 % of the 10 whole days since it was made')],
    ]);
  });

  it.each([
    [98.5, 'holds'],
    [98.4, 'broken'],
  ] as const)('users who reach it for %d %% of the time: %s', async (availability, status) => {
    const estate = goodEstate();
    addResource(estate, DRAFTIT, {
      type: 'Microsoft.Insights/components',
      name: 'appi-draftit',
      simulated: { availability },
    });
    await using azure = await startSimulatedAzure(estate);

    expect(await claimOf(azure, 'draftit.end-user-uptime')).toMatchObject({
      status,
      measurement: { value: availability },
    });
  });

  it('is not verified when the metrics do not know one database', async () => {
    await using azure = await startSimulatedAzure();
    const claim = await claimOf(azure, 'draftit.partner-uptime', [
      { match: { path: `${databaseOf(DRAFTIT)}/providers/.*${METRICS}` }, effect: { status: 404 } },
    ]);

    expect(claim.status).toBe('unverified');
    expect(unknowns(claim)).toEqual([databaseOf(DRAFTIT).toLowerCase()]);
  });
});
