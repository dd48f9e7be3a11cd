import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '#checks/questions.generated.ts';
import { unavailable } from '#domain/reading.ts';
import { questionCheck } from '#evaluation/question-check.ts';
import { NOW } from '../harness/ask-question.ts';
import { USUAL } from '../harness/usual-parameters.ts';

/** What a question says of a resource of a type that no file describes. */
async function statusOf(
  id: string,
  type: string,
  given: Readonly<Record<string, unknown>> = USUAL[id] ?? {},
  region = 'northeurope',
): Promise<string | undefined> {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  if (question === undefined) throw new Error(`no question ${id}`);
  const resource = { id: `/subscriptions/1/providers/${type}/one`, name: 'one', type };
  const [judgement] = await questionCheck(question, new Map()).judge(
    {
      resource: { ...resource, location: region },
      groupTags: {},
      evidence: [],
      readAt: Date.parse(NOW),
    },
    question.parameters.parse(given),
    async () => await Promise.resolve(unavailable('NotCollected', 'nothing is read')),
    {
      asOf: NOW,
      locate: async () =>
        await Promise.resolve({ is: 'not-known', why: unavailable('NotCollected', 'nothing') }),
    },
  );
  return judgement?.verdict.status;
}

const DATABASE = 'Microsoft.DocumentDB/databaseAccounts';
const SITE = 'Microsoft.Web/sites';
const NETWORK = 'Microsoft.Network/virtualNetworks';
const UNHEARD_OF = 'Microsoft.Brandnew/stores';

describe('a type without a file', () => {
  it.each([
    ['location', DATABASE, 'unknown'],
    ['encryption-at-rest', DATABASE, 'unknown'],
    ['backup-recent', DATABASE, 'unknown'],
    ['backup-recent', SITE, 'unknown'],
    ['backup-recent', UNHEARD_OF, 'unknown'],
    ['backup-recent', NETWORK, 'not-applicable'],
    ['point-in-time-restore', DATABASE, 'unknown'],
    ['point-in-time-restore', UNHEARD_OF, 'unknown'],
    ['point-in-time-restore', SITE, 'not-applicable'],
    ['point-in-time-restore', 'Microsoft.Compute/disks', 'not-applicable'],
    ['regional-redundancy', DATABASE, 'unknown'],
    ['regional-redundancy', SITE, 'unknown'],
    ['geo-redundant-backup', 'Microsoft.DataProtection/backupVaults', 'unknown'],
    ['backup-interval', 'Microsoft.DataProtection/backupVaults', 'unknown'],
    ['key-protection', 'Microsoft.KeyVault/managedHSMs', 'unknown'],
    ['key-protection', DATABASE, 'not-applicable'],
    ['key-protection', UNHEARD_OF, 'not-applicable'],
  ])('%s of %s: %s', async (id, type, status) => {
    expect(await statusOf(id, type)).toBe(status);
  });

  it.each([
    ['Microsoft.Network/applicationGateways', 'eastus', 'fail'],
    ['Microsoft.Network/applicationGateways', 'northeurope', 'unknown'],
    ['Microsoft.Network/azureFirewalls', 'eastus', 'fail'],
    ['Microsoft.Network/virtualNetworkGateways', 'eastus', 'fail'],
    ['Microsoft.Network/frontDoors', 'global', 'unknown'],
    ['Microsoft.Cdn/profiles', 'global', 'unknown'],
    ['Microsoft.EventGrid/systemTopics', 'eastus', 'fail'],
    ['Microsoft.Web/serverfarms', 'eastus', 'fail'],
    ['Microsoft.Web/serverfarms', 'northeurope', 'pass'],
    ['Microsoft.Web/hostingEnvironments', 'eastus', 'fail'],
    ['Microsoft.Network/networkSecurityGroups', 'eastus', 'not-applicable'],
  ])('%s in %s, where a sentence speaks of processing: %s', async (type, region, status) => {
    const processing = { within: 'EEA', speaksOf: 'processing' };

    expect(await statusOf('location', type, processing, region)).toBe(status);
    expect(await statusOf('location', type, { within: 'EEA' }, region)).toBe('not-applicable');
  });
});
