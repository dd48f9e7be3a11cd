/** One `type/name` pair of a resource path. */
interface PathPair {
  readonly type: string;
  readonly name: string;
}

/** What an ARM path below a provider names: a resource (all pairs complete) or the list of its last type. */
export interface ProviderPath {
  /** The scope before the last `/providers/`: a subscription, a resource group, or a resource for an extension. */
  readonly scope: string;
  readonly subscriptionId: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly namespace: string;
  readonly pairs: readonly PathPair[];
  /** The type that is listed; undefined when the path names one resource. */
  readonly listed: string | undefined;
}

/** Collapses repeated slashes and drops the last one: `//subscriptions/x/` is what some clients send. */
export function normalisePath(path: string): string {
  const collapsed = path.replaceAll(/\/{2,}/g, '/');
  return collapsed.length > 1 ? collapsed.replace(/\/$/, '') : collapsed;
}

/** Reads a path that has `/providers/{namespace}/{type}…` in it; undefined for others. Names keep the case in which they were asked. */
export function parseProviderPath(path: string): ProviderPath | undefined {
  const at = path.toLowerCase().lastIndexOf('/providers/');
  if (at === -1) return undefined;
  const scope = path.slice(0, at);
  const [namespace, ...rest] = path
    .slice(at + '/providers/'.length)
    .split('/')
    .map(decodeURIComponent);
  if (namespace === undefined || namespace === '' || rest.length === 0) return undefined;
  const pairs: PathPair[] = [];
  for (let i = 0; i + 1 < rest.length; i += 2) {
    pairs.push({ type: rest[i] ?? '', name: rest[i + 1] ?? '' });
  }
  const segments = scope.split('/');
  return {
    scope,
    subscriptionId: valueAfter(segments, 'subscriptions'),
    resourceGroup: valueAfter(segments, 'resourcegroups'),
    namespace,
    pairs,
    listed: rest.length % 2 === 1 ? rest.at(-1) : undefined,
  };
}

/** `Microsoft.Sql/servers/databases` of a parsed path, the listed type included. */
export function typeOf(path: ProviderPath): string {
  const types = path.pairs.map((pair) => pair.type);
  if (path.listed !== undefined) types.push(path.listed);
  return [path.namespace, ...types].join('/');
}

/** The id of the first `count` pairs. */
export function idOf(path: ProviderPath, count: number = path.pairs.length): string {
  const pairs = path.pairs.slice(0, count).flatMap((pair) => [pair.type, pair.name]);
  return [path.scope, 'providers', path.namespace, ...pairs].join('/');
}

function valueAfter(segments: readonly string[], name: string): string | undefined {
  const at = segments.findIndex((segment) => segment.toLowerCase() === name);
  const value = at === -1 ? undefined : segments[at + 1];
  return value === undefined || value === '' ? undefined : decodeURIComponent(value);
}
