import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, everyOne, map, notSaid, type Said, together } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import type { Mend } from '../define-resource-type.ts';
import { addressesIn, closePublicAccess, keysBy, reachBy } from '../public-access.ts';

/** The version at which namespaces first say where they are replicated to. Source: azure-facts; type-facts-services §2. */
export const API_VERSION = '2026-01-01';

/**
 * The region of a namespace, or the regions over which its data is replicated: `geoDataReplication` lists the namespace's own one as
 * well. Whether a second region is up to date only some say, by `replicaState`.
 */
export function namespacePlaces(own: Cell): readonly Place[] {
  const what = 'namespace';
  const here: Place = { kind: 'primary', what, region: own.at('location').text() };
  if (lacks(own, 'properties/geoDataReplication')) return [here];
  const rows = own.at('properties/geoDataReplication/locations').list();
  if (!rows.said)
    return [here, { kind: 'replica', what: 'replicated namespace', region: rows, isReady: rows }];
  return [here, ...rows.value.flatMap(replicaAt)];
}

function replicaAt(row: Cell): readonly Place[] {
  const region = row.at('locationName').text();
  const role = row.at('roleType').oneOf<'primary' | 'second'>({
    Primary: 'primary',
    Secondary: 'second',
  });
  if (role.said && role.value === 'primary')
    return [{ kind: 'primary', what: 'namespace, where it serves', region }];
  // Guess: `Ready` is the word for a replica that has caught up; the definitions have it as a free text.
  const isReady = row.at('replicaState').oneOf({ Ready: true });
  return [{ kind: 'replica', what: 'replicated namespace', region, isReady }];
}

/**
 * A namespace that takes over by name (geo-disaster recovery): what is set up there is copied, messages are not. It is named by its id.
 * Source: disasterRecoveryConfigs, 2026-01-01; event-hubs-geo-dr.
 */
export function partnerPlaces(configs: Cell): readonly Place[] {
  const what = 'geo-disaster recovery partner';
  const rows = configs.list();
  if (!rows.said) return [{ kind: 'partner', what, region: rows }];
  return rows.value.flatMap((row): readonly Place[] => {
    const partner = row.at('properties/partnerNamespace');
    // Empty while the pair is broken; where it is not sent, nobody says that there is none.
    if (partner.oneOf({ '': true }).said) return [];
    const id = andThen(
      partner.text(),
      (name): Said<string> =>
        name.startsWith('/')
          ? partner.text()
          : partner.notUnderstood(`The partner ${name} is named without its id`),
    );
    return [placeOfResource('partner', what, id)];
  });
}

/** Always, by Azure Storage (AES-256); a key of one's own in the highest tier alone. Source: configure-customer-managed-key of both services. */
export function namespaceEncryption(own: Cell): Encryption {
  const what = 'namespace';
  const state = own.means<'on'>('on');
  if (lacks(own, 'properties/encryption')) {
    const none = own.at('properties');
    return { what, state, key: none.means({ of: 'platform' }), second: none.means('off') };
  }
  const encryption = own.at('properties/encryption');
  const source = encryption.at('keySource').oneOf({ 'Microsoft.KeyVault': 'customer' });
  const second = encryption
    .at('requireInfrastructureEncryption')
    .oneOf<'on' | 'off'>({ true: 'on', false: 'off' }, { means: 'off', source: 'not set' });
  return { what, state, key: andThen(source, () => keyOf(encryption)), second };
}

/** Up to three keys, of which each has to be the customer's own. */
function keyOf(encryption: Cell): Said<EncryptionKey> {
  const keys = encryption.at('keyVaultProperties');
  return andThen(keys.list(), (cells) =>
    andThen(
      everyOne(
        cells.map((cell) =>
          together({ vault: cell.at('keyVaultUri').text(), key: cell.at('keyName').text() }),
        ),
      ),
      ([first]): Said<EncryptionKey> =>
        first === undefined
          ? notSaid('No key is named', keys.from)
          : keys.means({
              of: 'customer',
              address: `${first.vault.replace(/\/$/u, '')}/keys/${first.key}`,
            }),
    ),
  );
}

/** Source: AMQP 1.0 protocol guide of both services: TLS at all times, by 5671 at once and by 5672 after a mandatory upgrade. */
export function namespaceDoor(own: Cell): Endpoint {
  return {
    what: 'namespace',
    // The platform refuses anything older since 2025, if the announced dates were kept; the setting is what can be shown.
    oldestTls: own
      .at('properties/minimumTlsVersion')
      .oneOf({ '1.0': '1.0', '1.1': '1.1', '1.2': '1.2', '1.3': '1.3' }),
    plainText: own.means('refused'),
    keys: keysBy(own.at('properties/disableLocalAuth')),
  };
}

/** A closed namespace has no rules that count. */
export function whenOpen(own: Cell): string | undefined {
  const access = own.at('properties/publicNetworkAccess').text();
  return access.said && access.value.toLowerCase() === 'disabled'
    ? 'The public endpoint is closed'
    : undefined;
}

/**
 * While there is neither an address nor a network among the rules, everybody is let in, whatever the default action says.
 * Source: event-hubs-ip-filtering and service-bus-ip-filtering, note on the default action.
 */
export function namespaceReach(own: Cell, rules: Cell): Said<Reach> {
  return reachBy(own.at('properties/publicNetworkAccess'), () => {
    const action = rules
      .at('properties/defaultAction')
      .oneOf<'allow' | 'deny'>({ Allow: 'allow', Deny: 'deny' });
    const addresses = rules.at('properties/ipRules').list();
    const networks = rules.at('properties/virtualNetworkRules').list();
    return andThen(together({ action, addresses, networks }), (known): Said<Reach> => {
      const isHollow = known.addresses.length + known.networks.length === 0;
      return known.action === 'allow' || isHollow
        ? map(action, () => ({ is: 'internet' }))
        : addressesIn(addresses, 'ipMask');
    });
  });
}

/** The commands that both kinds of namespaces are mended with. */
export const NAMESPACE_MENDS: Readonly<Record<string, Mend>> = {
  'encryption-in-transit': ({ id }) =>
    azCommand`az resource update --ids ${id} --api-version ${API_VERSION} --set properties.minimumTlsVersion=1.2`,
  'network-isolation': closePublicAccess(API_VERSION),
};
