import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { loadArmContract } from './arm-contract.ts';
import { httpTo, textOf } from './http.ts';

const GROUP =
  '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-draftit-prod/providers';
const VAULT = `${GROUP}/Microsoft.RecoveryServices/vaults/rsv-draftit-prod`;
const ITEM_TYPE =
  'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems';
const VERSION = 'api-version=2026-07-01';

describe('the database in a virtual machine that a vault protects', () => {
  let time = Date.parse('2026-11-21T12:34:56Z');
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;

  beforeEach(async () => {
    time = Date.parse('2026-11-21T12:34:56Z');
    simulator = await startSimulator({ port: 0, now: () => new Date(time) });
    http = httpTo(simulator);
  });

  afterEach(async () => {
    await http.close();
    await simulator.close();
  });

  async function onlyItem() {
    const { body } = await http.get(`${VAULT}/backupProtectedItems?${VERSION}`);
    expect(body['value']).toHaveLength(1);
    return body['value']?.[0];
  }

  it('is backed up every full hour, however long the simulator runs', async () => {
    const before = await onlyItem();
    time += 30 * 3_600_000;
    const later = await onlyItem();

    expect(before?.['properties']).toMatchObject({
      lastRecoveryPoint: '2026-11-21T12:00:00.000Z',
      lastBackupStatus: 'Healthy',
    });
    expect(later?.['properties']?.['lastRecoveryPoint']).toBe('2026-11-22T18:00:00.000Z');
  });

  it('names its policy in another letter case than the policy itself', async () => {
    const policyId = textOf((await onlyItem())?.['properties']?.['policyId']);
    const { body } = await http.get(`${VAULT}/backupPolicies/sql-in-vm?${VERSION}`);
    const id = textOf(body['id']);

    expect(policyId).not.toBe(id);
    expect(policyId.toLowerCase()).toBe(id.toLowerCase());
  });

  it('is no longer backed up once somebody stops its protection', async () => {
    const item = await onlyItem();
    const properties = { protectionState: 'ProtectionStopped' };
    const path = `${textOf(item?.['id'])}?${VERSION}`;
    const answer = await http.call('PUT', path, { body: { properties } });
    const stopped = await onlyItem();

    expect(answer.status).toBe(200);
    expect(stopped?.['properties']?.['protectionState']).toBe('ProtectionStopped');
    expect(stopped?.['properties']?.['lastRecoveryPoint']).toBeUndefined();
  });

  it.skipIf(!sharedIsHere).each([
    [ITEM_TYPE, 'backupProtectedItems', '2023-06-01'],
    [ITEM_TYPE, 'backupProtectedItems', '2026-07-01'],
    ['Microsoft.RecoveryServices/vaults/backupPolicies', 'backupPolicies', '2023-06-01'],
    ['Microsoft.RecoveryServices/vaults/backupPolicies', 'backupPolicies', '2026-07-01'],
  ])('conforms to arm-types: %s, %s, %s (needs ../shared)', async (type, segment, version) => {
    const contract = await loadArmContract();
    const { body } = await http.get(`${VAULT}/${segment}?api-version=${version}`);

    expect(Number(body['value']?.['length'])).toBeGreaterThan(0);
    expect(contract.errorsIn(type, version, body)).toEqual([]);
  });
});
