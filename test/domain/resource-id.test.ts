import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  idKey,
  isSameResource,
  parentId,
  parseResourceId,
  resourceName,
  resourceTypeOf,
} from '#domain/resource-id.ts';

const SUBSCRIPTION = 'AAAAAAAA-0000-0000-0000-000000000001';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-Prod`;
const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);

describe(`resource ids (seed ${SEED})`, () => {
  it.each([
    [`/subscriptions/${SUBSCRIPTION}`, 'microsoft.resources/subscriptions', [SUBSCRIPTION]],
    [GROUP, 'microsoft.resources/subscriptions/resourcegroups', [SUBSCRIPTION, 'rg-Prod']],
    [`${GROUP}/providers/Microsoft.Sql/servers/A`, 'microsoft.sql/servers', ['A']],
    [
      `${GROUP}/providers/Microsoft.Sql/servers/A/databases/d`,
      'microsoft.sql/servers/databases',
      ['A', 'd'],
    ],
    [
      `${GROUP}/PROVIDERS/Microsoft.Sql/servers/a/databases/providers`,
      'microsoft.sql/servers/databases',
      ['a', 'providers'],
    ],
    [
      `${GROUP}/providers/Microsoft.Sql/servers/providers/databases/d`,
      'microsoft.sql/servers/databases',
      ['providers', 'd'],
    ],
    [
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/providers/providers/Microsoft.Sql/servers/a`,
      'microsoft.sql/servers',
      ['a'],
    ],
    [
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Security/pricings/Sql`,
      'microsoft.security/pricings',
      ['Sql'],
    ],
    [
      `${GROUP}/providers/Microsoft.Sql/servers/a/providers/Microsoft.Authorization/locks/l`,
      'microsoft.authorization/locks',
      ['l'],
    ],
  ])('takes %s apart', (id, type, names) => {
    expect(parseResourceId(id)).toMatchObject({
      type,
      names,
      subscriptionId: SUBSCRIPTION.toLowerCase(),
    });
    expect(resourceTypeOf(id)).toBe(type);
  });

  it.each([
    '',
    '/',
    '/subscriptions',
    '/providers/Microsoft.Management/managementGroups/mg',
    `/subscriptions/${SUBSCRIPTION}/resourceGroups`,
    `${GROUP}/providers`,
    `${GROUP}/providers/Microsoft.Sql`,
    `${GROUP}/providers/Microsoft.Sql/servers`,
    `${GROUP}/providers/Microsoft.Sql/servers/a/databases`,
    `${GROUP}/things/Microsoft.Sql/servers/a`,
    'https://example.com/page',
  ])('takes %j for no resource', (id) => {
    expect(parseResourceId(id)).toBeUndefined();
    expect(resourceTypeOf(id)).toBe('');
  });

  it.each([
    [
      `${GROUP}/providers/Microsoft.Sql/servers/a/databases/d`,
      `${GROUP}/providers/Microsoft.Sql/servers/a`,
    ],
    [
      `${GROUP}/providers/Microsoft.Sql/servers/a/databases/providers`,
      `${GROUP}/providers/Microsoft.Sql/servers/a`,
    ],
    [`${GROUP}/providers/Microsoft.Sql/servers/a`, undefined],
    [
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/providers/providers/Microsoft.Sql/servers/a`,
      undefined,
    ],
    [
      `${GROUP}/providers/Microsoft.Sql/servers/a/providers/Microsoft.Insights/diagnosticSettings/x`,
      `${GROUP}/providers/Microsoft.Sql/servers/a`,
    ],
    [`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Security/pricings/Sql`, undefined],
    [GROUP, undefined],
  ])('finds what %s lies in', (id, parent) => {
    expect(parentId(id)).toBe(parent);
  });

  it('compares without case and prints as written', () => {
    const id = `${GROUP}/providers/Microsoft.Sql/servers/A`;

    expect(isSameResource(id, id.toUpperCase())).toBe(true);
    expect(isSameResource(id, `${id}b`)).toBe(false);
    expect(resourceName(id)).toBe('A');
  });

  it('takes apart what it put together, whatever the names', () => {
    const name = fc.oneof(
      fc.constantFrom('providers', 'subscriptions', 'resourceGroups', 'a.b', '-'),
      fc.stringMatching(/^[A-Za-z0-9_.()-]{1,12}$/u),
    );
    const pairs = fc.array(fc.tuple(fc.constantFrom('servers', 'databases', 'vaults'), name), {
      minLength: 1,
      maxLength: 4,
    });

    fc.assert(
      fc.property(name, pairs, (group, path) => {
        const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.Test/${path.flat().join('/')}`;
        const parts = parseResourceId(id);

        expect(parts?.resourceGroup).toBe(group);
        expect(parts?.names).toEqual(path.map(([, own]) => own));
        expect(parts?.type).toBe(['microsoft.test', ...path.map(([type]) => type)].join('/'));
        expect(parseResourceId(idKey(id))?.type).toBe(parts?.type);
        const parent = parentId(id);
        expect(parent === undefined ? 0 : parseResourceId(parent)?.names.length).toBe(
          path.length - 1,
        );
      }),
      { seed: SEED },
    );
  });
});
