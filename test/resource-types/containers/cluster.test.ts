import { describe, expect, it } from 'vitest';
import { location } from '#checks/location.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { kubernetesCluster } from '#resource-types/containers/cluster.ts';
import { brokenBodies, digestOf, judgeType } from '../../harness/judge-type.ts';

const WORKSPACE =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/far';

/** Whatever is looked up lies in the United States. */
const locateFar: Locate = async () => {
  const evidence = digestOf(kubernetesCluster, 'cluster');
  const at = [{ evidence, pointer: '/location' }];
  return await Promise.resolve({
    is: 'in-scope',
    evidence: [evidence],
    location: 'eastus',
    at,
  });
};

describe('where a cluster sends what its addons see in it', () => {
  it.each<[string, unknown, string]>([
    ['nowhere, without addons', undefined, 'pass'],
    ['nowhere, by an addon without settings', { azurepolicy: { enabled: true } }, 'pass'],
    [
      'to a workspace',
      { omsagent: { config: { logAnalyticsWorkspaceResourceID: WORKSPACE } } },
      'fail',
    ],
    [
      'to a workspace that is named in small letters',
      { omsagent: { config: { loganalyticsworkspaceresourceid: WORKSPACE } } },
      'fail',
    ],
    ['to nobody knows what, by addons of another form', 'several', 'unknown'],
    [
      'to nobody knows what, by settings of another form',
      { omsagent: { config: 'several' } },
      'unknown',
    ],
  ])('%s', async (_, addonProfiles, status) => {
    const cluster = { 'properties/addonProfiles': addonProfiles };
    const bodies = { ...brokenBodies(kubernetesCluster, { cluster }), settings: [] };
    const [one] = await judgeType(
      location,
      kubernetesCluster,
      bodies,
      { within: 'EEA' },
      { locate: locateFar },
    );

    expect(one?.verdict.status).toBe(status);
  });
});
