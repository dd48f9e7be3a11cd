import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach, TlsVersion } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, map, type Said, together } from '#traits/said.ts';
import { ownPlaces } from '../own-places.ts';

/** The gateway lies in each of these regions, with everything that is set up. */
export function servicePlaces(own: Cell): readonly Place[] {
  const more = own.at('properties/additionalLocations');
  const isThere = more.isThere();
  const here = ownPlaces(own, 'API Management');
  // What Azure says nothing else of was not understood.
  const made = own.at('properties/createdAtUtc').isThere();
  if (isThere.said && !isThere.value && made.said && made.value) return here;
  const what = 'gateway in another region';
  const rows = more.list();
  if (!rows.said) return [...here, { kind: 'replica', what, region: rows }];
  return [
    ...here,
    ...rows.value.map(
      (row): Place => ({ kind: 'replica', what, region: row.at('location').text() }),
    ),
  ];
}

/** What clients talk to, and what the gateway talks to: by the versions that are switched on, and by the protocols of the APIs. */
export function serviceDoors(own: Cell, apis: Cell): readonly Endpoint[] {
  const rows = apis.list();
  return [
    { what: 'gateway', oldestTls: oldestOf(own, ''), plainText: frontOf(apis) },
    {
      what: 'way to backends',
      oldestTls: oldestOf(own, 'Backend.'),
      plainText: apis.means('refused'),
    },
    ...(rows.said
      ? rows.value.map((row): Endpoint => ({ what: 'backend of an API', plainText: backOf(row) }))
      : [{ what: 'backends of APIs', plainText: rows }]),
  ];
}

const COMMON = 'Microsoft.WindowsAzure.ApiManagement.Gateway.';
const PREFIX = `${COMMON}Security.`;
/** The oldest first. */
const PROTOCOLS: readonly (readonly [string, TlsVersion])[] = [
  ['Ssl30', 'none'],
  ['Tls10', '1.0'],
  ['Tls11', '1.1'],
];

/**
 * A protocol that is not named is off, but in a service from before 2018-04-02. The properties are texts. Source: azure-facts §7;
 * Microsoft.ApiManagement/service, customProperties. Which versions a tier accepts that has none of these properties no page says.
 */
function oldestOf(own: Cell, side: string): Said<TlsVersion> {
  const properties = own.at('properties');
  const created = properties.at('createdAtUtc').past();
  const custom = properties.at('customProperties');
  const hasCustom = custom.isThere();
  const hasNames = own
    .at('sku/name')
    .oneOf({ Developer: true, Basic: true, Standard: true, Premium: true, Isolated: true });
  return andThen(together({ created, hasCustom }), ({ created: made, hasCustom: isThere }) => {
    const byDefault = made < '2018-04-02' ? 'on' : 'off';
    const ofTier = byDefault === 'on' ? created : andThen(hasNames, () => created);
    const words = PROTOCOLS.map(([name]): Said<string> => {
      const cell = custom.at(`${PREFIX}${side}Protocols.${name}`);
      if (!isThere) return map(ofTier, () => byDefault);
      if (!areKnown(custom))
        return custom.notUnderstood('None of the custom properties is known here');
      return andThen(
        cell.optionalText(),
        (text): Said<string> =>
          text === null ? map(created, () => byDefault) : switchOf(cell, text),
      );
    });
    for (const [index, word] of words.entries()) {
      if (!word.said) return word;
      const version = PROTOCOLS[index]?.[1];
      if (word.value === 'on' && version !== undefined) return map(word, () => version);
    }
    return map(created, (): TlsVersion => '1.2');
  });
}

/** Whether the properties are of the names that Azure gives them: an empty set of them says nothing either. */
function areKnown(custom: Cell): boolean {
  const members = custom.members();
  if (!members.said) return false;
  return [...members.value.keys()].some((name) => name.startsWith(COMMON));
}

/** A text that looks like a truth value. */
function switchOf(cell: Cell, text: string): Said<'on' | 'off'> {
  if (text.toLowerCase() === 'true') return cell.means('on');
  return text.toLowerCase() === 'false'
    ? cell.means('off')
    : cell.notUnderstood('It is neither on nor off');
}

/** Every API says by which protocols it is called. */
function frontOf(apis: Cell): Said<'accepted' | 'refused'> {
  return andThen(apis.list(), (rows): Said<'accepted' | 'refused'> => {
    for (const row of rows) {
      const names = row.at('properties/protocols');
      const protocols = names.list();
      if (!protocols.said) return protocols;
      if (protocols.value.length === 0) return names.notUnderstood('An API names no protocol');
      for (const protocol of protocols.value) {
        const word = protocol.oneOf<'accepted' | 'refused'>({
          http: 'accepted',
          ws: 'accepted',
          https: 'refused',
          wss: 'refused',
        });
        if (!word.said || word.value === 'accepted') return word;
      }
    }
    return map(apis.list(), () => 'refused');
  });
}

/** An API without an address answers by itself, or by a backend that a policy or a named value says, which is not read. */
function backOf(row: Cell): Said<'accepted' | 'refused'> {
  const url = row.at('properties/serviceUrl');
  return andThen(url.optionalText(), (text): Said<'accepted' | 'refused'> => {
    if (text !== null && /^(?:http|ws):/iu.test(text)) return url.means('accepted');
    return text !== null && /^(?:https|wss):/iu.test(text)
      ? url.means('refused')
      : url.notUnderstood('By which protocol an API calls its backend is not said where it is set');
  });
}

/** In a network of its owner's by `Internal`; `External` has a public address as well. */
export function serviceReach(own: Cell): readonly Endpoint[] {
  const access = own
    .at('properties/publicNetworkAccess')
    .oneOf(
      { Enabled: true, Disabled: false },
      { means: true, source: 'publicNetworkAccess: Enabled' },
    );
  const network = own
    .at('properties/virtualNetworkType')
    .oneOf(
      { None: true, External: true, Internal: false },
      { means: true, source: 'virtualNetworkType: None' },
    );
  const reach = map(
    together({ access, network }),
    (open): Reach => ({ is: open.access && open.network ? 'internet' : 'private' }),
  );
  return [{ what: 'gateway', reach }];
}
