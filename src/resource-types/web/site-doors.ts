import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach, TlsVersion } from '#traits/endpoint.ts';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { andThen, everyOne, map, notSaid, type Said } from '#traits/said.ts';

const VERSIONS = {
  '1.0': '1.0',
  '1.1': '1.1',
  '1.2': '1.2',
  '1.3': '1.3',
} as const satisfies Record<string, TlsVersion>;

/**
 * How clients of an app talk to it: the app itself, the site by which it is deployed (Kudu), and FTP. What the app's own answer says of
 * these settings is always null: they are in `config/web`. Source: azure-facts §7; Microsoft.Web/sites/config, 2025-03-01.
 */
export function siteDoors(own: Cell, config: Cell): readonly Endpoint[] {
  return [
    {
      what: 'app',
      oldestTls: config.at('properties/minTlsVersion').oneOf(VERSIONS),
      plainText: own.at('properties/httpsOnly').oneOf<'accepted' | 'refused'>(
        { true: 'refused', false: 'accepted' },
        {
          means: 'accepted',
          source: 'Microsoft.Web/sites: httpsOnly is false where it is not set',
        },
      ),
    },
    {
      what: 'deployment site',
      oldestTls: config.at('properties/scmMinTlsVersion').oneOf(VERSIONS),
      // Secured by HTTPS, whatever the app does. Source: app-service/resources-kudu, 2021-03-17.
      plainText: config.means('refused'),
    },
    ftpDoor(config.at('properties/ftpsState')),
  ];
}

/** With FTPS alone it speaks TLS 1.2 or later. Source: app-service/deploy-ftp, "Enforce FTPS", 2024-01-26. */
function ftpDoor(state: Cell): Endpoint {
  const what = 'FTP';
  const plainText = state.oneOf<'accepted' | 'refused'>({
    AllAllowed: 'accepted',
    FtpsOnly: 'refused',
    Disabled: 'refused',
  });
  const isTls = state.oneOf({ FtpsOnly: true });
  return isTls.said ? { what, plainText, oldestTls: state.means('1.2') } : { what, plainText };
}

/** From where the app, its deployment site and FTP can be reached. */
export function siteReach(own: Cell, config: Cell): readonly Endpoint[] {
  const access = own.at('properties/publicNetworkAccess');
  // Where it is not set, a private endpoint closes it and otherwise it is open. Whether there is one the app does not say.
  const word = access.oneOf<'open' | 'closed'>(
    { Enabled: 'open', Disabled: 'closed', '': 'open' },
    { means: 'open', source: 'app-service/overview-access-restrictions, app access' },
  );
  const reached = (rules: () => Said<Reach>): Said<Reach> =>
    andThen(word, (known) =>
      known === 'closed' ? map(word, (): Reach => ({ is: 'private' })) : rules(),
    );
  const main = () => reachOf(config, 'ipSecurityRestrictions');
  const useMain = config
    .at('properties/scmIpSecurityRestrictionsUseMain')
    .oneOf(
      { true: true, false: false },
      { means: false, source: 'its own rules unless it is true' },
    );
  const ftp = config
    .at('properties/ftpsState')
    .oneOf({ AllAllowed: true, FtpsOnly: true, Disabled: false });
  // By the public address alone. Guess: the rules do not hold for it. Source: app-service/networking/private-endpoint, limitations, 2023-09-29.
  const ofFtp = andThen(
    word,
    (known): Said<Reach> =>
      known === 'closed'
        ? access.notUnderstood(
            'Whether FTP is closed with the public address of the app no page says',
          )
        : map(ftp, () => ({ is: 'internet' })),
  );
  return [
    { what: 'app', reach: reached(main) },
    {
      what: 'deployment site',
      reach: reached(() =>
        andThen(useMain, (isSame) =>
          isSame ? main() : reachOf(config, 'scmIpSecurityRestrictions'),
        ),
      ),
    },
    ...(ftp.said && !ftp.value ? [] : [{ what: 'FTP', reach: ofFtp }]),
  ];
}

/**
 * What access restrictions let in: they count only addresses, a rule for a subnet lets in none. Where there are any, whoever meets none
 * is refused, unless the action for them says otherwise. Source: App Service, "Azure App Service access restrictions".
 */
function reachOf(config: Cell, name: string): Said<Reach> {
  const list = config.at(`properties/${name}`);
  const isThere = list.isThere();
  if (!isThere.said) return isThere;
  const rows = list.list();
  if (isThere.value && !rows.said) return rows;
  const rules = rows.said ? rows.value : [];
  const others = config
    .at(`properties/${name}DefaultAction`)
    .oneOf<'allow' | 'deny'>(
      { Allow: 'allow', Deny: 'deny' },
      { means: rules.length === 0 ? 'allow' : 'deny', source: 'access restrictions' },
    );
  return andThen(others, (action): Said<Reach> => {
    if (action === 'allow') return map(others, () => ({ is: 'internet' }));
    return andThen(everyOne(rules.map(letIn)), (sets): Said<Reach> => {
      const texts = sets.flat();
      if (texts.includes('any')) return map(isThere, () => ({ is: 'internet' }));
      const ranges = texts.map(parseIpv4Range).filter((range) => range !== undefined);
      return map(isThere, () => ({
        is: 'some',
        addresses: countAddresses(ranges),
        isWhole: ranges.length === texts.length,
      }));
    });
  });
}

/** The addresses that one rule lets in, as it writes them; a service tag is a word of its own. */
function letIn(rule: Cell): Said<readonly string[]> {
  const action = rule.at('action').oneOf<'allow' | 'deny'>({ Allow: 'allow', Deny: 'deny' });
  return andThen(action, (word): Said<readonly string[]> => {
    if (word === 'deny') return map(action, () => []);
    const addresses = rule.at('ipAddress').optionalText();
    return andThen(addresses, (text): Said<readonly string[]> => {
      if (text !== null) return map(addresses, () => text.toLowerCase().split(',').map(trimmed));
      const subnet = rule.at('vnetSubnetResourceId').text();
      return subnet.said
        ? map(subnet, () => [])
        : notSaid('Whom an access restriction lets in is not said', rule.from);
    });
  });
}

function trimmed(text: string): string {
  return text.trim();
}
