import { describe, expect, it } from 'vitest';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { sqlServer } from '#resource-types/sql/server.ts';
import { typeCases } from '../../harness/type-cases.ts';

const SYNAPSE = { kind: 'v12.0,Analytics' };
const minimum = (version: unknown) => ({ server: { 'properties/minimalTlsVersion': version } });

typeCases(encryptionInTransit, sqlServer, {}, [
  { when: 'the minimum is the claimed one', status: 'pass', set: minimum('1.2') },
  { when: 'a newer one (trap: "!= 1.2" fails 1.3)', status: 'pass', set: minimum('1.3') },
  { when: 'the minimum is just below', status: 'fail', set: minimum('1.1') },
  { when: 'None sorts higher as a string (trap)', status: 'fail', set: minimum('None') },
  { when: '1.3 is demanded', status: 'fail', with: { atLeast: '1.3' }, set: minimum('1.2') },
  {
    when: 'Azure omits it',
    status: 'unknown',
    set: minimum(undefined),
    reason: /none was ever set/u,
  },
  { when: 'it is null', status: 'unknown', set: minimum(null) },
  { when: 'all properties are missing', status: 'unknown', set: { server: { properties: null } } },
  { when: 'a value of the future', status: 'unknown', set: minimum('1.4') },
  { when: 'an empty token', status: 'unknown', set: minimum('') },
  {
    when: 'the server of a Synapse workspace',
    status: 'not-applicable',
    set: { server: { ...SYNAPSE, 'properties/minimalTlsVersion': '1.0' } },
    reason: /Synapse/u,
  },
]);

const partners = (...servers: readonly unknown[]) => ({
  failoverGroups: { '0/properties/partnerServers': servers },
});
typeCases(location, sqlServer, { with: { within: 'EU', speaksOf: 'processing' } }, [
  { when: 'server and partner within', status: 'pass' },
  {
    when: 'a partner outside',
    status: 'fail',
    set: partners({ id: '/x/servers/sql-partner', location: 'East US' }),
    reason: /sql-partner of failover group fg/u,
  },
  { when: 'its location is null', status: 'unknown', set: partners({ id: '/x', location: null }) },
  { when: 'a group names no partner', status: 'unknown', set: partners() },
  { when: 'no group', status: 'pass', set: { failoverGroups: { '': [] } } },
  { when: 'a Synapse workspace’s', status: 'not-applicable', set: { server: SYNAPSE } },
  {
    when: 'only where data is stored is asked',
    status: 'not-applicable',
    with: { speaksOf: 'data' },
  },
]);

const open = (...rules: readonly (readonly [unknown, unknown])[]) => ({
  server: { 'properties/publicNetworkAccess': 'Enabled' },
  firewallRules: {
    '': rules.map(([startIpAddress, endIpAddress]) => ({
      properties: { startIpAddress, endIpAddress },
    })),
  },
});
typeCases(networkIsolation, sqlServer, { with: { addresses: 256 } }, [
  { when: 'the public endpoint is closed', status: 'pass' },
  { when: 'more addresses than stated', status: 'fail', set: open(['10.0.0.0', '10.0.1.0']) },
  {
    when: 'two rules that let in too many together',
    status: 'fail',
    set: open(['198.51.100.0', '198.51.100.255'], ['203.0.113.7', '203.0.113.7']),
  },
  { when: 'whatever runs in Azure', status: 'fail', set: open(['0.0.0.0', '0.0.0.0']) },
  {
    when: 'few: databases may have rules of their own',
    status: 'unknown',
    set: open(['1.2.3.4', '1.2.3.4']),
  },
  { when: 'a rule that is no address', status: 'unknown', set: open(['a', 'b']) },
  { when: 'a rule without an end', status: 'unknown', set: open(['10.0.0.0', null]) },
  {
    when: 'whether it is open is not said',
    status: 'unknown',
    set: { server: { 'properties/publicNetworkAccess': undefined } },
  },
  {
    when: 'a perimeter decides',
    status: 'unknown',
    set: { server: { 'properties/publicNetworkAccess': 'SecuredByPerimeter' } },
  },
]);

describe('the commands of a server', () => {
  it('mend with its own names, quoted', () => {
    const id = sqlServer.good.id.replace(/\/sql$/u, "/sql'test");
    const command = sqlServer.mend['encryption-in-transit']?.(
      { id, name: "sql'test" },
      // The engine hands over what the check's own schema parsed.
      { atLeast: '1.2' } as never,
    );

    expect(command).toBe(
      String.raw`az sql server update --name 'sql'\''test' --minimal-tls-version '1.2' --resource-group 'rg' --subscription '00000000-0000-0000-0000-000000000001'`,
    );
  });
});
