import { describe, expect, it } from 'vitest';
import type { Member } from '#domain/reading.ts';
import { rowsByName } from '#resource-types/sql/rows-by-name.ts';
import { listCell, type RecordedValue } from '#traits/cell.ts';

const PAGE: Member = { evidence: `sha256:${'a'.repeat(64)}`, pointer: '' };

function listOf(values: readonly unknown[]) {
  const rows = values.map(
    (value, index): RecordedValue => ({
      value,
      readAt: 1,
      at: { ...PAGE, pointer: `/value/${index}` },
    }),
  );
  return listCell(rows, [PAGE], 1);
}

function named(name: string) {
  return { properties: { databaseName: name } };
}

describe('rowsByName', () => {
  it('finds the rows of a name, whatever its case, and names the list and these rows alone', () => {
    const list = listOf([named('one'), named('Two'), named('TWO'), named('three')]);
    const found = rowsByName('properties/databaseName')(list, 'two');
    expect(found.said && found.value.length).toBe(2);
    expect(found.from.map(({ pointer }) => pointer)).toEqual([
      '',
      '/value/1/properties/databaseName',
      '/value/2/properties/databaseName',
    ]);
  });

  it('shows by the list itself that no row is about a name', () => {
    const none = rowsByName('properties/databaseName')(listOf([named('one')]), 'two');
    expect(none).toEqual({ said: true, value: [], from: [PAGE] });
  });

  it('knows no rows of any name where one row does not say its own', () => {
    const list = listOf([named('one'), { properties: {} }]);
    const found = rowsByName('properties/databaseName')(list, 'one');
    expect(found).toMatchObject({ said: false, why: expect.stringContaining('databaseName') });
    expect(found.from.map(({ pointer }) => pointer)).toEqual(['', '/value/1/properties']);
  });

  it('goes through a list once, however many names are asked for', () => {
    let read = 0;
    const row = {
      get properties() {
        read += 1;
        return { databaseName: 'one' };
      },
    };
    const rowsOf = rowsByName('properties/databaseName');
    const list = listOf([row]);
    rowsOf(list, 'two');
    const once = read;
    expect(once).toBeGreaterThan(0);
    for (const name of ['three', 'four', 'five']) rowsOf(list, name);
    expect(read).toBe(once);
  });
});
