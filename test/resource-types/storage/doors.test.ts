import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { unavailable } from '#domain/reading.ts';
import { storageAccount } from '#resource-types/storage/account.ts';
import { unread } from '../../harness/judge-type.ts';
import { typeCases } from '../../harness/type-cases.ts';

const account = (path: string, value: unknown) => ({
  account: { [`properties/${path}`]: value },
});
const tls = (version: unknown) => account('minimumTlsVersion', version);
const nothing = { account: { properties: null } };

typeCases(encryptionInTransit, storageAccount, {}, [
  { when: 'TLS 1.0 is the minimum', status: 'fail', set: tls('TLS1_0') },
  { when: 'TLS 1.1 is the minimum', status: 'fail', set: tls('TLS1_1') },
  { when: 'TLS 1.2 is the minimum', status: 'pass', set: tls('TLS1_2') },
  { when: 'trap "!= 1.2": a newer version is no violation', status: 'pass', set: tls('TLS1_3') },
  { when: '1.3 is claimed, 1.2 set', status: 'fail', with: { atLeast: '1.3' }, set: tls('TLS1_2') },
  // The other doors (SMB, NFS, SFTP) have no version of TLS to be asked for.
  { when: '1.3 is claimed and set', status: 'pass', with: { atLeast: '1.3' }, set: tls('TLS1_3') },
  { when: 'null, which Azure interprets as 1.0', status: 'fail', set: tls(null) },
  { when: 'it is omitted', status: 'fail', set: tls(undefined), reason: /TLS 1\.0/u },
  { when: 'the version is of the future', status: 'unknown', set: tls('TLS1_4') },
  { when: 'the version is 1.10', status: 'unknown', set: tls('TLS1_10') },
  { when: 'the version is None', status: 'unknown', set: tls('None') },
  { when: 'the version is empty', status: 'unknown', set: tls('') },
  { when: 'no properties came at all', status: 'unknown', set: nothing },
]);

const http = (value: unknown) => account('supportsHttpsTrafficOnly', value);

typeCases(encryptionInTransit, storageAccount, {}, [
  { when: 'plain HTTP is accepted', status: 'fail', set: http(false), reason: /plain text/u },
  { when: 'whether it is, is null', status: 'unknown', set: http(null) },
  { when: 'whether it is, is omitted', status: 'unknown', set: http(undefined) },
  {
    when: 'trap: NFS 3.0 is on beside it',
    status: 'fail',
    set: account('isNfsV3Enabled', true),
    reason: /NFS 3\.0 accepts plain text/u,
  },
  { when: 'NFS 3.0 is not said', status: 'pass', set: account('isNfsV3Enabled', undefined) },
  { when: 'NFS 3.0 is not understood', status: 'unknown', set: account('isNfsV3Enabled', 'maybe') },
  { when: 'SFTP is on, over SSH', status: 'pass', set: account('isSftpEnabled', true) },
  { when: 'SFTP is not understood', status: 'unknown', set: account('isSftpEnabled', 1) },
  {
    when: 'a domain of its own',
    status: 'fail',
    set: account('customDomain', { name: 'files.example.com' }),
    reason: /files\.example\.com accepts plain text/u,
  },
  { when: 'a domain taken away', status: 'pass', set: account('customDomain', { name: '' }) },
  { when: 'a domain without a name', status: 'unknown', set: account('customDomain', {}) },
]);

const service = (properties: unknown) => ({ files: { properties } });
const smb = (settings: unknown) => service({ protocolSettings: { smb: settings } });
const required = (value: unknown) => ({ encryptionInTransit: { required: value } });
const premium = { kind: 'FileStorage', 'sku/name': 'Premium_LRS' };

