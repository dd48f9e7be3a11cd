import { describe, expect, it } from 'vitest';
import { customerKeys } from '#checks/customer-keys.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { apiManagement } from '#resource-types/api-management/service.ts';
import { classicCdnEndpoint } from '#resource-types/cdn/classic-endpoint.ts';
import { frontDoor } from '#resource-types/cdn/front-door.ts';
import { cdnProfile } from '#resource-types/cdn/profile.ts';
import { kubernetesCluster } from '#resource-types/containers/cluster.ts';
import { containerRegistry } from '#resource-types/containers/registry.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { applicationGateway } from '#resource-types/network/application-gateway.ts';
import { hostingEnvironment } from '#resource-types/web/hosting-environment.ts';
import { webSite } from '#resource-types/web/site.ts';
import type { Question } from '#traits/define-check.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';
import { type RecordedRow, recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

/** What questions say of a recorded answer, with the good answers for what was not recorded of the resource. */
async function verdicts(
  type: ResourceType,
  bodies: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, Question>>,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const [name, question] of Object.entries(asked)) {
    const given = question === location ? { within: 'EEA', speaksOf: 'processing' } : {};
    const [one] = await judgeType(question, type, { ...type.good.bodies, ...bodies }, given, {
      locate: locateGood,
    });
    found[name] = one?.verdict.status ?? '';
  }
  return found;
}

function rowsOf(type: string, least: number): readonly RecordedRow[] {
  const rows = recordedRows(type);
  expect(rows.length).toBeGreaterThanOrEqual(least);
  return rows;
}

const COMMON = { transit: encryptionInTransit, reach: networkIsolation, place: location };

describe.skipIf(!sharedIsHere)('recorded answers (need the shared recordings)', () => {
  it('of apps: some demand HTTPS, none is in the EEA, and who is let in config/web says', async () => {
    const [config] = rowsOf('Microsoft.Web/sites/config', 1);
    const open = { ...webSite.good.bodies, config };
    for (const site of rowsOf('Microsoft.Web/sites', 2)) {
      const said = JSON.stringify(site);
      const isSafe = said.includes('"httpsOnly":true');
      const byFtp = brokenBodies(webSite, { config: { 'properties/ftpsState': 'FtpsOnly' } });
      const found = await verdicts(webSite, { ...byFtp, site }, COMMON);

      // Without a word on public access the rules decide: the good ones refuse all, but FTP is open.
      expect(found).toEqual({
        transit: isSafe ? 'pass' : 'fail',
        reach: 'fail',
        place: 'fail',
      });
      // The recorded configuration accepts plain FTP, and lets everybody in.
      expect(await verdicts(webSite, { ...open, site }, COMMON)).toEqual({
        transit: 'fail',
        reach: 'fail',
        place: 'fail',
      });
    }
  });

  it('of an App Service environment: it has switched TLS 1.0 off and is internal, but in the United States', async () => {
    const [environment] = rowsOf('Microsoft.Web/hostingEnvironments', 1);

    expect(await verdicts(hostingEnvironment, { environment }, COMMON)).toEqual({
      transit: 'pass',
      reach: 'pass',
      place: 'fail',
    });
  });

  it('of registries: encrypted under a key of Azure where they say so; an old one says little', async () => {
    const asked = { ...COMMON, rest: encryptionAtRest, keys: customerKeys };
    for (const registry of rowsOf('Microsoft.ContainerRegistry/registries', 5)) {
      const said = JSON.stringify(registry);
      const isNew = said.includes('"publicNetworkAccess"');
      const found = await verdicts(containerRegistry, { registry, replications: [] }, asked);

      expect(found).toEqual({
        transit: 'pass',
        reach: isNew ? 'fail' : 'unknown',
        // Some are in China, in regions that are no part of the public cloud.
        place: /"location":"china/u.test(said) ? 'unknown' : 'fail',
        rest: 'pass',
        keys: said.includes('"encryption"') ? 'fail' : 'unknown',
      });
    }
  });

  it('of a cluster: open to everybody, its temporary disks unencrypted, and how its pods are called is not known', async () => {
    const [cluster] = rowsOf('Microsoft.ContainerService/managedClusters', 1);
    const asked = { ...COMMON, rest: encryptionAtRest, keys: customerKeys };

    expect(await verdicts(kubernetesCluster, { cluster }, asked)).toEqual({
      transit: 'unknown',
      reach: 'fail',
      place: 'fail',
      rest: 'fail',
      keys: 'fail',
    });
  });

  it('of API Management: no old version on either side, open, and in the United States', async () => {
    const [service] = rowsOf('Microsoft.ApiManagement/service', 1);

    expect(JSON.stringify(service)).toContain('Backend.Protocols.Tls10":"False"');
    expect(await verdicts(apiManagement, { service }, COMMON)).toEqual({
      transit: 'pass',
      reach: 'fail',
      place: 'fail',
    });
  });

  it('of an application gateway: it answers HTTP, on a private address', async () => {
    const [gateway] = rowsOf('Microsoft.Network/applicationGateways', 1);

    expect(await verdicts(applicationGateway, { gateway }, COMMON)).toEqual({
      transit: 'fail',
      reach: 'pass',
      place: 'fail',
    });
  });

  it('of content networks: a classic endpoint takes HTTP, a new profile leaves that to its endpoints', async () => {
    const [endpoint] = rowsOf('Microsoft.Cdn/profiles/endpoints', 1);
    const domains = rowsOf('Microsoft.Cdn/profiles/customDomains', 1);
    const classic = await verdicts(classicCdnEndpoint, { endpoint, domains: [] }, COMMON);

    expect(classic).toEqual({ transit: 'fail', reach: 'fail', place: 'unknown' });
    for (const profile of rowsOf('Microsoft.Cdn/profiles', 3)) {
      const isNew = JSON.stringify(profile).includes('AzureFrontDoor');
      expect(await verdicts(cdnProfile, { profile, domains }, COMMON)).toEqual({
        transit: isNew ? 'pass' : 'not-applicable',
        reach: 'fail',
        place: 'unknown',
      });
    }
    for (const door of rowsOf('Microsoft.Network/frontDoors', 2)) {
      // Both take HTTP and hand it on as they take it.
      expect(await verdicts(frontDoor, { door }, COMMON)).toEqual({
        transit: 'fail',
        reach: 'fail',
        place: 'unknown',
      });
    }
  });
});
