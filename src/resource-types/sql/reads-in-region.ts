import { unavailable } from '#domain/reading.ts';
import type { GroupRead, ItemRead } from '../define-read.ts';
import { parentKey, type ResourceNames, resourceNames } from '../resource-names.ts';
import { type Asked, base, type Options, type Sql } from './reads.ts';

/** The latest long-term backup of each live database of a server or instance. */
export function longTermBackupsOf(
  asked: Asked,
  owner: ItemRead,
  list: (sql: Sql, region: string, owner: string, options: LatestOfLive) => AsyncIterable<unknown>,
): GroupRead {
  return listInOwnRegion(asked, owner, (sql, region, { name }, options) =>
    list(sql, region, name, { ...LATEST_OF_LIVE, ...options }),
  );
}

/**
 * A list about a server or instance that lies under its region: no id names the region, and the list wants it in the form that paths use
 * (`westeurope`). The owner's answer is part of the evidence.
 */
export function listInOwnRegion(
  asked: Asked,
  owner: ItemRead,
  list: (
    sql: Sql,
    region: string,
    names: ResourceNames,
    options: Options,
  ) => AsyncIterable<unknown>,
): GroupRead {
  const { what, permission } = asked;
  return {
    ...base(asked),
    kind: 'group',
    permissions: [permission, ...owner.permissions],
    requestKey: parentKey,
    through: owner,
    read: async (azure, ownerId, signal, through) => {
      const names = resourceNames(ownerId);
      const { subscriptionId, name } = names;
      const own = through ?? (await owner.read(azure, ownerId, signal));
      if (own.status === 'unavailable') return own;
      const { body, url } = own.value;
      const location =
        typeof body === 'object' && body !== null ? Reflect.get(body, 'location') : undefined;
      if (typeof location !== 'string' || location === '') {
        return unavailable('MalformedAnswer', `Azure's answer at ${url} names no region`, {
          evidence: own.evidence,
        });
      }
      const region = location.toLowerCase().replaceAll(' ', '');
      const answers = await azure.pages(
        { operation: `${what} ${name}`, permission, signal },
        (clients) => list(clients.sql(subscriptionId), region, names, { abortSignal: signal }),
      );
      return { ...answers, evidence: [...own.evidence, ...answers.evidence] };
    },
  };
}

const LATEST_OF_LIVE = { onlyLatestPerDatabase: true, databaseState: 'Live' } as const;
type LatestOfLive = typeof LATEST_OF_LIVE & Options;
