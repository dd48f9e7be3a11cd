import { describe, expect, it } from 'vitest';
import { backupRecent } from '#checks/backup-recent.ts';
import { location } from '#checks/location.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import { cognitiveAccount } from '#resource-types/cognitive-services/account.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

async function standing(
  region: string,
  sku: string | undefined,
  within: string | readonly string[],
  kind = 'OpenAI',
): Promise<string | undefined> {
  const bodies = {
    ...brokenBodies(cognitiveAccount, {
      account: { location: region, kind, 'properties/userOwnedStorage': undefined },
    }),
    deployments: [{ name: 'model', sku: { name: sku } }],
    settings: [],
  };
  const judged = await judgeType(location, cognitiveAccount, bodies, { within });
  return judged[0]?.verdict.status;
}

describe('a deployed model works', () => {
  it.each([
    ['in the account’s region', 'swedencentral', 'Standard', 'SE', 'pass'],
    ['in the account’s region, reserved', 'swedencentral', 'ProvisionedManaged', 'SE', 'pass'],
    ['anywhere', 'swedencentral', 'GlobalStandard', 'Europe', 'fail'],
    ['anywhere, in any letter case', 'swedencentral', 'globalbatch', 'EU', 'fail'],
    ['in the member states', 'swedencentral', 'DataZoneStandard', 'EU', 'pass'],
    [
      'in the member states, which are of Europe',
      'francecentral',
      'DataZoneBatch',
      'Europe',
      'pass',
    ],
    [
      'in the member states, one of which is claimed',
      'swedencentral',
      'DataZoneStandard',
      'SE',
      'fail',
    ],
    ['in the member states, or in one', 'swedencentral', 'DataZoneStandard', ['SE', 'EEA'], 'pass'],
    ['in the United States', 'eastus', 'DataZoneStandard', 'US', 'pass'],
    ['in a zone that is not documented', 'norwayeast', 'DataZoneStandard', 'EEA', 'unknown'],
    ['in a way that Azure added since', 'swedencentral', 'Orbital', 'EU', 'unknown'],
    ['in a way that is not said', 'swedencentral', undefined, 'EU', 'unknown'],
  ])('%s', async (_, region, sku, within, status) => {
    expect(await standing(region, sku, within)).toBe(status);
  });

  it('only in accounts of kinds that have models', async () => {
    expect(await standing('swedencentral', 'GlobalStandard', 'SE', 'SpeechServices')).toBe('pass');
    expect(await standing('swedencentral', 'GlobalStandard', 'SE', 'AIServices')).toBe('fail');
    expect(await standing('swedencentral', 'GlobalStandard', 'SE', 'Future')).toBe('fail');
  });

  it.each(['CustomVision.Training', 'Face', 'LUIS.Authoring', 'TextTranslation'])(
    'nowhere in an account of the kind %s, which may keep what people made all the same',
    async (kind) => {
      const bodies = brokenBodies(cognitiveAccount, { account: { kind } });
      const [judged] = await judgeType(backupRecent, cognitiveAccount, bodies);

      expect(judged?.verdict.status).toBe('unknown');
    },
  );

  it('and is no copy of anything, wherever it works', async () => {
    const bodies = cognitiveAccount.good.bodies;
    const [judged] = await judgeType(
      regionalRedundancy,
      cognitiveAccount,
      bodies,
      {},
      { locate: locateGood },
    );

    expect(judged?.verdict.status).toBe('fail');
  });
});
