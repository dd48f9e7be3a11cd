import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { beside, elsewhere, type Translation } from '#traits/trait.ts';
import { addressesIn } from '../public-access.ts';

const NO_INGRESS = 'it has no ingress, so that nobody calls it';

/** What an app leaves to the environment that it runs in, which is judged by itself. */
export function asEnvironment<T>(own: Cell, because: string): Translation<T> {
  const id = own.at('properties/environmentId');
  const named = id.text();
  return named.said ? elsewhere(named.value, because, named.from) : named;
}

/** HTTPS by the platform is TLS 1.2 or 1.3; of a TCP port only what runs behind it knows. Source: container-apps/ingress-overview, 2023-05-03. */
export function appDoors(own: Cell): Translation<Endpoint> {
  const ingress = own.at('properties/configuration/ingress');
  if (hasNone(own)) return beside(NO_INGRESS);
  const isTcp = ingress
    .at('transport')
    .oneOf({ auto: false, http: false, http2: false, tcp: true }, DEFAULT_TRANSPORT);
  // Azure says it of every ingress; where it does not, what is there is not understood.
  const insecure = ingress
    .at('allowInsecure')
    .oneOf<'accepted' | 'refused'>({ true: 'accepted', false: 'refused' });
  const ports = ingress.at('additionalPortMappings');
  const areThere = ports.isThere();
  const more = areThere.said && !areThere.value ? undefined : ports.list();
  const main: Endpoint = {
    what: 'ingress',
    plainText: andThen(isTcp, (tcp) => (tcp ? unreadable(ingress.at('transport')) : insecure)),
    ...(isTcp.said && isTcp.value ? {} : { oldestTls: ingress.means('1.2') }),
  };
  if (more === undefined) return [main];
  if (!more.said) return [main, { what: 'further ports', plainText: more }];
  return [
    main,
    ...more.value.map((port) => ({ what: 'further port', plainText: unreadable(port) })),
  ];
}

/**
 * From where an app can be called: in its environment alone, from some addresses, or from wherever its environment can be. Of the rules
 * all are of one kind: those that allow leave out everybody else.
 */
export function reachOfApp(own: Cell): Translation<Endpoint> {
  const ingress = own.at('properties/configuration/ingress');
  if (hasNone(own)) return beside(NO_INGRESS);
  const what = 'ingress';
  const external = ingress.at('external').oneOf({ true: true, false: false });
  if (!external.said) return [{ what, reach: external }];
  if (!external.value && hasNoPorts(ingress))
    return [{ what, reach: map(external, (): Reach => ({ is: 'private' })) }];
  const rules = ingress.at('ipSecurityRestrictions');
  const areThere = rules.isThere();
  const rows = rules.list();
  if (areThere.said && areThere.value && !rows.said) return [{ what, reach: rows }];
  const [first] = rows.said ? rows.value : [];
  const kinds = everyOne(rows.said ? rows.value.map(actionOf) : []);
  if (first === undefined || (kinds.said && kinds.value.every((kind) => kind === 'deny')))
    return asEnvironment(own, 'The app can be called from wherever its environment can');
  const reach = andThen(
    kinds,
    (words): Said<Reach> =>
      words.every((word) => word === 'allow')
        ? addressesIn(rows, 'ipAddressRange')
        : rules.notUnderstood('The rules are of two kinds'),
  );
  return [{ what, reach }];
}

const DEFAULT_TRANSPORT = { means: false, source: 'Microsoft.App/containerApps: auto' } as const;

function hasNone(own: Cell): boolean {
  const isThere = own.at('properties/configuration/ingress').isThere();
  const configuration = own.at('properties/configuration').isThere();
  return configuration.said && configuration.value && isThere.said && !isThere.value;
}

/** Further ports can be open to the world when the first is not. */
function hasNoPorts(ingress: Cell): boolean {
  const ports = ingress.at('additionalPortMappings').list();
  const isThere = ingress.at('additionalPortMappings').isThere();
  if (isThere.said && !isThere.value) return true;
  return (
    ports.said &&
    ports.value.every((port) => {
      const external = port.at('external').flag();
      return external.said && !external.value;
    })
  );
}

function actionOf(rule: Cell): Said<'allow' | 'deny'> {
  return rule.at('action').oneOf<'allow' | 'deny'>({ Allow: 'allow', Deny: 'deny' });
}

function unreadable(port: Cell): Said<'accepted' | 'refused'> {
  return port.notUnderstood(
    'Whether what runs behind a TCP port accepts plain text is not readable',
  );
}
