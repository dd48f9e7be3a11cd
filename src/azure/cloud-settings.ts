import { ConfigurationError } from '#domain/errors.ts';

/** Where one Azure cloud answers; every address is an https origin, `logs` and `metrics` with the path they need. */
export interface CloudSettings {
  readonly name: string;
  readonly resourceManager: string;
  readonly authority: string;
  readonly logs: string;
  readonly metrics: string;
  readonly graph: string;
  /** Whom tokens for the resource manager are made out to; the scope is this and `/.default`. */
  readonly audience: string;
  /** PEM file, trusted in addition, for these hosts alone. */
  readonly caFile?: string;
}

export type CloudName = 'public' | 'usgovernment' | 'china';

/**
 * Source: azure-facts §1 (table). Guess: `metrics` and `graph` of all clouds, and audience and `logs` of the sovereign ones, from
 * the Azure CLI's cloud definitions as commonly published; not tried.
 */
const CLOUDS: Readonly<Record<CloudName, CloudSettings>> = {
  public: {
    name: 'public',
    resourceManager: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    logs: 'https://api.loganalytics.io/v1',
    metrics: 'https://metrics.monitor.azure.com',
    graph: 'https://graph.microsoft.com',
    audience: 'https://management.azure.com',
  },
  usgovernment: {
    name: 'usgovernment',
    resourceManager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    logs: 'https://api.loganalytics.us/v1',
    metrics: 'https://metrics.monitor.azure.us',
    graph: 'https://graph.microsoft.us',
    audience: 'https://management.usgovcloudapi.net',
  },
  china: {
    name: 'china',
    resourceManager: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    logs: 'https://api.loganalytics.azure.cn/v1',
    metrics: 'https://metrics.monitor.azure.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    audience: 'https://management.chinacloudapi.cn',
  },
};

const ADDRESSES = ['resourceManager', 'authority', 'logs', 'metrics', 'graph'] as const;

/**
 * The settings of a cloud by name, or of an own one: what it leaves out is the public cloud's (the audience too, so that a proxy
 * before the real Azure works without more). `overrides` win over both. Throws a ConfigurationError for an address that is not https.
 */
export function resolveCloud(
  cloud: CloudName | Partial<CloudSettings>,
  overrides: Partial<CloudSettings> = {},
): CloudSettings {
  const base =
    typeof cloud === 'string' ? CLOUDS[cloud] : { ...CLOUDS.public, name: 'custom', ...cloud };
  const merged: CloudSettings = { ...base, ...overrides };
  const cleaned = Object.fromEntries(
    ADDRESSES.map((key) => [key, cleanAddress(key, merged[key])]),
  ) satisfies Partial<Record<string, string>>;
  return { ...merged, ...cleaned, audience: merged.audience.replace(/\/+$/u, '') };
}

/** Whether sign-in happens at an authority that Microsoft runs, which needs neither a certificate of ours nor less checking. */
export function isMicrosoftAuthority(cloud: CloudSettings): boolean {
  return Object.values(CLOUDS).some((known) => known.authority === cloud.authority);
}

function cleanAddress(key: (typeof ADDRESSES)[number], address: string): string {
  const url = URL.parse(address);
  const isPlain =
    url !== null &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  if (!isPlain) {
    throw new ConfigurationError(
      'CONFIG_AZURE_ENDPOINT',
      `azure.cloud.${key} must be an https:// address without credentials or query, found "${url === null ? address : url.origin}".`,
    );
  }
  // Classic clients derive their token scope by concatenation and ARM paths start with a slash.
  return address.replace(/\/+$/u, '');
}
