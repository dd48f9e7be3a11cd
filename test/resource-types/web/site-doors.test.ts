import { describe, expect, it } from 'vitest';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { webSite } from '#resource-types/web/site.ts';
import { brokenBodies, judgeType } from '../../harness/judge-type.ts';

const OPEN = { 'properties/publicNetworkAccess': 'Enabled' };
const rule = (ipAddress: string | null, action: string, more = {}) => ({
  ipAddress,
  action,
  ...more,
});

/** With these rules for the app, the same for its deployment, and no FTP. */
async function reachWith(config: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const bodies = brokenBodies(webSite, {
    site: OPEN,
    config: {
      'properties/ftpsState': 'Disabled',
      'properties/scmIpSecurityRestrictionsUseMain': true,
      ...config,
    },
  });
  const [one] = await judgeType(networkIsolation, webSite, bodies);
  return one?.verdict.status;
}

describe('the access restrictions of an app', () => {
  const name = 'properties/ipSecurityRestrictions';
  const byDefault = 'properties/ipSecurityRestrictionsDefaultAction';
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['one address', { [name]: [rule('203.0.113.7/32', 'Allow')] }, 'pass'],
    [
      'eight addresses in one rule',
      { [name]: [rule('203.0.113.7/32,203.0.113.9', 'Allow')] },
      'pass',
    ],
    [
      'all but one address',
      { [name]: [rule('203.0.113.7', 'Deny')], [byDefault]: 'Allow' },
      'fail',
    ],
    [
      'the internet in two halves',
      { [name]: [rule('0.0.0.0/1', 'Allow'), rule('128.0.0.0/1', 'Allow')] },
      'fail',
    ],
    ['everybody by a word', { [name]: [rule('Any', 'Allow')], [byDefault]: undefined }, 'fail'],
    ['everybody for want of rules', { [name]: [], [byDefault]: undefined }, 'fail'],
    ['everybody, never having been asked', { [name]: undefined, [byDefault]: undefined }, 'fail'],
    ['nobody but a service', { [name]: [rule('AzureFrontDoor.Backend', 'Allow')] }, 'unknown'],
    [
      'a subnet',
      { [name]: [rule(null, 'Allow', { vnetSubnetResourceId: '/subscriptions/1/subnet' })] },
      'pass',
    ],
    ['a rule that says nobody', { [name]: [rule(null, 'Allow')] }, 'unknown'],
    ['a rule of an action that is new', { [name]: [rule('Any', 'Log')] }, 'unknown'],
    ['rules that are no list', { [name]: 'none' }, 'unknown'],
  ])('let in %s', async (_, config, status) => {
    expect(await reachWith(config)).toBe(status);
  });

  it('are others for its deployment, unless it says that they are the same', async () => {
    const scm = { 'properties/scmIpSecurityRestrictionsDefaultAction': 'Allow' };

    expect(await reachWith(scm)).toBe('pass');
    expect(await reachWith({ ...scm, 'properties/scmIpSecurityRestrictionsUseMain': false })).toBe(
      'fail',
    );
  });
});

describe('what an app accepts', () => {
  it.each([
    ['1.2', 'FtpsOnly', 'pass'],
    ['1.3', 'Disabled', 'pass'],
    ['1.4', 'Disabled', 'unknown'],
    ['1.1', 'Disabled', 'fail'],
    ['1.2', 'SomeOther', 'unknown'],
    [1.2, 'Disabled', 'unknown'],
  ])('TLS %s and FTP %s', async (version, ftpsState, status) => {
    const bodies = brokenBodies(webSite, {
      config: { 'properties/minTlsVersion': version, 'properties/ftpsState': ftpsState },
    });
    const [one] = await judgeType(encryptionInTransit, webSite, bodies);

    expect(one?.verdict.status).toBe(status);
  });

  it('TLS 1.3 alone, but for FTP, which speaks TLS 1.2 as well', async () => {
    const versions = { 'properties/minTlsVersion': '1.3', 'properties/scmMinTlsVersion': '1.3' };
    const judged = async (ftpsState: string) => {
      const config = { ...versions, 'properties/ftpsState': ftpsState };
      const bodies = brokenBodies(webSite, { config });
      const [one] = await judgeType(encryptionInTransit, webSite, bodies, { atLeast: '1.3' });
      return one?.verdict.status;
    };

    expect(await judged('Disabled')).toBe('pass');
    expect(await judged('FtpsOnly')).toBe('fail');
  });
});
