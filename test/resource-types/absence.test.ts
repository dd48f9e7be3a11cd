import { describe, expect, it } from 'vitest';
import { location } from '#checks/location.ts';
import { bot } from '#resource-types/bot-service/bot.ts';
import { cognitiveAccount } from '#resource-types/cognitive-services/account.ts';
import { eventGridNamespace } from '#resource-types/event-grid/namespace.ts';
import { purviewAccount } from '#resource-types/purview/account.ts';
import { judgeType, locateGood } from '../harness/judge-type.ts';

describe('what a resource may send its data to is not known', () => {
  it.each([
    ['of a bot', bot, 'bot'],
    ['of a catalogue', purviewAccount, 'account'],
    ['of a namespace of topics', eventGridNamespace, 'namespace'],
    ['of an AI account', cognitiveAccount, 'account'],
  ])('%s of which Azure sends no settings', async (_, type, read) => {
    const bodies = { ...type.good.bodies, [read]: { location: 'northeurope', properties: {} } };
    const judged = await judgeType(
      location,
      type,
      bodies,
      { within: 'EEA' },
      { locate: locateGood },
    );

    expect(judged.map(({ verdict }) => verdict.status)).toEqual(['unknown']);
  });

  it('of an AI account that names it in words that are not understood', async () => {
    const { account } = cognitiveAccount.good.bodies as { account: { properties: object } };
    const properties = { ...account.properties, raiMonitorConfig: 'somewhere' };
    const bodies = { ...cognitiveAccount.good.bodies, account: { ...account, properties } };
    const [judged] = await judgeType(
      location,
      cognitiveAccount,
      bodies,
      { within: 'EEA' },
      { locate: locateGood },
    );

    expect(judged?.verdict.status).toBe('unknown');
  });
});
