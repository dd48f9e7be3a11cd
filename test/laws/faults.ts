import type { Exchange } from '#domain/exchange.ts';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import { READS } from '../harness/product.ts';
import { literal } from './breakages/breakage.ts';
import { type Member, membersOf, spoil } from './property-paths.ts';

/** Random numbers that choose a fault: which kind, where, and how. */
export interface FaultChoice {
  readonly kind: number;
  readonly where: number;
  readonly how: number;
  /** Strikes one address, every address of its kind, or everything. */
  readonly breadth: 'one' | 'alike' | 'all';
}

/** What is read without a collector, and what stands for all of it. */
const OTHER_ACTIONS = [
  'Microsoft.Resources/subscriptions/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Resources/subscriptions/resources/read',
  'Microsoft.Authorization/permissions/read',
  'Microsoft.Sql/*',
  'Microsoft.Storage/*/read',
  '*/read',
];
/** What a role may lack. */
export const ACTIONS: readonly string[] = [
  ...new Set([...[...READS.values()].flatMap(({ permissions }) => permissions), ...OTHER_ACTIONS]),
];

/**
 * What a deny assignment may forbid without making resources invisible. The lists leave out without a word what may not be read; a role
 * that lacks an action shows in the identity's own permissions, a deny assignment does not, and so nobody can notice it.
 */
const DENIABLE = ACTIONS.filter(
  (action) =>
    !action.includes('*') &&
    !/^Microsoft\.(Resources\/.*|(Sql\/(servers|managedInstances)(\/(databases|elasticPools))?|Storage\/storageAccounts|(KeyVault|RecoveryServices)\/vaults|Insights\/components))\/read$/u.test(
      action,
    ),
);

type Maker = (target: Target, how: number) => MisbehaviourRule | undefined;

interface Target {
  readonly match: MisbehaviourRule['match'];
  readonly members: readonly Member[];
  /** Ids of the resources that the lists of their kinds name. */
  readonly listed: readonly string[];
}

const INVENTORIES = '^/(subscriptions/[^/]+/resources\\?|providers/Microsoft\\.ResourceGraph/)';

/** Leaves one resource out of every list that matches. */
const hiding =
  (path: string): Maker =>
  ({ listed }, how) => {
    const id = listed[how % Math.max(1, listed.length)];
    if (id === undefined) return undefined;
    return { match: { path }, effect: { hideRows: `^${literal(id)}$` } };
  };

/** The other half of what may vanish: a whole kind, by what no permission shows. */
const HIDING_ACTIONS = ACTIONS.filter((action) => !action.includes('*'));

/**
 * Lists whose rows Azure lets be counted a second time, or whose rows the resources themselves speak of. What a list that nothing else
 * counts leaves out (keys, secrets, replication links, policies, backups) nobody can notice: there, only broken answers are faults.
 */
const COUNTED =
  '^/(subscriptions/[^/]+/(resources|resourcegroups)\\?|providers/Microsoft.ResourceGraph/|subscriptions\\?|subscriptions/.*/(servers|databases|elasticPools|managedInstances|storageAccounts)\\?|subscriptions/[^/]+/providers/Microsoft.RecoveryServices/vaults\\?)';

const onCounted =
  (effect: (how: number) => MisbehaviourRule['effect']): Maker =>
  ({ match }, how) => {
    const address = (match.path ?? '').replaceAll('\\', '');
    const isOne = new RegExp(COUNTED, 'iu').test(address.replace(/^\^/u, ''));
    return { match: isOne ? match : { path: COUNTED }, effect: effect(how) };
  };

const onAll =
  (effect: MisbehaviourRule['effect']): Maker =>
  ({ match }) => ({ match, effect });

const spoiling =
  (way: Parameters<typeof spoil>[1]): Maker =>
  ({ match, members }, how) => {
    const member = members[how % Math.max(1, members.length)];
    const rule = member === undefined ? undefined : spoil(member, way);
    return rule === undefined ? undefined : { ...rule, match };
  };

/** Members that are good where they say this: after the true word, the last one must not win. */
const GOOD_WORDS: readonly (readonly [string, string])[] = [
  ['state', '"Enabled"'],
  ['minimalTlsVersion', '"1.2"'],
  ['minimumTlsVersion', '"TLS1_2"'],
  ['enabled', 'true'],
  ['enablePurgeProtection', 'true'],
  ['supportsHttpsTrafficOnly', 'true'],
  ['retentionDays', '35'],
  ['location', '"swedencentral"'],
];

/** Text and seconds since the epoch. What is written in all of an answer's instants is written in its past ones too. */
const SOONER = [
  { find: String.raw`"\d{4}-\d\d-\d\dT[^"/]*"`, with: '"2999-01-01T00:00:00Z"' },
  { find: String.raw`"created":\d+`, with: '"created":32472144000' },
];

const replacing =
  (find: string, by: (how: number) => string): Maker =>
  ({ match }, how) => ({ match, effect: { replaceText: { find, with: by(how) } } });

/** What is asked of a provider. The inventories are left out: what they name is what there is. */
const OF_A_PROVIDER =
  '^/subscriptions/.+/providers/Microsoft\\.(Sql|Storage|KeyVault|RecoveryServices|Insights)/';

/** Only where a provider is asked. */
const ofProvider =
  (maker: Maker): Maker =>
  (target, how) => {
    const path = target.match.path ?? '';
    const isOne = path.replaceAll('\\', '').includes('/providers/Microsoft.');
    return maker({ ...target, match: isOne ? target.match : { path: OF_A_PROVIDER } }, how);
  };

