import type { Cell } from '#traits/cell.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

type PlainText = Said<'accepted' | 'refused'>;

/** The names that it answers by, and the rules by which it hands on or sends elsewhere. */
export function frontDoorDoors(own: Cell): readonly Endpoint[] {
  return [
    ...rowsOf(own, 'frontendEndpoints', (row) => [nameOf(row)]),
    ...rowsOf(own, 'routingRules', (row) =>
      rulesOf(row.at('properties')).map((door) => overridden(door, own)),
    ),
  ];
}

/** A rules engine may do something else with a request than the rule that names it. */
function overridden(door: Endpoint, own: Cell): Endpoint {
  const engines = own.at('properties/rulesEngines');
  const { plainText } = door;
  if (plainText?.said !== true || plainText.value === 'accepted') return door;
  const isKept = andThen(
    engines.list(),
    (rows): PlainText =>
      rows.length === 0
        ? plainText
        : engines.notUnderstood('Whether a rules engine hands on by HTTP is not read'),
  );
  return { ...door, plainText: isKept };
}

/** Whether any rule keeps answers at the edges. Rules engines may say otherwise, and are not read. */
export function keepsAnswers(own: Cell): Said<boolean> {
  const rules = own.at('properties/routingRules');
  const keeps = andThen(rules.list(), (rows) =>
    everyOne(
      rows.map((row) => {
        const route = row.at('properties/routeConfiguration');
        return andThen(
          route.isThere(),
          (isThere): Said<boolean> =>
            isThere
              ? route.at('cacheConfiguration').isThere()
              : route.notUnderstood('What a rule does is not said'),
        );
      }),
    ),
  );
  const engines = own.at('properties/rulesEngines');
  return andThen(keeps, (words): Said<boolean> => {
    if (words.includes(true)) return map(keeps, () => true);
    return andThen(
      engines.list(),
      (rows): Said<boolean> =>
        rows.length === 0
          ? map(keeps, () => false)
          : engines.notUnderstood('Whether a rules engine keeps answers is not read'),
    );
  });
}

function rowsOf(
  own: Cell,
  name: string,
  endpoints: (row: Cell) => readonly Endpoint[],
): readonly Endpoint[] {
  const rows = own.at(`properties/${name}`).list();
  return rows.said ? rows.value.flatMap(endpoints) : [{ what: name, plainText: rows }];
}

/**
 * A name with a certificate says its least version. Of the others, Front Door's own speaks TLS 1.2 and 1.3 alone, and one of the customer's
 * is called by HTTP alone, which the rules tell. Source: frontdoor/end-to-end-tls, supported TLS versions, 2025-04-09.
 */
function nameOf(row: Cell): Endpoint {
  const settings = row.at('properties/customHttpsConfiguration');
  const isThere = settings.isThere();
  const host = row.at('properties/hostName').text();
  const plainText = row.means<'refused'>('refused');
  const what = 'name';
  if (!isThere.said || isThere.value) {
    const oldestTls = settings
      .at('minimumTlsVersion')
      .oneOf<TlsVersion>({ '1.0': '1.0', '1.2': '1.2' });
    return { what, oldestTls: andThen(isThere, () => oldestTls), plainText };
  }
  if (host.said && /\.azurefd\.(?:cn|net|us)$/iu.test(host.value))
    return { what, oldestTls: row.means('1.2'), plainText };
  const state = row.at('properties/customHttpsProvisioningState');
  const hasNone = state.oneOf({ Disabled: true, Enabling: true, Failed: true });
  return {
    what,
    plainText: andThen(host, () => andThen(hasNone, () => plainText)),
  };
}

function rulesOf(rule: Cell): readonly Endpoint[] {
  const route = rule.at('routeConfiguration');
  const protocols = andThen(rule.at('acceptedProtocols').list(), (rows) =>
    everyOne(rows.map((row) => row.oneOf({ Http: true, Https: false }))),
  );
  const takesHttp = andThen(protocols, (all) =>
    all.length === 0
      ? rule.notUnderstood('A rule names no protocol')
      : map(protocols, () => all.includes(true)),
  );
  const redirect = route.at('redirectProtocol');
  const sends = redirect.isThere();
  if (!sends.said) return [{ what: 'rule', plainText: sends }];
  if (sends.value) {
    const safe = redirect.oneOf({ HttpsOnly: true, HttpOnly: false, MatchRequest: false });
    return [
      {
        what: 'rule that sends elsewhere',
        plainText: andThen(
          takesHttp,
          (http): PlainText => map(safe, (isSafe) => (http && !isSafe ? 'accepted' : 'refused')),
        ),
      },
    ];
  }
  const front = map(takesHttp, (http): 'accepted' | 'refused' => (http ? 'accepted' : 'refused'));
  const forwarding = route.at('forwardingProtocol').oneOf<'accepted' | 'refused' | 'same'>({
    HttpOnly: 'accepted',
    HttpsOnly: 'refused',
    MatchRequest: 'same',
  });
  return [
    { what: 'rule', plainText: front },
    {
      what: 'way to a backend',
      plainText: andThen(
        forwarding,
        (word): PlainText => (word === 'same' ? front : map(forwarding, () => word)),
      ),
    },
  ];
}
