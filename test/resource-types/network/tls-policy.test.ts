import { expect, it } from 'vitest';
import { oldestBy } from '#resource-types/network/tls-policy.ts';
import { cellOf } from '#traits/cell.ts';

const at = { evidence: `sha256:${'0'.repeat(64)}`, pointer: '' } as const;
const cell = (value: unknown) => cellOf({ value, at, readAt: 1 });

it.each<[string, unknown, unknown, string | undefined]>([
  [
    'a predefined policy',
    { policyName: 'AppGwSslPolicy20170401S' },
    'AppGwSslPolicy20150501',
    '1.2',
  ],
  [
    'a policy that is new',
    { policyName: 'AppGwSslPolicy20300101' },
    'AppGwSslPolicy20220101',
    undefined,
  ],
  ['a least version', { policyType: 'CustomV2', minProtocolVersion: 'TLSv1_3' }, undefined, '1.3'],
  ['a version that is new', { minProtocolVersion: 'TLSv1_4' }, 'AppGwSslPolicy20220101', undefined],
  ['1.0 and 1.1 off', { disabledSslProtocols: ['TLSv1_0', 'TLSv1_1'] }, undefined, '1.2'],
  ['1.1 off and 1.0 not', { disabledSslProtocols: ['TLSv1_1'] }, undefined, '1.0'],
  [
    'an old predefined policy that names a version as well',
    { policyName: 'AppGwSslPolicy20150501', minProtocolVersion: 'TLSv1_2' },
    'AppGwSslPolicy20220101',
    '1.0',
  ],
  [
    'nothing off, and a new policy by default',
    { disabledSslProtocols: [] },
    'AppGwSslPolicy20220101',
    undefined,
  ],
  ['nothing off', { disabledSslProtocols: [] }, 'AppGwSslPolicy20150501', '1.0'],
  ['a policy that says nothing', { policyType: 'Custom' }, 'AppGwSslPolicy20220101', undefined],
  ['no policy, and the old one by default', undefined, 'AppGwSslPolicy20150501', '1.0'],
  ['no policy, and none by default', undefined, undefined, undefined],
])('of %s', (_, sslPolicy, byDefault, version) => {
  const own = cell({ sslPolicy, byDefault });
  const oldest = oldestBy(own.at('sslPolicy'), own.at('byDefault'));

  expect(oldest.said ? oldest.value : undefined).toBe(version);
});
