import { describe, expect, it } from 'vitest';
import { idKey } from '#domain/resource-id.ts';
import { selfAndAncestors, touchedBy } from '#drift/touched.ts';
import { DATABASE, SERVER, SUBSCRIPTION, thing } from '../harness/monitor-world.ts';

const server = thing(SERVER, ['a']).id;
const d1 = thing(DATABASE, ['a', 'd1']).id;
const d2 = thing(DATABASE, ['a', 'd2']).id;
const other = thing(SERVER, ['a-old']).id;
const ALL = [server, d1, d2, other];
const known = new Set(ALL.map(idKey));
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;

describe('touchedBy', () => {
  it.each([
    ['the resource itself', d1, [d1]],
    ['the resource in other letters', d1.toUpperCase(), [d1]],
    ['a setting of it', `${d1}/backupShortTermRetentionPolicies/default`, [d1]],
    ['what is attached to it', `${d1}/providers/Microsoft.Insights/diagnosticSettings/x`, [d1]],
    ['a setting of its server', `${server}/failoverGroups/fg`, [server, d1, d2]],
    ['its server', server, [server, d1, d2]],
    ['a new database of its server', `${server}/databases/new`, [server, d1, d2]],
    ['something else in the group', `${GROUP}/providers/Microsoft.Web/sites/x`, []],
    ['the group', GROUP, []],
    [
      'a long-term backup, which lies beside its server',
      `${GROUP}/providers/Microsoft.Sql/locations/westeurope/longTermRetentionServers/A/longTermRetentionDatabases/d1/longTermRetentionBackups/b`,
      [server, d1, d2],
    ],
    [
      'a long-term backup of a managed instance of that name',
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Sql/locations/westeurope/longTermRetentionManagedInstances/a/longTermRetentionDatabases/d1`,
      [],
    ],
  ])('by a write to %s', (_what, written, expected) => {
    const isTouched = touchedBy([written], (key) => known.has(key));

    expect(ALL.filter(isTouched)).toEqual(expected);
  });

  it('by no write at all touches nothing', () => {
    expect(ALL.filter(touchedBy([], (key) => known.has(key)))).toEqual([]);
  });
});

describe('selfAndAncestors', () => {
  it('goes from the inside outwards, without case', () => {
    expect(selfAndAncestors(d1)).toEqual([idKey(d1), idKey(server)]);
    expect(selfAndAncestors('https://example.com/a')).toEqual(['https://example.com/a']);
  });
});
