import type { Cell } from '#traits/cell.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import { map, type Said } from '#traits/said.ts';
import { fileDoors } from './file-doors.ts';
import { reachOf, reachOfClassicLogs } from './reach.ts';

/** Worst to best; what is not listed is not understood. Source: Microsoft.Storage/storageAccounts, 2025-08-01. */
const VERSIONS = { TLS1_0: '1.0', TLS1_1: '1.1', TLS1_2: '1.2', TLS1_3: '1.3' } as const;

/** Every door of an account: HTTP, and beside it the protocols that its HTTP settings say nothing of. */
export function endpointsOf(account: Cell, files: Cell): readonly Endpoint[] {
  const properties = account.at('properties');
  const reach = reachOf(account);
  const oldestTls = properties.at('minimumTlsVersion').oneOf<TlsVersion>(VERSIONS, {
    means: '1.0',
    source: 'Microsoft.Storage/storageAccounts: "the default interpretation is TLS 1.0"',
  });
  const keys = sharedKeys(properties);
  // True only for accounts made by newer API versions, and nothing tells which one made this: absent is not said.
  const plainText = properties
    .at('supportsHttpsTrafficOnly')
    .oneOf({ true: 'refused', false: 'accepted' } as const);
  const http: Endpoint = { what: 'storage account', oldestTls, plainText, reach, keys };
  const classic = reachOfClassicLogs(account);
  return [
    http,
    ...(classic === undefined
      ? []
      : [{ ...http, what: 'classic logs and metrics', reach: classic }]),
    ...customDomain(properties).map((door) => ({ ...http, ...door })),
    ...[
      ...switched(properties, 'isNfsV3Enabled', 'NFS 3.0', 'accepted'),
      ...switched(properties, 'isSftpEnabled', 'SFTP', 'refused'),
      ...fileDoors(account, files, plainText),
    ].map((door) => ({ ...door, reach })),
  ];
}

function sharedKeys(properties: Cell): Said<'accepted' | 'refused'> {
  const own = properties
    .at('allowSharedKeyAccess')
    .oneOf<'accepted' | 'refused'>(
      { true: 'accepted', false: 'refused' },
      { means: 'accepted', source: 'azure-facts §5: allowSharedKeyAccess null means true' },
    );
  const byService = properties.at('allowSharedKeyAccessForServices');
  const there = byService.isThere();
  return there.said && there.value
    ? byService.notUnderstood('Which services accept shared keys of their own is not understood')
    : own;
}

/**
 * Azure serves a domain of the customer's over plain HTTP, whatever the account says. Source: "Require secure transfer to ensure secure
 * connections", note on custom domain names.
 */
function customDomain(properties: Cell): readonly Pick<Endpoint, 'what' | 'plainText'>[] {
  const domain = properties.at('customDomain');
  const there = domain.isThere();
  if (!there.said || !there.value) return [];
  // An empty name is how a domain is taken away.
  if (domain.at('name').oneOf({ '': true }).said) return [];
  const name = domain.at('name').text();
  const plainText = map(name, () => 'accepted' as const);
  return [{ what: `custom domain ${name.said ? name.value : ''}`.trim(), plainText }];
}

/**
 * A protocol that is there only while it is switched on; absent means off (Microsoft.Storage/storageAccounts, 2025-08-01). NFS 3.0 knows
 * no encryption, and secure transfer does not bear on it ("Require secure transfer", note); SFTP always has that of SSH.
 */
function switched(
  properties: Cell,
  member: string,
  what: string,
  when: 'refused' | 'accepted',
): readonly Pick<Endpoint, 'what' | 'plainText'>[] {
  const flag = properties
    .at(member)
    .oneOf({ true: true, false: false }, { means: false, source: `${member}: absent means false` });
  if (flag.said && !flag.value) return [];
  return [{ what, plainText: map(flag, () => when) }];
}
