import { describe, expect, it } from 'vitest';
import { KqlError } from '#simulator/kql/kql-error.ts';
import { prepareQuery, runQuery } from '#simulator/kql/run-query.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const RESOURCES = [
  {
    id: '/a',
    name: 'alpha',
    type: 'microsoft.sql/servers',
    location: 'westeurope',
    properties: {
      minimalTlsVersion: '1.2',
      enabled: true,
      days: 7,
      ips: ['1', '2'],
      made: '2026-02-01T00:00:00Z',
    },
    tags: { 'cost-center': 'x1', Env: 'Prod' },
  },
  {
    id: '/B',
    name: 'Beta',
    type: 'microsoft.sql/servers',
    location: 'northeurope',
    properties: {
      minimalTlsVersion: '1.0',
      enabled: false,
      days: 35,
      ips: [],
      made: '2026-03-01T11:30:00Z',
    },
    tags: null,
  },
  {
    id: '/c',
    name: 'gamma',
    type: 'microsoft.storage/storageaccounts',
    properties: { enabled: null, ips: null },
  },
];
const TABLES = {
  resources: RESOURCES,
  ResourceContainers: [
    { id: '/s', name: 'alpha', type: 'microsoft.resources/subscriptions', subscriptionId: 'S' },
    { id: '/t', name: 'alpha', type: 'microsoft.resources/subscriptions', subscriptionId: 'T' },
  ],
  numbers: [
    { id: '1', group: 'a', size: 3, share: 0.5 },
    { id: '2', group: 'b', size: null, share: 1.5 },
    { id: '3', group: 'a', size: 10, share: null },
  ],
};

function run(query: string): Record<string, unknown>[] {
  return runQuery(query, TABLES, NOW).rows;
}

/** The names of the resources that a predicate keeps, as one text. */
function kept(predicate: string): string {
  return run(`resources | where ${predicate} | project name`)
    .map((row) => row['name'])
    .join(' ');
}

describe('where', () => {
  it.each([
    ["type == 'microsoft.sql/servers'", 'alpha Beta'],
    ["type == 'Microsoft.Sql/servers'", ''],
    ["type =~ 'Microsoft.Sql/servers'", 'alpha Beta'],
    ["type !~ 'Microsoft.Sql/servers'", 'gamma'],
    ["name in ('ALPHA', 'Beta')", 'Beta'],
    ["name in~ ('ALPHA', 'beta')", 'alpha Beta'],
    ["name !in~ ('ALPHA', 'beta')", 'gamma'],
    ["name in (dynamic(['alpha', 'gamma']))", 'alpha gamma'],
    ["properties.minimalTlsVersion == '1.2'", 'alpha'],
    ["properties['minimalTlsVersion'] != '1.2'", 'Beta gamma'],
    ["properties.MinimalTlsVersion == '1.2'", ''],
    ["properties.minimalTlsVersion in ('1.0', '')", 'Beta'],
    ["properties.minimalTlsVersion < '1.1'", 'Beta'],
    ['properties.enabled == false', 'Beta'],
    ['properties.enabled != false', 'alpha gamma'],
    ['not(properties.enabled == false)', 'alpha gamma'],
    ["properties.days == '7'", 'alpha'],
    ['properties.minimalTlsVersion == 1.2', ''],
    ['properties.days > 7', 'Beta'],
    ['properties.days >= 7 and properties.days <= 35', 'alpha Beta'],
    ['properties.days between (7 .. 34)', 'alpha'],
    ['properties.days !between (7 .. 34)', 'Beta'],
    ['toint(properties.days) * 2 == 14', 'alpha'],
    ['isnull(properties.enabled)', 'gamma'],
    ['isnotnull(tags)', 'alpha'],
    ['isnull(location)', ''],
    ['isempty(location)', 'gamma'],
    ["tags['cost-center'] == 'x1'", 'alpha'],
    ['isnull(properties.constructor)', 'alpha Beta gamma'],
    ["name contains 'ET' or name has 'gamma'", 'Beta gamma'],
    ["type has 'sql' and type !has 'microsoft.sq'", 'alpha Beta'],
    ["type has_any ('storageacc', 'sql')", 'alpha Beta'],
    ["name startswith 'b' or name endswith 'MA'", 'Beta gamma'],
    ["name contains_cs 'ET'", ''],
    ["name matches regex '(?i)^[A-B]'", 'alpha Beta'],
    ['properties.ips[0] == "1" and properties.ips[-1] == "2"', 'alpha'],
    ['array_length(properties.ips) == 0', 'Beta'],
    ['todatetime(properties.made) > ago(1h)', 'Beta'],
    ['todatetime(properties.made) < datetime(2026-02-15) + 1d', 'alpha'],
    ['todatetime(properties.made) between (datetime(2026-02-01) .. 1d)', 'alpha'],
    ['now() - todatetime(properties.made) <= 30m // the last half hour', 'Beta'],
    ["name == 'alpha' or name == 'Beta' and location == 'nowhere'", 'alpha'],
  ])('%s keeps "%s"', (predicate, names) => {
    expect(kept(predicate)).toBe(names);
  });

  it('neither keeps nor, negated, keeps a row whose comparison is unknown', () => {
    expect(kept('tobool(properties.enabled) == tobool(tags.none)')).toBe('');
    expect(kept('properties.days > 0')).toBe('alpha Beta');
    expect(kept('not(properties.days > 0)')).toBe('');
  });
});

