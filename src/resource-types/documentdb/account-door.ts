import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { logStream } from '../diagnostic-settings.ts';
import { reachOfAddresses } from '../firewall-rules.ts';

/** Every connection is encrypted. Source: "Data encryption in Azure Cosmos DB"; `minimalTlsVersion`, 2026-03-15, absent: never set. */
export function doorOf(own: Cell): Endpoint {
  return {
    what: 'Cosmos DB account',
    oldestTls: own
      .at('properties/minimalTlsVersion')
      .oneOf({ Tls: '1.0', Tls11: '1.1', Tls12: '1.2' }),
    plainText: own.at('properties').means('refused'),
    keys: own
      .at('properties/disableLocalAuth')
      .oneOf(
        { true: 'refused', false: 'accepted' },
        { means: 'accepted', source: 'type-facts-data §2: disableLocalAuth absent means false' },
      ),
  };
}

/**
 * Without rules, of addresses and of networks, everybody is let in; with rules of networks alone nobody from the internet. Source:
 * type-facts-data §2, network traps.
 */
export function reachOf(own: Cell): Said<Reach> {
  const access = own
    .at('properties/publicNetworkAccess')
    .oneOf<boolean>({ enabled: true, disabled: false });
  return andThen(access, (isOpen) => {
    if (!isOpen) return map(access, (): Reach => ({ is: 'private' }));
    const rules = own.at('properties/ipRules');
    return andThen(rules.list(), ({ length }) => {
      if (length > 0) return reachOfAddresses(rules, 'ipAddressOrRange');
      const networks = own.at('properties/isVirtualNetworkFilterEnabled').flag();
      return map(
        networks,
        (isFiltered): Reach =>
          isFiltered ? { is: 'some', addresses: 0, isWhole: true } : { is: 'internet' },
      );
    });
  });
}

/** The requests of each API have a category of their own. Source: type-facts-data §2. */
const REQUESTS = {
  dataplanerequests: undefined,
  mongorequests: undefined,
  cassandrarequests: 'enablecassandra',
  gremlinrequests: 'enablegremlin',
  tableapirequests: 'enabletable',
} as const;
const OTHER = [
  'controlplanerequests',
  'queryruntimestatistics',
  'partitionkeystatistics',
  'partitionkeyruconsumption',
];

/** The log of what clients asked, under the API that the account speaks. */
export function requestsLog(own: Cell, settings: Cell): LogStream {
  const category = categoryOf(own);
  const what = 'requests of clients';
  if (!category.said) return { what, state: category, to: [] };
  const others = Object.keys(REQUESTS).filter((name) => name !== category.value);
  return logStream(settings, { what, carry: [category.value], other: [...others, ...OTHER] });
}

function categoryOf(own: Cell): Said<string> {
  const kind = own
    .at('kind')
    .oneOf({ GlobalDocumentDB: 'dataplanerequests', MongoDB: 'mongorequests' } as const);
  const capabilities = own.at('properties/capabilities');
  const names = andThen(capabilities.list(), (rows) =>
    everyOne(rows.map((row) => row.at('name').text())),
  );
  return andThen(names, (words) => {
    const api = Object.entries(REQUESTS).find(([, capability]) =>
      words.some((word) => word.toLowerCase() === capability),
    );
    return api === undefined ? kind : capabilities.means(api[0]);
  });
}
