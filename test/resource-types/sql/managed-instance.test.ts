import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { managedInstance } from '#resource-types/sql/managed-instance.ts';
import { typeCases } from '../../harness/type-cases.ts';

const found = (minimalTlsVersion: unknown) => ({
  instance: { 'properties/minimalTlsVersion': minimalTlsVersion },
});

typeCases(encryptionInTransit, managedInstance, {}, [
  { when: 'the minimum is the claimed one', status: 'pass', set: found('1.2') },
  { when: 'the minimum is just below', status: 'fail', set: found('1.1') },
  { when: 'no minimum is set (None)', status: 'fail', set: found('None') },
  { when: 'the property is null', status: 'unknown', set: found(null), reason: /was ever set/u },
  { when: 'Azure omits it', status: 'unknown', set: found(undefined) },
  { when: 'the value is of the future', status: 'unknown', set: found('2.0') },
  {
    when: 'all properties are missing',
    status: 'unknown',
    set: { instance: { properties: null } },
  },
]);

const open = (value: unknown) => ({
  instance: { 'properties/publicDataEndpointEnabled': value },
});

typeCases(networkIsolation, managedInstance, {}, [
  { when: 'the public endpoint is closed', status: 'pass', set: open(false) },
  {
    when: 'it is open, and whom its subnet lets in is not read',
    status: 'unknown',
    set: open(true),
    reason: /network security group/u,
  },
  { when: 'Azure omits it', status: 'unknown', set: open(undefined) },
]);

typeCases(location, managedInstance, { with: { within: 'EEA' } }, [
  { when: 'its databases hold the data', status: 'not-applicable' },
  { when: 'what it processes is asked for', status: 'pass', with: { speaksOf: 'processing' } },
  {
    when: 'its region is not named',
    status: 'unknown',
    with: { speaksOf: 'processing' },
    set: { instance: { location: undefined } },
  },
]);