describe('expressions', () => {
  it.each<[string, unknown]>([
    ['7 / 2', 3],
    ['7 / 2.0', 3.5],
    ['1 / 0', null],
    ['2 + 3 * 4 - -1', 15],
    ["strcat('a', 1, true)", 'a1true'],
    ["split('a/b/c', '/')[1]", 'b'],
    ["substring('abcdef', 1, 2)", 'bc'],
    ["substring('abcdef', -2)", 'ef'],
    ["replace_string('a.b.a', 'a', '$&')", '$&.b.$&'],
    ["extract('v([0-9]+)', 1, 'xv12')", '12'],
    ["toupper('a') == 'A'", true],
    ["iff(1 > 2, 'x', 'y')", 'y'],
    ["case(1 > 2, 'x', 2 > 1, 'z', 'y')", 'z'],
    ["coalesce('', 'b')", 'b'],
    ["toint('12')", 12],
    ["toint('1.5')", null],
    ["tobool('True')", true],
    ['tostring(dynamic({"a": [1, null]}))', '{"a":[1,null]}'],
    ['parse_json(\'{"a": 1}\').a', 1],
    ['bag_keys(dynamic({"a": 1, "b": 2}))', ['a', 'b']],
    ["pack('at', datetime(2026-01-02))", { at: '2026-01-02T00:00:00.0000000Z' }],
    ["@'a\\b''c'", "a\\b'c"],
    ["'it\\'s'", "it's"],
    ['datetime(2026-03-01T12:00:00.1234567Z) - 500ms', '2026-03-01T11:59:59.6234567Z'],
    ['datetime(2026-03-01) - datetime(2026-02-27 12:00)', '1.12:00:00'],
    ['bin(datetime(2026-03-01 12:34), 1h)', '2026-03-01T12:00:00Z'],
    ['now()', '2026-03-01T12:00:00Z'],
    ['real(null)', null],
  ])('%s is %j', (expression, value) => {
    const [row] = run(`resources | take 1 | project answer = ${expression}`);

    expect(row).toEqual({ answer: value });
  });
});

