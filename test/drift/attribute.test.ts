import { describe, expect, it } from 'vitest';
import { idKey } from '#domain/resource-id.ts';
import { type AttributableWrite, attributeTo } from '#drift/attribute.ts';
import { DATABASE, SERVER, thing } from '../harness/monitor-world.ts';

const server = thing(SERVER, ['a']).id;
const d1 = thing(DATABASE, ['a', 'd1']).id;
const d2 = thing(DATABASE, ['a', 'd2']).id;
const resources = new Set([server, d1, d2].map(idKey));

function write(
  resourceId: string,
  by: string,
  more: Partial<AttributableWrite> = {},
): AttributableWrite {
  return {
    resourceId,
    at: '2026-11-21T01:00:00.000Z',
    by,
    byType: 'User',
    client: null,
    operation: null,
    correlationId: null,
    values: {},
    source: 'activity-log',
    ...more,
  };
}

function authorOf(
  resourceId: string,
  writes: readonly AttributableWrite[],
  observed: unknown = null,
): string | undefined {
  return attributeTo(writes, (key) => resources.has(key))({ resourceId, observed })?.by;
}

describe('attributeTo', () => {
  const later = { at: '2026-11-21T02:00:00.000Z' };

  it.each([
    ['a write to the resource, in any case', d1, [write(d1.toUpperCase(), 'alice')], 'alice'],
    [
      'a write to a setting of it',
      d1,
      [write(`${d1}/transparentDataEncryption/current`, 'alice')],
      'alice',
    ],
    [
      'the later of two',
      d1,
      [write(d1, 'alice'), write(`${d1}/backupShortTermRetentionPolicies/default`, 'bob', later)],
      'bob',
    ],
    ['the later of two, in any order', d1, [write(d1, 'bob', later), write(d1, 'alice')], 'bob'],
    [
      'its own rather than a later one above',
      d1,
      [write(d1, 'alice'), write(server, 'bob', later)],
      'alice',
    ],
    ['one above where there is none of its own', d1, [write(server, 'bob')], 'bob'],
    [
      'a setting of what it lies in',
      d1,
      [write(`${server}/encryptionProtector/current`, 'bob')],
      'bob',
    ],
    ['nobody, where only its sibling was written', d1, [write(d2, 'carol')], undefined],
    ['nobody, where only a resource below was written', server, [write(d1, 'carol')], undefined],
    [
      'its own, whatever was written later to a resource below',
      server,
      [write(server, 'alice'), write(d1, 'carol', later)],
      'alice',
    ],
    ['nobody, where nothing was written', d1, [], undefined],
  ])('names %s', (_case, resourceId, writes, expected) => {
    expect(authorOf(resourceId, writes)).toBe(expected);
  });

  it('prefers the record of one operation that says what it changed', () => {
    const correlationId = 'one';
    const plain = write(d1, 'alice', { correlationId, ...later });
    const telling = write(d1, 'alice', {
      correlationId,
      source: 'resourcechanges',
      values: {
        'properties.a': { from: '1', to: '2' },
        'properties.minimalTlsVersion': { from: '1.2', to: '1.0' },
      },
    });

    for (const writes of [
      [plain, telling],
      [telling, plain],
    ]) {
      const author = attributeTo(writes, (key) => resources.has(key))({
        resourceId: d1,
        observed: '1.0',
      });
      expect(author).toMatchObject({ from: '1.2', to: '1.0', source: 'resourcechanges' });
    }
  });

  it('names the operation on the resource itself where one deployment wrote its settings too', () => {
    const correlationId = 'c-1';
    const made = write(d1, 'alice', { correlationId, operation: 'databases/write' });
    const set = write(`${d1}/transparentDataEncryption/current`, 'alice', {
      ...later,
      correlationId,
      operation: 'databases/transparentDataEncryption/write',
      values: { status: { from: null, to: 'Enabled' } },
    });
    const operationOf = (writes: readonly AttributableWrite[]) =>
      attributeTo(writes, (key) => resources.has(key))({ resourceId: d1, observed: null })
        ?.operation;

    expect(operationOf([made, set])).toBe('databases/write');
    expect(operationOf([set, made])).toBe('databases/write');
    expect(operationOf([set])).toBe('databases/transparentDataEncryption/write');
  });

  it('names nobody for a write that the last good reading had seen already', () => {
    const author = attributeTo([write(d1, 'alice'), write(server, 'bob', later)], (key) =>
      resources.has(key),
    );
    const finding = { resourceId: d1, observed: null };

    expect(author(finding, { after: '2026-11-21T00:59:59.999Z' })?.by).toBe('alice');
    expect(author(finding, { after: '2026-11-21T01:00:00.000Z' })?.by).toBe('bob');
    expect(author(finding, { after: later.at })).toBeNull();
  });

  it('looks at the resource alone for what has lasted', () => {
    const author = attributeTo([write(server, 'bob')], (key) => resources.has(key));

    expect(author({ resourceId: d1, observed: null }, { isOwnOnly: true })).toBeNull();
    expect(author({ resourceId: server, observed: null }, { isOwnOnly: true })?.by).toBe('bob');
  });

  it.each([
    ['is another one than what is observed', d1, '7 days'],
    ['belongs to the server above, though it looks the same', server, '1.0'],
  ])('takes no value for the finding that %s', (_case, written, observed) => {
    const values = { 'properties.minimalTlsVersion': { from: '1.2', to: '1.0' } };

    const author = attributeTo([write(written, 'alice', { values })], (key) => resources.has(key));

    expect(author({ resourceId: d1, observed })).toMatchObject({ by: 'alice', from: null });
  });

  it('does not guess which of several values made it', () => {
    const values = { a: { from: '1', to: '2' }, b: { from: '3', to: '4' } };

    const author = attributeTo([write(d1, 'alice', { values })], (key) => resources.has(key))({
      resourceId: d1,
      observed: '9',
    });

    expect(author).toMatchObject({ by: 'alice', from: null, to: null });
  });
});
