import { unavailable } from '#domain/reading.ts';
import type { GroupRead } from '../define-read.ts';
import { parentKey, type ResourceNames, resourceNames } from '../resource-names.ts';
import { type Asked, base, type One, type Options, type Sql } from './reads.ts';

/** The latest long-term backup of each live database of a server or instance. */
export function longTermBackupsOf(
  asked: InRegion,
  getOwner: One,
  list: (sql: Sql, region: string, owner: string, options: LatestOfLive) => AsyncIterable<unknown>,
): GroupRead {
  return listInOwnRegion(asked, getOwner, (sql, region, { name }, options) =>
    list(sql, region, name, { ...LATEST_OF_LIVE, ...options }),
  );
}

type InRegion = Asked & { readonly ownerPermission: string };

/**
 * A list about a server or instance that lies under its region, in two requests: no id names the region, and the list wants it in the
 * form that paths use (`westeurope`). The owner's answer is part of the evidence.
 */
export function listInOwnRegion(
  asked: InRegion,
  getOwner: One,
  list: (
    sql: Sql,
    region: string,
    names: ResourceNames,
    options: Options,
  ) => AsyncIterable<unknown>,
): GroupRead {
  const { what, permission, ownerPermission } = asked;
  return {
    ...base(asked),
    kind: 'group',
    permissions: [permission, ownerPermission],
    requestKey: parentKey,
    read: async (azure, ownerId, signal) => {
      const names = resourceNames(ownerId);
      const { subscriptionId, name } = names;
      const owner = await azure.one(
        { operation: `region for the ${what} ${name}`, permission: ownerPermission, signal },
        (clients) => getOwner(clients.sql(subscriptionId), names, { abortSignal: signal }),
      );
      if (owner.status === 'unavailable') return owner;
      const { body, url } = owner.value;
      const location =
        typeof body === 'object' && body !== null ? Reflect.get(body, 'location') : undefined;
      if (typeof location !== 'string' || location === '') {
        return unavailable('MalformedAnswer', `Azure's answer at ${url} names no region`, {
          evidence: owner.evidence,
        });
      }
      const region = location.toLowerCase().replaceAll(' ', '');
      const answers = await azure.pages(
        { operation: `${what} ${name}`, permission, signal },
        (clients) => list(clients.sql(subscriptionId), region, names, { abortSignal: signal }),
      );
      return { ...answers, evidence: [...owner.evidence, ...answers.evidence] };
    },
  };
}

const LATEST_OF_LIVE = { onlyLatestPerDatabase: true, databaseState: 'Live' } as const;
type LatestOfLive = typeof LATEST_OF_LIVE & Options;