describe('steps', () => {
  it.each<[string, unknown]>([
    [
      'RESOURCES | where name == "alpha" | project id, renamed = name, properties.days',
      [{ id: '/a', renamed: 'alpha', properties_days: 7 }],
    ],
    ["where name == 'Beta' | project id", [{ id: '/B' }]],
    ['resources | count', [{ Count: 3 }]],
    [
      'resources | order by name asc | project name',
      [{ name: 'Beta' }, { name: 'alpha' }, { name: 'gamma' }],
    ],
    ['numbers | sort by size | project id', [{ id: '3' }, { id: '1' }, { id: '2' }]],
    ['numbers | sort by size asc | project id', [{ id: '2' }, { id: '1' }, { id: '3' }]],
    [
      'numbers | sort by size desc nulls first | project id',
      [{ id: '2' }, { id: '3' }, { id: '1' }],
    ],
    ['numbers | sort by size asc nulls last | project id', [{ id: '1' }, { id: '3' }, { id: '2' }]],
    [
      'numbers | sort by group asc, size desc | project id',
      [{ id: '3' }, { id: '1' }, { id: '2' }],
    ],
    ['numbers | top 1 by share | project id', [{ id: '2' }]],
    ['numbers | limit 2 | project id', [{ id: '1' }, { id: '2' }]],
    ['numbers | distinct group', [{ group: 'a' }, { group: 'b' }]],
    [
      'numbers | project id, group, size | project-away si*, id',
      [{ group: 'a' }, { group: 'b' }, { group: 'a' }],
    ],
    ['numbers | project-keep size | take 1', [{ size: 3 }]],
    ['numbers | project id, size | project-rename key = id | take 1', [{ key: '1', size: 3 }]],
    ['numbers | project id | extend id = strcat(id, "x"), n = 1 | take 1', [{ id: '1x', n: 1 }]],
    [
      'numbers | summarize count(), sum(size), avg(share), max(size), ids = make_list(id) by group',
      [
        { group: 'a', count_: 2, sum_size: 13, avg_share: 0.5, max_size: 10, ids: ['1', '3'] },
        { group: 'b', count_: 1, sum_size: 0, avg_share: 1.5, max_size: null, ids: ['2'] },
      ],
    ],
    [
      "resources | where name == 'none' | summarize n = count(), m = min(name), d = dcount(type), s = make_set(type), e = countif(id == '')",
      [{ n: 0, m: '', d: 0, s: [], e: 0 }],
    ],
    ['numbers | summarize ratio = 10 * count() / dcount(group)', [{ ratio: 15 }]],
    [
      'resources | summarize count() by tostring(properties.minimalTlsVersion)',
      [
        { properties_minimalTlsVersion: '1.2', count_: 1 },
        { properties_minimalTlsVersion: '1.0', count_: 1 },
        { properties_minimalTlsVersion: '', count_: 1 },
      ],
    ],
    [
      'resources | mv-expand ip = properties.ips to typeof(string) | project name, ip',
      [
        { name: 'alpha', ip: '1' },
        { name: 'alpha', ip: '2' },
        { name: 'gamma', ip: '' },
      ],
    ],
    [
      'resources | mv-expand with_itemindex=i properties.ips limit 1 | project name, properties_ips, i',
      [
        { name: 'alpha', properties_ips: '1', i: 0 },
        { name: 'gamma', properties_ips: null, i: 0 },
      ],
    ],
    [
      'resources | join kind=inner (resourcecontainers | project name, sub = subscriptionId) on name | project id, name1, sub',
      [
        { id: '/a', name1: 'alpha', sub: 'S' },
        { id: '/a', name1: 'alpha', sub: 'T' },
      ],
    ],
    [
      'resourcecontainers | join (resources | project key = name, rid = id) on $left.name == $right.key | project id, rid',
      [{ id: '/s', rid: '/a' }],
    ],
    [
      'resources | join kind=leftouter (resourcecontainers | where id == "/s" | project name, sub = subscriptionId, sku) on name | project name, sub, sku1',
      [
        { name: 'alpha', sub: 'S', sku1: null },
        { name: 'Beta', sub: '', sku1: null },
        { name: 'gamma', sub: '', sku1: null },
      ],
    ],
    [
      'resources | join kind=leftanti resourcecontainers on name | project name',
      [{ name: 'Beta' }, { name: 'gamma' }],
    ],
    [
      'resources | project id | union (resourcecontainers | project id, subscriptionId)',
      [
        { id: '/a', subscriptionId: '' },
        { id: '/B', subscriptionId: '' },
        { id: '/c', subscriptionId: '' },
        { id: '/s', subscriptionId: 'S' },
        { id: '/t', subscriptionId: 'T' },
      ],
    ],
  ])('%s', (query, rows) => {
    expect(run(query)).toEqual(rows);
  });

  it('names the columns with the types of Azure, in order', () => {
    const { columns } = runQuery(
      'numbers | project id, size, share, b = size > 1, tags, t = now()',
      TABLES,
      NOW,
    );

    expect(columns).toEqual([
      { name: 'id', type: 'string' },
      { name: 'size', type: 'integer' },
      { name: 'share', type: 'number' },
      { name: 'b', type: 'boolean' },
      { name: 'tags', type: 'object' },
      { name: 't', type: 'datetime' },
    ]);
  });

  it.each([
    ['resources | project id, name', true],
    ['resources | summarize count() by id', true],
    ['resources | project name', false],
    ['resources | summarize count() by type', false],
    ['resources | take 5', false],
    ['resources | top 5 by id', false],
    [
      'resources | join kind=inner (resources | take 1 | project other = name) on $left.name == $right.other',
      true,
    ],
  ])('%s is pageable: %s', (query, pageable) => {
    expect(runQuery(query, TABLES, NOW).pageable).toBe(pageable);
  });

  it('runs one prepared query over several tables and instants', () => {
    const prepared = prepareQuery('resources | project id, t = now()');

    expect(prepared.run({ resources: [{ id: 'x' }] }, NOW).rows).toEqual([
      { id: 'x', t: '2026-03-01T12:00:00Z' },
    ]);
    expect(prepared.run({ Resources: [] }, new Date(0)).rows).toEqual([]);
  });
});

