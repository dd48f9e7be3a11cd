/** Which of Azure's limits a request counts against. */
export interface LaneName {
  /** A subscription id in lower case, `tenant`, or `resource-graph`. */
  readonly lane: string;
  /** The resource provider, in lower case. */
  readonly family: string;
}

const SUBSCRIPTION = /^\/subscriptions\/([^/]+)/iu;
const PROVIDER = /\/providers\/([^/]+)/giu;

/**
 * ARM counts per (subscription, principal), each provider has limits of its own besides, and Resource Graph counts per principal.
 * Source: azure-facts §13.
 */
export function laneOf(url: string): LaneName {
  const path = new URL(url).pathname;
  const family = providerOf(path) ?? 'microsoft.resources';
  if (family === 'microsoft.resourcegraph') return { lane: 'resource-graph', family };
  return { lane: SUBSCRIPTION.exec(path)?.[1]?.toLowerCase() ?? 'tenant', family };
}

/** The namespace of the innermost `providers` segment (an extension resource has several), in lower case. */
export function providerOf(path: string): string | undefined {
  return [...path.matchAll(PROVIDER)].at(-1)?.[1]?.toLowerCase();
}
