import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Where a destination may lie. */
export interface EgressRules {
  /** It may also have a private, shared (CGNAT) or loopback address; never a link-local one, nor that of a metadata service. */
  readonly privateNetwork: boolean;
}

/** Answers names with addresses, all at once. */
export type Resolve = (
  hostname: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** The code of the error for an address that may not be connected to; its message names neither host nor address. */
export const ADDRESS_NOT_ALLOWED = 'ADDRESS_NOT_ALLOWED';

/** Asks the resolver of the machine. */
export const resolveBySystem: Resolve = (hostname, answer) => {
  systemLookup(hostname, { all: true }, (error, addresses) => {
    answer(error, error === null ? addresses : []);
  });
};

/**
 * Whether an address may be connected to. Refused are loopback, private, shared, link-local, multicast and reserved ranges, the ways
 * in which IPv6 hides an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) and the services of Azure and AWS that answer a
 * machine about itself. Sources: IANA special-purpose registries (RFC 6890); 168.63.129.16: Azure, "What is IP address 168.63.129.16".
 */
export function isAllowedAddress(address: string, rules: EgressRules): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (NEVER.check(address, kind) || (family === 6 && HIDING.check(address, kind))) return false;
  return rules.privateNetwork || !PRIVATE.check(address, kind);
}

/** A lookup for `net.connect` that gives out allowed addresses alone: what was checked is what is connected to, whatever DNS says next. */
export function guardedLookup(rules: EgressRules, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const allowed = addresses.filter(({ address }) => isAllowedAddress(address, rules));
      const [first] = allowed;
      if (first === undefined) return callback(addressNotAllowed(), '');
      if (options.all === true) return callback(null, [...allowed]);
      callback(null, first.address, first.family);
    });
  };
}

/** A failure that may pass: DNS can be mended. */
export function addressNotAllowed(): NodeJS.ErrnoException {
  return Object.assign(new Error('The address is not allowed.'), { code: ADDRESS_NOT_ALLOWED });
}

/** Whether the address names this machine in one of the three plain ways; `2130706433` or `0x7f.1` are not plain. */
export function isLiteralLoopback(address: string): boolean {
  return /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?(?:[/?#]|$)/u.test(address);
}

/** Whether an address may be configured at all: https, or http to this machine; no user name or password, which land in logs. */
export function isDestination(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || isLiteralLoopback(address);
}

const NEVER = blockList([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['168.63.129.16', 32],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['100::', 64],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['fd00:ec2::254', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]);

const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
]);

/** IPv4 in the clothes of IPv6. A list of its own: Node takes a rule about mapped addresses for one about every IPv4 address. */
const HIDING = blockList([
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
]);
// `::a.b.c.d`; `::1` is another matter.
HIDING.addRange('::2', '::ffff:ffff', 'ipv6');

function blockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets)
    list.addSubnet(net, prefix, isIP(net) === 6 ? 'ipv6' : 'ipv4');
  return list;
}
