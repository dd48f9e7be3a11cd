import type { Member } from '#domain/reading.ts';
import type { Addresses } from './addresses.ts';
import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** Ports from one to another, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** What a way or a rule is about; `every`: all of them. */
export type Protocol = 'tcp' | 'udp' | 'every';

/** A way on which packets of the internet are brought to a network interface, before any rule is asked. */
export interface Way {
  /** In words: `public address pip`. */
  readonly what: string;
  /** Whose packets it brings: those of IPv4, of IPv6, or of either. */
  readonly brings: Addresses;
  /** The ports at the interface. */
  readonly ports: readonly PortRange[] | 'every';
  readonly protocol: Protocol;
  /** What comes in on it where no group of rules stands in the way. */
  readonly withoutRules: Said<'open' | 'closed'>;
  readonly from: readonly Member[];
}

/** Addresses that are among a rule's sources for sure, and those that may be. The second has the first. */
export interface Sources {
  readonly surely: Addresses;
  readonly perhaps: Addresses;
}

/** One rule on what comes in, as far as it concerns one network interface. */
export interface InboundRule {
  readonly name: string;
  /** Its ARM id; null: it has none that a command could name. */
  readonly id: string | null;
  /** `unknown`: it may let in. */
  readonly access: 'allow' | 'deny' | 'unknown';
  readonly protocol: Protocol | 'other' | 'unknown';
  readonly ports: readonly PortRange[] | 'every' | 'unknown';
  readonly sources: Sources;
  /** Whether it is about every packet from its sources to its ports; not so where it names interfaces or source ports. */
  readonly isWhole: boolean;
  readonly from: readonly Member[];
}

/** A group of rules, the first that fits decides; what none fits does not come in. */
export interface Filter {
  /** In words: `network security group nsg`. */
  readonly what: string;
  readonly rules: readonly InboundRule[];
}

/** What can come in from the internet at one address of a network interface of a machine. */
export interface Inbound extends Named {
  /** In words: `network interface nic`. */
  readonly what: string;
  /** None: no packet of the internet is brought to it. */
  readonly ways: Said<readonly Way[]>;
  /** Each has to let a packet pass. None: nothing stands in the way. */
  readonly filters: Said<readonly Filter[]>;
  /** Not said where something above the groups may let in what they keep out. */
  readonly above?: Said<'nothing'>;
}
