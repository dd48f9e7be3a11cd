import { azCommand } from '#domain/az-command.ts';
import type { Cell, Unset } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import type { Mend } from './define-resource-type.ts';

/**
 * From where a resource can be reached, by the member that opens or closes its public endpoint (`publicNetworkAccess`) and, while that
 * is open, by its rules; without `rules` it then lets in the whole internet.
 */
export function reachBy(
  access: Cell,
  rules?: () => Said<Reach>,
  unset?: Unset<'open' | 'closed' | 'perimeter'>,
): Said<Reach> {
  const word = access.oneOf<'open' | 'closed' | 'perimeter'>(
    { Enabled: 'open', Disabled: 'closed', SecuredByPerimeter: 'perimeter' },
    unset,
  );
  return andThen(word, (known): Said<Reach> => {
    switch (known) {
      case 'closed':
        return map(word, () => ({ is: 'private' }));
      case 'perimeter':
        return access.notUnderstood('Whom the network security perimeter lets in is not read');
      case 'open':
        return rules?.() ?? map(word, () => ({ is: 'internet' }));
    }
  });
}

/** The addresses that rules let in, each by its member (`ipMask`). */
export function addressesIn(rules: Said<readonly Cell[]>, member: string): Said<Reach> {
  return andThen(rules, (cells) =>
    map(everyOne(cells.map((rule) => rule.at(member).text())), (texts): Reach => {
      const ranges = texts.map(parseIpv4Range).filter((range) => range !== undefined);
      return {
        is: 'some',
        addresses: countAddresses(ranges),
        isWhole: ranges.length === texts.length,
      };
    }),
  );
}

/** The same of a list that, where it is empty or absent, lets in every address. `because`: who says so. */
export function addressesOrAll(rules: Cell, member: string, because: string): Said<Reach> {
  const none = rules.oneOf<Reach>({}, { means: { is: 'internet' }, source: because });
  if (none.said) return none;
  return andThen(rules.list(), (cells) =>
    cells.length === 0 ? rules.means({ is: 'internet' }) : addressesIn(rules.list(), member),
  );
}

/** Whether a shared key opens it where a role could, by a member that switches that off. */
export function keysBy(
  isOff: Cell,
  unset?: Unset<'accepted' | 'refused'>,
): Said<'accepted' | 'refused'> {
  return isOff.oneOf<'accepted' | 'refused'>({ true: 'refused', false: 'accepted' }, unset);
}

/**
 * Plain text is refused where the only address that Azure names is one of https. Guess: what Azure names no plain address of takes no
 * plain HTTP.
 */
export function onlyHttps(address: Cell): Said<'refused'> {
  return andThen(
    address.text(),
    (url): Said<'refused'> =>
      url.toLowerCase().startsWith('https://')
        ? address.means('refused')
        : address.notUnderstood(`Whether ${url} is reached without TLS is not known here`),
  );
}

/**
 * The door of a service that has no member on TLS. Guess: since 2025-08-31 no service of Azure takes less than 1.2, as was announced for
 * all of them.
 */
export function platformDoor(own: Cell, what: string, address: Cell): Endpoint {
  return { what, oldestTls: own.means('1.2'), plainText: onlyHttps(address) };
}

/** The command that closes the public endpoint by its member; `apiVersion`: where not every version has it. */
export function closePublicAccess(apiVersion?: string): Mend {
  return ({ id }) =>
    apiVersion === undefined
      ? azCommand`az resource update --ids ${id} --set properties.publicNetworkAccess=Disabled`
      : azCommand`az resource update --ids ${id} --api-version ${apiVersion} --set properties.publicNetworkAccess=Disabled`;
}