/** Answers to another question than the one that was asked. */
const ABOUT_SOMETHING_ELSE: Readonly<Record<string, Maker>> = {
  'another id': ofProvider(replacing('("id":"/[^"]*/)[^/"]+"', () => '$1another"')),
  'another type': ofProvider(
    replacing('("type":")[^"]*/[^"]*"', () => '$1Microsoft.Future/others"'),
  ),
  'another name': ofProvider(replacing('(,"name":")[^"]*"', () => '$1another"')),
  'of another parent': ofProvider(
    replacing('(/(?:servers|managedInstances|vaults|storageAccounts)/)[^/"]+', () => '$1another'),
  ),
  'of another subscription': ofProvider(
    replacing('("id":"/subscriptions/)[^/"]+', () => '$1ffffffff-ffff-4fff-8fff-ffffffffffff'),
  ),
};

/** Everything that the order names, by its name there. */
const MAKERS: Readonly<Record<string, Maker>> = {
  '403': onAll({ status: 403, code: 'AuthorizationFailed' }),
  'an action is denied': ({ match }, how) => ({
    match: how % 2 === 0 ? {} : match,
    effect: { deny: DENIABLE[how % DENIABLE.length] ?? '' },
  }),
  '404': onAll({ status: 404, code: 'ResourceNotFound' }),
  '429 without end': onAll({ status: 429, retryAfter: null }),
  '500': onAll({ status: 500 }),
  '503 with a page': onAll({ status: 503, html: true }),
  'a web page instead of an answer': onAll({ status: 200, html: true }),
  timeout: onAll({ hang: true }),
  'now and then a timeout': ({ match }, how) => ({
    match,
    effect: { hang: true },
    probability: 0.3,
    seed: how,
  }),
  'truncated body': onAll({ truncateBody: true }),
  'connection reset': onAll({ resetConnection: true }),
  'endless pages': onAll({ endlessPages: true }),
  'missing page': onCounted(() => ({ dropNextLink: true })),
  'missing row': onCounted((how) => ({ dropItem: how % 3 })),
  'empty list': onCounted(() => ({ emptyList: true })),
  'wrong count': ({ match }, how) => ({ match, effect: { skewCount: (how % 7) - 3 || 4 } }),
  'resources that only one list names': hiding(INVENTORIES),
  'resources that vanish without a trace': (target, how) =>
    how % 2 === 0
      ? hiding('^/')(target, how / 2)
      : {
          match: {},
          effect: { deny: HIDING_ACTIONS[((how - 1) / 2) % HIDING_ACTIONS.length] ?? '' },
        },
  'missing property': spoiling('remove'),
  'null property': spoiling('null'),
  'value of the future': spoiling('future'),
  ...ABOUT_SOMETHING_ELSE,
  'said twice': replacing(
    `"(${GOOD_WORDS.map(([name]) => name).join('|')})":("[^"]*"|[\\w.]+)`,
    (how) => {
      const [, value] = GOOD_WORDS[how % GOOD_WORDS.length] ?? ['', ''];
      return `$&,"$1":${value}`;
    },
  ),
  'instant that is yet to come': ({ match }, how) => ({
    match,
    effect: {
      replaceText: SOONER[how % SOONER.length] ?? { find: 'never', with: '' },
    },
  }),
};

export const FAULT_KINDS: readonly string[] = Object.keys(MAKERS);

/** Kinds that only who knows what was there before can notice. */
export const NOTICED_BY_STATE: ReadonlySet<string> = new Set([
  'resources that vanish without a trace',
]);

/** The fault that the numbers choose among what a scan asked; undefined where it fits nothing there. */
export function faultFor(
  kept: readonly Exchange[],
  choice: FaultChoice,
): MisbehaviourRule | undefined {
  const addresses = [...new Set(kept.map(({ url }) => addressOf(url)))].sort();
  const address = addresses[choice.where % addresses.length] ?? '';
  const members = membersOf(kept.filter(({ url }) => addressOf(url) === address));
  const maker = MAKERS[FAULT_KINDS[choice.kind % FAULT_KINDS.length] ?? ''];
  return maker?.(
    { match: matchOf(address, choice.breadth), members, listed: listedIn(kept) },
    choice.how,
  );
}

const OWN_LIST = /\/(servers|databases|elasticPools|managedInstances|storageAccounts|vaults)\?/iu;

function listedIn(kept: readonly Exchange[]): readonly string[] {
  const ids = new Set<string>();
  for (const { url, body, status } of kept) {
    if (status !== 200 || !OWN_LIST.test(url)) continue;
    const { value } = JSON.parse(body) as { value?: readonly { id: string }[] };
    for (const { id } of value ?? []) ids.add(id);
  }
  return [...ids].sort();
}

function matchOf(address: string, breadth: FaultChoice['breadth']): MisbehaviourRule['match'] {
  switch (breadth) {
    case 'one':
      return { path: `^${literal(address)}$` };
    case 'alike': {
      const last = /([^/]+)\/?(?:\?|$)/u.exec(address)?.[1] ?? '';
      const parent = /\/([^/]+)\/[^/]+\/?(?:\?|$)/u.exec(address)?.[1] ?? '';
      return { path: `^/subscriptions.*/(${literal(last)}|${literal(parent)}/[^/]+)(\\?|$)` };
    }
    case 'all':
      // The sign-in stays out: without it there is no scan at all, which is exit status 4.
      return { path: '^/(subscriptions|providers)' };
  }
}

function addressOf(url: string): string {
  return decodeURIComponent(url.replace(/^https:\/\/[^/]+/u, ''));
}
