import { isZeroDuration, parseDuration } from '#domain/calendar-duration.ts';
import type { Cell } from '#traits/cell.ts';
import type { KeyStrength } from '#traits/keeping.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';
import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { parentKey, resourceNames } from '../resource-names.ts';

const VAULT = 'keys lie in their vault and are judged with it';
const PERMISSION = 'Microsoft.KeyVault/vaults/keys/read';

/** A key of a vault, through the management plane, so that the vault's firewall does not matter. Source: Microsoft.KeyVault/vaults/keys, 2026-02-01. */
export const key = defineResourceType({
  type: 'Microsoft.KeyVault/vaults/keys',
  holds: 'keys',
  serves: 'nobody',
  reads: {
    row: {
      name: 'keyVaultKeyRow',
      kind: 'list',
      permissions: [PERMISSION],
      apiVersion: '2026-02-01',
      source: 'Microsoft.KeyVault/vaults/keys: Keys - List',
      enumerates: {
        childType: 'microsoft.keyvault/vaults/keys',
        parentType: 'microsoft.keyvault/vaults',
      },
      requestKey: parentKey,
      read: (azure, vaultId, signal) => {
        const { subscriptionId, resourceGroup, name } = resourceNames(vaultId);
        return azure.pages(
          { operation: `keys of key vault ${name}`, permission: PERMISSION, signal },
          (clients) =>
            clients.keyVault(subscriptionId).keys.list(resourceGroup, name, {
              abortSignal: signal,
            }),
        );
      },
    },
    // The rows of the list may lack the rotation policy.
    key: {
      name: 'keyVaultKey',
      kind: 'item',
      permissions: [PERMISSION],
      apiVersion: '2026-02-01',
      source: 'Microsoft.KeyVault/vaults/keys: Keys - Get',
      requestKey: (id) => id,
      read: (azure, id, signal) => {
        const { subscriptionId, resourceGroup, name, child } = resourceNames(id);
        return azure.one(
          { operation: `key ${child} of key vault ${name}`, permission: PERMISSION, signal },
          (clients) =>
            clients.keyVault(subscriptionId).keys.get(resourceGroup, name, child, {
              abortSignal: signal,
            }),
        );
      },
    },
  },
  // Nobody can use a disabled key; what it says of itself then does not matter.
  setAside: (row) => {
    const enabled = row.at('properties/attributes/enabled').flag();
    return enabled.said && !enabled.value ? 'The key is disabled' : undefined;
  },
  traits: {
    places: withParent(VAULT),
    encryption: withParent(VAULT),
    backups: withParent(VAULT),
    logs: withParent(VAULT),
    zones: withParent(VAULT),
    keeping: withParent(VAULT),
    lifetimes: from('key')((own, { name }) => [
      {
        what: `key ${name}`,
        enabled: own.at('properties/attributes/enabled').flag(),
        // No `exp` in attributes that were sent means that it never expires.
        expires: own.at('properties/attributes/exp').optionalSeconds(),
        created: own.at('properties/attributes/created').pastSeconds(),
        rotation: rotationOf(own),
        strength: strengthOf(own),
      },
    ]),
  },
  mend: {},
  good: {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/keys/cmk',
    bodies: {
      row: { properties: { attributes: { enabled: true } } },
      key: {
        properties: {
          attributes: { enabled: true, created: 1_790_000_000, exp: 1_840_000_000 },
          kty: 'RSA',
          keySize: 3072,
          rotationPolicy: {
            lifetimeActions: [{ trigger: { timeAfterCreate: 'P90D' }, action: { type: 'rotate' } }],
          },
        },
      },
    },
  },
  breaks: [
    {
      as: 'it never expires',
      set: { key: { 'properties/attributes/exp': undefined } },
      breaks: ['key-expiry'],
    },
    {
      as: 'nothing rotates it',
      set: { key: { 'properties/rotationPolicy': undefined } },
      breaks: ['key-rotation'],
    },
    { as: 'it is short', set: { key: { 'properties/keySize': 1024 } }, breaks: ['key-strength'] },
  ],
  leaves: {
    key: {
      'properties/keyUri': 'its address',
      'properties/keyUriWithVersion': 'its address',
      'properties/keyOps': 'what it may be used for: no claim speaks of it',
      'properties/attributes/nbf': 'from when on it may be used: no claim speaks of it',
      'properties/attributes/updated': 'when it was written last',
      'properties/attributes/recoveryLevel': 'what its vault makes of a deletion: read there',
      'properties/attributes/exportable': 'whether it can be taken out: no claim speaks of it',
      'properties/release_policy/**': 'to whom it is released: no claim speaks of it',
      'properties/rotationPolicy/attributes/**': 'how long the next version lives, not this one',
      location: 'its vault’s',
    },
  },
});

/** What a lifetime action can do. Source: Microsoft.KeyVault/vaults/keys, 2026-02-01. */
function rotationOf(own: Cell): Said<'rotates' | 'stays'> {
  return andThen(own.at('properties').isThere(), () => {
    const actions = own.at('properties/rotationPolicy/lifetimeActions');
    return andThen(actions.isThere(), (isThere) => {
      // "Omitted if empty", says Azure's own type text.
      if (!isThere) return own.at('properties').means('stays' as const);
      return andThen(actions.list(), (rows) =>
        andThen(everyOne(rows.map(actionOf)), (words) =>
          words.includes('rotates')
            ? actions.means('rotates' as const)
            : actions.means('stays' as const),
        ),
      );
    });
  });
}

function actionOf(row: Cell): Said<'rotates' | 'notifies'> {
  const type = row.at('action/type').oneOf({ rotate: 'rotates', notify: 'notifies' } as const);
  return andThen(type, (word) => (word === 'notifies' ? type : map(timeOf(row), () => word)));
}

function timeOf(row: Cell): Said<string> {
  const after = row.at('trigger/timeAfterCreate').text();
  const before = row.at('trigger/timeBeforeExpiry').text();
  return andThen(after.said ? after : before, (text) => {
    const duration = parseDuration(text);
    return duration !== undefined && !isZeroDuration(duration)
      ? row.at('trigger').means(text)
      : row.at('trigger').notUnderstood(`The time ${text} of a rotation is not understood`);
  });
}

function strengthOf(own: Cell): Said<KeyStrength> {
  const type = own.at('properties/kty').text();
  return andThen(type, (kty) =>
    kty.toUpperCase().startsWith('RSA')
      ? map<{ type: string; bits: number }, KeyStrength>(
          together({ type, bits: bitsOf(own.at('properties/keySize')) }),
          ({ bits }) => ({
            type: kty,
            bits,
            curve: null,
          }),
        )
      : map<{ type: string; curve: string }, KeyStrength>(
          together({ type, curve: own.at('properties/curveName').text() }),
          ({ curve }) => ({
            type: kty,
            bits: null,
            curve,
          }),
        ),
  );
}

/** Guess: no key of RSA is larger, and a size beyond it is no size. */
const MOST_BITS = 16_384;

function bitsOf(size: Cell): Said<number> {
  return andThen(size.number(), (bits) =>
    Number.isInteger(bits) && bits > 0 && bits <= MOST_BITS
      ? size.means(bits)
      : size.notUnderstood(`A key of ${bits} bits is not understood`),
  );
}
