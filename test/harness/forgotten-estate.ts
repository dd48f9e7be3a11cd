import type { AzureClients, AzureReader } from '#azure/azure-reader.ts';
import { unavailable } from '#domain/reading.ts';
import type { Read } from '#resource-types/define-read.ts';
import type { ResourceSpec } from '#simulator/estate/schema.ts';
import { modelledType } from '#simulator/types/registry.ts';
import { AWAY } from '../../tools/forgotten-one/forget.ts';
import { type Forgotten, groupOf, idIn } from '../../tools/forgotten-one/judge.ts';

/** A resource group that holds one forgotten resource, with what lies below it as its answers say. */
export async function forgottenGroup(subscription: string, forgotten: Forgotten) {
  const id = idIn(subscription, forgotten);
  const [, path = ''] = id.split('/providers/');
  const [namespace = '', ...pairs] = path.split('/');
  const kinds = pairs.filter((_, index) => index % 2 === 0);
  const names = pairs.filter((_, index) => index % 2 === 1);
  const own = { ...(await specOf(id, forgotten)), name: names.at(-1) ?? '' };
  // What it lies in is there as well, with nothing said of it.
  const whole = kinds.slice(1).reduceRight<ResourceSpec>(
    (below, kind, index) => ({
      name: names[index] ?? '',
      location: AWAY,
      children: { [kind]: [below] },
    }),
    own,
  );
  return {
    name: groupOf(forgotten),
    location: AWAY,
    resources: [{ ...whole, type: `${namespace}/${kinds[0] ?? ''}` }],
  };
}

async function specOf(id: string, { type, file, bodies }: Forgotten): Promise<ResourceSpec> {
  const [first, ...others] = Object.entries(file?.reads ?? {});
  if (file === undefined || first === undefined || modelledType(type) !== undefined)
    return { name: '', location: AWAY };
  const spec = rowOf(bodies[first[0]]);
  const children: Record<string, ResourceSpec[]> = {};
  for (const [name, read] of others) {
    const path = await pathOf(read, id);
    if (path === undefined || !path.startsWith(`${id}/`)) continue;
    const [kind = '', only, ...deeper] = path.slice(id.length + 1).split('/');
    if (deeper.length > 0 || kind === 'providers') continue;
    const body = bodies[name];
    const rows = Array.isArray(body) ? (body as unknown[]) : body === undefined ? [] : [body];
    children[kind] = rows.map((row, index) => ({
      ...rowOf(row),
      name: only ?? nameOf(row) ?? `row-${index}`,
    }));
  }
  return { ...spec, ...(Object.keys(children).length === 0 ? {} : { children }) };
}

const MEMBERS = ['location', 'kind', 'sku', 'identity', 'zones', 'properties'] as const;

function rowOf(body: unknown): ResourceSpec {
  const known = MEMBERS.flatMap((member) => {
    const value: unknown =
      typeof body === 'object' && body !== null ? Reflect.get(body, member) : undefined;
    return value === undefined ? [] : [[member, value]];
  });
  return { name: '', ...(Object.fromEntries(known) as Partial<ResourceSpec>) };
}

function nameOf(row: unknown): string | undefined {
  const name: unknown =
    typeof row === 'object' && row !== null ? Reflect.get(row, 'name') : undefined;
  return typeof name === 'string' ? name.split('/').at(-1) : undefined;
}

const NO_PAGES: AsyncIterable<unknown> = (async function* () {})();

/** The path that a read asks Azure for about a resource; undefined where a client of Azure's makes it. */
async function pathOf(read: Read, id: string): Promise<string | undefined> {
  if (read.kind === 'join') return undefined;
  let asked: string | undefined;
  const generic: AzureClients['generic'] = {
    get: async (path) => {
      asked = path;
      return await Promise.resolve({});
    },
    list(path) {
      asked = path;
      return NO_PAGES;
    },
  };
  const nobody = unavailable('NotCollected', 'Nothing is asked here');
  const azure: AzureReader = {
    async one(_, request) {
      await request({ generic } as AzureClients);
      return nobody;
    },
    async pages(_, request) {
      request({ generic } as AzureClients);
      return await Promise.resolve(nobody);
    },
  };
  try {
    await read.read(azure, read.requestKey(id), new AbortController().signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return asked;
}
