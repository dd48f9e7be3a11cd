import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';
import { ACCOUNTS, account } from './reads.ts';

/** A NetApp account: what its volumes have in common. The data lies in them. Source: Microsoft.NetApp/netAppAccounts, 2026-06-01. */
export const netAppAccount = defineResourceType({
  type: 'Microsoft.NetApp/netAppAccounts',
  holds: 'nothing',
  serves: 'nobody',
  passes: true,
  reads: { account },
  traits: {
    places: from('account')((own) => [
      { kind: 'primary', what: 'NetApp account', region: own.at('location').text() },
    ]),
  },
  mend: {},
  good: {
    id: idOf(ACCOUNTS, 'files'),
    bodies: {
      account: { location: 'northeurope', properties: { provisioningState: 'Succeeded' } },
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { account: { location: 'eastus' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
  ],
  leaves: {
    account: {
      'identity/**': 'as whom it fetches the key',
      ...leaving(
        'the directory that its volumes know people by: no claim speaks of how they ask it yet',
        'activeDirectories/** multiAdStatus nfsV4IDDomain',
      ),
      ...leaving(
        'the key that is named is the one in use, and as whom it is fetched',
        'encryption/keySource encryption/identity/** encryption/keyVaultProperties/keyVaultId encryption/keyVaultProperties/keyVaultResourceId encryption/keyVaultProperties/status',
      ),
      ...leaving('whether its exports can be listed', 'disableShowmount'),
    },
  },
});
