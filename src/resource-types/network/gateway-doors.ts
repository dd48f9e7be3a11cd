import { idKey } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { oldestBy } from './tls-policy.ts';

type PlainText = Said<'accepted' | 'refused'>;

/** What clients and backends talk to: the gateway's policy and those of its profiles, each listener, and each way to a backend. */
export function gatewayDoors(own: Cell): readonly Endpoint[] {
  const byDefault = own.at('properties/defaultPredefinedSslPolicy');
  const whole: Endpoint = {
    what: 'TLS policy',
    oldestTls: oldestBy(own.at('properties/sslPolicy'), byDefault),
    plainText: own.means('refused'),
  };
  return [
    whole,
    ...rowsOf(own, 'sslProfiles', (row) => profile(row, byDefault)),
    ...rowsOf(own, 'httpListeners', (row) => listener(own, row)),
    ...rowsOf(own, 'listeners', (row) => ({
      what: 'listener of layer 4',
      plainText: andThen(row.at('properties/protocol').oneOf({ Tls: true, Tcp: false }), (isTls) =>
        isTls
          ? row.at('properties/protocol').means('refused')
          : row
              .at('properties/protocol')
              .notUnderstood(
                'Whether what runs behind a TCP port accepts plain text is not readable',
              ),
      ),
    })),
    ...rowsOf(own, 'backendHttpSettingsCollection', backend),
    ...rowsOf(own, 'backendSettingsCollection', backend),
    ...unlessOneIsThere(own, 'httpListeners', 'listeners'),
    ...unlessOneIsThere(own, 'backendHttpSettingsCollection', 'backendSettingsCollection'),
  ];
}

/** Every gateway says its listeners and ways to backends, of layer 7 or of layer 4; one that says neither was not understood. */
function unlessOneIsThere(own: Cell, name: string, ofLayer4: string): readonly Endpoint[] {
  const list = own.at(`properties/${name}`);
  if (!isMissing(list) || !isMissing(own.at(`properties/${ofLayer4}`))) return [];
  return [{ what: name, plainText: list.notUnderstood(`The gateway does not say ${name}`) }];
}

/** Public where any front end has a public address; which network may come to that its security groups say, which are not read. */
export function gatewayReach(own: Cell): readonly Endpoint[] {
  const fronts = own.at('properties/frontendIPConfigurations');
  const kinds = andThen(fronts.list(), (rows) => everyOne(rows.map(kindOf)));
  const reach = andThen(
    kinds,
    (all): Said<Reach> =>
      all.length === 0
        ? fronts.notUnderstood('The gateway names no front end')
        : map(kinds, () => ({ is: all.includes('public') ? 'internet' : 'private' })),
  );
  return [{ what: 'application gateway', reach }];
}

/** A front end has a public address, or lies in a subnet. */
function kindOf(front: Cell): Said<'public' | 'private'> {
  const address = front.at('properties/publicIPAddress');
  const subnet = front.at('properties/subnet');
  return isMissing(address)
    ? andThen(subnet.at('id').text(), () => subnet.means<'private'>('private'))
    : address.means<'public'>('public');
}

/** A profile without a policy of its own follows the gateway's; one that Azure says nothing else of was not understood. */
function profile(row: Cell, byDefault: Cell): Endpoint | undefined {
  const settings = row.at('properties');
  const policy = settings.at('sslPolicy');
  const what = 'TLS profile';
  const policyIsThere = policy.isThere();
  const isWhole = !isMissing(settings.at('provisioningState'));
  if (policyIsThere.said && !policyIsThere.value && isWhole) return undefined;
  if (!policyIsThere.said || !policyIsThere.value)
    return { what, plainText: row.notUnderstood('What a TLS profile demands is not said') };
  return { what, oldestTls: oldestBy(policy, byDefault), plainText: policy.means('refused') };
}

/** Each row of a list, where the gateway has it. */
function rowsOf(
  own: Cell,
  name: string,
  endpoint: (row: Cell) => Endpoint | undefined,
): readonly Endpoint[] {
  const list = own.at(`properties/${name}`);
  if (isMissing(list)) return [];
  const rows = list.list();
  if (!rows.said) return [{ what: name, plainText: rows }];
  return rows.value.flatMap((row) => endpoint(row) ?? []);
}

function isMissing(cell: Cell): boolean {
  const isThere = cell.isThere();
  return isThere.said && !isThere.value;
}

function backend(row: Cell): Endpoint {
  return {
    what: 'way to a backend',
    plainText: row
      .at('properties/protocol')
      .oneOf({ Http: 'accepted', Https: 'refused', Tcp: 'accepted', Tls: 'refused' }),
  };
}

function listener(own: Cell, row: Cell): Endpoint {
  const protocol = row.at('properties/protocol');
  const plainText = andThen(
    protocol.oneOf({ Http: true, Https: false }),
    (isHttp): PlainText => (isHttp ? ofHttp(own, row) : protocol.means('refused')),
  );
  return { what: 'listener', plainText };
}

/** A listener for HTTP accepts nothing where all that it does is to send to HTTPS. */
function ofHttp(own: Cell, row: Cell): PlainText {
  const accepted = row.at('properties/protocol').means<'accepted' | 'refused'>('accepted');
  const rules = own.at('properties/requestRoutingRules');
  return andThen(row.at('id').text(), (id) =>
    andThen(named(rules, 'properties/httpListener/id', id), (ruling): PlainText => {
      if (ruling.length === 0) return accepted;
      return map(everyOne(ruling.map((rule) => isSentToHttps(own, rule))), (all) =>
        all.every((isSafe) => isSafe) ? 'refused' : 'accepted',
      );
    }),
  );
}

/** The rows of a list that name a resource at a path; each has to say whom it names. */
function named(list: Cell, path: string, id: string): Said<readonly Cell[]> {
  return andThen(list.list(), (rows) =>
    map(everyOne(rows.map((row) => row.at(path).text())), (ids) =>
      rows.filter((_, index) => idKey(ids[index] ?? '') === idKey(id)),
    ),
  );
}

/** Whether a rule does nothing but to send to HTTPS. */
function isSentToHttps(own: Cell, rule: Cell): Said<boolean> {
  const redirect = rule.at('properties/redirectConfiguration');
  const isThere = redirect.isThere();
  const paths = rule.at('properties/urlPathMap');
  return andThen(isThere, (word): Said<boolean> => {
    if (!word) return map(isThere, () => false);
    if (!isMissing(paths)) return paths.notUnderstood('What the paths of a rule do is not read');
    return andThen(redirect.at('id').text(), (id) =>
      andThen(named(own.at('properties/redirectConfigurations'), 'id', id), ([found]) =>
        found === undefined
          ? redirect.notUnderstood(
              'The redirect that a rule names is not among those of the gateway',
            )
          : isHttps(own, found),
      ),
    );
  });
}

/** Whether a redirect leads to HTTPS: by its address, or by the listener that it names. */
function isHttps(own: Cell, redirect: Cell): Said<boolean> {
  const url = redirect.at('properties/targetUrl');
  return andThen(url.isThere(), (isThere): Said<boolean> => {
    if (isThere) return map(url.text(), (text) => /^https:/iu.test(text));
    const target = redirect.at('properties/targetListener/id');
    return andThen(target.text(), (id) =>
      andThen(named(own.at('properties/httpListeners'), 'id', id), ([aim]) =>
        aim === undefined
          ? target.notUnderstood(
              'The listener that a redirect names is not among those of the gateway',
            )
          : aim.at('properties/protocol').oneOf({ Https: true, Http: false }),
      ),
    );
  });
}