describe('what is not understood', () => {
  it.each([
    ['', 0],
    ['nowhere | project id', 0],
    ['resources | frobnicate', 12],
    ['resources | sample 5', 12],
    ['resources | where', 17],
    ['resources | where nam == 1', 18],
    ["resources | where name == 'a", 26],
    ['resources | where name == 1', 23],
    ['resources | where properties.a == properties.b', 31],
    ['resources | where properties.made > ago(1d)', 34],
    ['resources | where properties.enabled', 28],
    ["resources | where name.first == 'a'", 22],
    ["resources | where frob(name) == 'a'", 18],
    ["resources | where tolower() == 'a'", 18],
    ["resources | where constructor(name) == 'a'", 18],
    ['resources | where name == 1 ~ 2', 28],
    ["resources | where name matches regex '('", 23],
    ["resources | extend a = extract('(', 1, name)", 23],
    ['resources | extend a = extract(name, 1, name)', 23],
    ['resources | where count() > 1', 18],
    ['resources | summarize name', 22],
    ['resources | summarize count() by properties.a', 43],
    ['resources | order by properties.a', 31],
    ['resources | distinct tags', 21],
    ['resources | project name, name = id', 12],
    ['resources | project-away nothing', 12],
    ['resources | mv-expand name', 22],
    ['resources | mv-expand zones limit 2001', 34],
    ['resources | join kind=rightouter (resources) on id', 22],
    ['resources | join (resources) on nothing', 32],
    ['resources | join (resources) on properties', 32],
    ['resources | union withsource=t resources', 28],
    ['resources | take -1', 17],
    ['resources | project id extra', 23],
    ['resources; resources', 11],
    ['resources | where a == datetime(2026-02-30)', 23],
    ['let x = 1; resources', 4],
    ["resources | project iff(true, 1, 'a')", 20],
    ['resources | where name in (resources | project name)', 37],
  ])('refuses %s at %i', (query, position) => {
    const error = caught(() => runQuery(query, { resources: [] }, NOW));

    expect(error).toBeInstanceOf(KqlError);
    expect(error).toMatchObject({ position });
  });

  it('refuses a fourth join, and nesting or chains beyond the call stack', () => {
    const joins = ' | join (resources) on id'.repeat(4);
    const nested = `resources | where ${'('.repeat(5000)}true`;
    const chain = `resources | where ${'true or '.repeat(5000)}true`;

    for (const query of [`resources${joins}`, nested, chain]) {
      expect(caught(() => runQuery(query, TABLES, NOW))).toBeInstanceOf(KqlError);
    }
  });
});

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