typeCases(encryptionInTransit, storageAccount, {}, [
  { when: 'nobody ever set anything of SMB', status: 'pass', set: smb({}) },
  { when: 'the answer has no settings of protocols', status: 'pass', set: service({}) },
  { when: 'the file service sent nothing', status: 'unknown', set: service(null) },
  { when: 'SMB encryption is demanded', status: 'pass', set: smb(required(true)) },
  {
    when: 'trap: SMB encryption is not demanded, HTTPS is',
    status: 'fail',
    set: smb(required(false)),
    reason: /SMB file shares accepts plain text/u,
  },
  { when: 'it is not selected: secure transfer decides', status: 'pass', set: smb(required(null)) },
  {
    when: 'nothing is selected, and secure transfer is off',
    status: 'fail',
    set: { ...smb({}), ...http(false) },
    reason: /SMB file shares accepts plain text/u,
  },
  {
    when: 'HTTP is accepted, SMB encryption demanded',
    status: 'fail',
    set: { ...smb(required(true)), ...http(false) },
    reason: /^storage account accepts plain text$/u,
  },
  { when: 'it is not understood', status: 'unknown', set: smb(required('always')) },
  {
    when: 'all versions are listed',
    status: 'pass',
    set: smb({ versions: 'SMB2.1;SMB3.0;SMB3.1.1;' }),
  },
  {
    when: 'a version that is not known',
    status: 'unknown',
    set: smb({ versions: 'SMB3.1.1;SMB1.0' }),
  },
  {
    when: 'every cipher',
    status: 'pass',
    set: smb({ channelEncryption: 'AES-128-CCM;AES-256-GCM' }),
  },
  {
    when: 'a cipher that is not known',
    status: 'unknown',
    set: smb({ channelEncryption: 'ROT13' }),
  },
  {
    when: 'a member that is new to us stands in place of the setting',
    status: 'unknown',
    set: smb({ encryption: 'off' }),
  },
  {
    when: 'NFS without encryption is let in',
    status: 'fail',
    set: service({ protocolSettings: { smb: {}, nfs: required(false) } }),
    reason: /NFS file shares accepts plain text/u,
  },
  {
    when: 'the file service may not be read',
    status: 'unknown',
    set: { files: { '': unread(unavailable('AuthorizationFailed', 'may not read')) } },
  },
  {
    when: 'it is a premium file account, of NFS shares too',
    status: 'pass',
    set: { account: premium, ...smb({}) },
  },
  {
    when: 'it has no file service (block blobs)',
    status: 'pass',
    set: { account: { kind: 'BlockBlobStorage' }, files: { '': undefined } },
  },
  {
    when: 'it has no file service (premium page blobs)',
    status: 'pass',
    set: { account: { 'sku/name': 'Premium_LRS' }, files: { '': undefined } },
  },
  {
    when: 'its kind is of the future, and the file service not readable',
    status: 'unknown',
    set: { account: { kind: 'FutureStorage' }, files: { '': undefined } },
  },
]);

const rules = (value: unknown) => account('networkAcls', value);
const deny = { defaultAction: 'Deny', ipRules: [] };

typeCases(networkIsolation, storageAccount, {}, [
  {
    when: 'the public endpoint is closed',
    status: 'pass',
    set: account('publicNetworkAccess', 'Disabled'),
  },
  { when: 'networks are chosen', status: 'pass', set: rules(deny) },
  {
    when: 'every network is let in',
    status: 'fail',
    set: rules({ ...deny, defaultAction: 'Allow' }),
  },
  { when: 'there are no rules', status: 'fail', set: rules(undefined) },
  { when: 'no default action is said', status: 'fail', set: rules({ ipRules: [] }) },
  {
    when: 'nobody closed it and every network is let in',
    status: 'fail',
    set: {
      account: { 'properties/publicNetworkAccess': undefined, 'properties/networkAcls': null },
    },
  },
  {
    when: 'a /15 is let in',
    status: 'fail',
    set: rules({ ...deny, ipRules: [{ value: '10.0.0.0/15' }] }),
  },
  {
    when: 'an address range of the newer protocol is let in',
    status: 'unknown',
    set: rules({ ...deny, ipv6Rules: [{ value: '2001:db8::/32' }] }),
  },
  {
    when: 'a rule is not understood',
    status: 'unknown',
    set: rules({ ...deny, ipRules: [{ value: 'everybody' }] }),
  },
  {
    when: 'a perimeter decides',
    status: 'unknown',
    set: account('publicNetworkAccess', 'SecuredByPerimeter'),
  },
  {
    when: 'classic logs are open to all networks',
    status: 'fail',
    set: rules({ ...deny, bypass: 'Logging, Metrics' }),
    reason: /classic logs and metrics lets in every address/u,
  },
  {
    when: 'they would be, were the endpoint not closed',
    status: 'pass',
    set: {
      account: {
        'properties/publicNetworkAccess': 'Disabled',
        'properties/networkAcls': { ...deny, bypass: 'Logging, Metrics' },
      },
    },
  },
  { when: 'nothing is let past', status: 'pass', set: rules({ ...deny, bypass: 'None' }) },
  {
    when: 'what is let past is new',
    status: 'unknown',
    set: rules({ ...deny, bypass: 'Partners' }),
  },
]);
