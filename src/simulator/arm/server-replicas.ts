import type { ProviderPath } from './arm-path.ts';
import { idOf } from './arm-path.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { pageOf } from './paging.ts';
import { resourceRow } from './render.ts';

const SERVERS = /^microsoft\.dbfor(?:mysql|postgresql)$/u;

/**
 * The replicas of a flexible server: other servers, of whatever region, that say of themselves what they copy. Undefined for a path of
 * somebody else. Throws Azure's refusals.
 */
export function answerReplicas(call: Call, path: ProviderPath): Answer | undefined {
  const [server] = path.pairs;
  if (path.listed?.toLowerCase() !== 'replicas' || path.pairs.length !== 1) return undefined;
  if (call.method !== 'GET' || !SERVERS.test(path.namespace.toLowerCase())) return undefined;
  if (server?.type.toLowerCase() !== 'flexibleservers') return undefined;
  const version = requireVersion(call);
  const type = `${path.namespace}/${server.type}`;
  const id = idOf(path).toLowerCase();
  requirePermission(call, `${type}/replicas/read`, idOf(path));
  const moment = call.simulation.moment();
  const rows = call.simulation.store
    .ofType(path.subscriptionId ?? '', type)
    .filter(({ given }) => sourceOf(given['properties']) === id);
  const page = pageOf(call, rows, 100);
  return ok({ ...page, value: page.value.map((row) => resourceRow(row, version, moment)) });
}

function sourceOf(properties: unknown): string | undefined {
  const source =
    typeof properties === 'object' && properties !== null
      ? Reflect.get(properties, 'sourceServerResourceId')
      : undefined;
  return typeof source === 'string' ? source.toLowerCase() : undefined;
}
