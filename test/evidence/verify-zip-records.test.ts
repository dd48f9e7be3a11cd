import { describe, expect, it } from 'vitest';
import {
  centralRecord,
  descriptor,
  endRecords,
  isFull,
  parseCentral,
  parseEnd,
  parseEnd64,
} from '#evidence/verify-zip-records.ts';

const nameBytes = Buffer.from('raw/x');
const entry = (size: number, offset: number) => ({
  name: 'raw/x',
  nameBytes,
  size,
  packed: size,
  crc: 0x0102_0304,
  offset,
  flags: 0x0808,
  method: 0,
  mode: 0o100_644,
  recordBytes: 0,
});

describe('records of a zip', () => {
  it.each([
    [0xffff_fffe, 0, 51, 16],
    [0xffff_ffff, 0, 79, 24],
    [5, 0xffff_fffe, 51, 16],
    [5, 0xffff_ffff, 79, 24],
    [5_000_000_000, 6_000_000_000, 79, 24],
  ])(
    'size %d at %d: Zip64 exactly where it is needed, and read back',
    (size, offset, bytes, behind) => {
      const record = centralRecord(entry(size, offset));

      expect(record.length).toBe(bytes);
      expect(descriptor(entry(size, offset)).length).toBe(behind);
      expect(parseCentral(record, 0)).toMatchObject({
        name: 'raw/x',
        size,
        packed: size,
        offset,
        recordBytes: bytes,
      });
    },
  );

  it.each([
    [0xfffe, 10, 20, 22],
    [0xffff, 10, 20, 98],
    [1, 0xffff_ffff, 20, 98],
    [1, 10, 0xffff_ffff, 98],
  ])('%d files, directory of %d at %d: the last records', (count, size, offset, bytes) => {
    const records = endRecords(count, size, offset);
    const end = parseEnd(records.subarray(-22));

    expect(records.length).toBe(bytes);
    expect(end !== undefined && isFull(end)).toBe(bytes === 98);
    const read = bytes === 98 ? parseEnd64(records.subarray(0, 56)) : end;
    expect(read).toEqual({ count, size, offset });
  });

  it('are not read from half a record, or from something else', () => {
    expect(parseCentral(centralRecord(entry(5, 0)).subarray(0, -1), 0)).toBeUndefined();
    expect(parseCentral(Buffer.alloc(60), 0)).toBeUndefined();
    expect(parseEnd(Buffer.alloc(22))).toBeUndefined();
    expect(parseEnd64(Buffer.alloc(56))).toBeUndefined();
  });
});
