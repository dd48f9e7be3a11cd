import { vaultedIn } from '../data-protection/vault-reads.ts';
import { diagnosticSettings } from '../diagnostic-settings.ts';
import { whereOpen } from '../firewall-rules.ts';
import { allOf, listBelow, wholeListOf } from '../generic-reads.ts';
import { subscriptionRegions } from '../subscription-regions.ts';

/** How the flexible servers of one engine are asked after. */
interface Engine {
  /** `Microsoft.DBforPostgreSQL/flexibleServers`. */
  readonly type: string;
  /** Before the names of its answers, e.g. `postgresql`. */
  readonly name: string;
  /** `PostgreSQL server`. */
  readonly what: string;
  readonly apiVersion: string;
}

/**
 * What is read of a flexible server. All parameters with one list, for several of them decide; the replicas from their own list, for the
 * server itself names none.
 */
export function readsOf({ type, name, what, apiVersion }: Engine) {
  const server = allOf({ name: `${name}Server`, what: `${what}s`, type, apiVersion });
  return {
    server,
    // The same list as a whole: what a replica copies is another one of it.
    servers: wholeListOf(server),
    parameters: listBelow({
      name: `${name}Parameters`,
      what: `parameters of ${what}`,
      type: `${type}/configurations`,
      apiVersion,
    }),
    firewallRules: listBelow({
      name: `${name}FirewallRules`,
      what: `firewall rules of ${what}`,
      type: `${type}/firewallRules`,
      apiVersion,
      when: (own) => whereOpen(own.at('properties/network/publicNetworkAccess')),
    }),
    replicas: listBelow({
      name: `${name}Replicas`,
      what: `replicas of ${what}`,
      type: `${type}/replicas`,
      apiVersion,
    }),
    backups: listBelow({
      name: `${name}Backups`,
      what: `backups of ${what}`,
      type: `${type}/backups`,
      apiVersion,
    }),
    vaulted: vaultedIn,
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  } as const;
}
