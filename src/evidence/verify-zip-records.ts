/** An entry of a zip, as its directory has it. APPNOTE.TXT 6.3.9, sections 4.3 and 4.5.3. */
export interface ZipEntry {
  readonly name: string;
  /** The name as it stands there. */
  readonly nameBytes: Buffer;
  readonly size: number;
  readonly packed: number;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
  readonly flags: number;
  readonly method: number;
  readonly mode: number;
  /** Bytes of its record in the directory. */
  readonly recordBytes: number;
}

/** End of the directory without a comment. */
export const END_BYTES = 22;
/** The Zip64 record and its locator, which stand before it. */
export const END64_BYTES = 76;

/** UTF-8 names; sizes stand behind the content. */
const FLAGS = 0x0808;
const PLAIN_FILE = 0o100_644;
const MADE_BY = 0x033f;
/** 1980-01-01. */
const DATE = 0x0021;
const FULL16 = 0xffff;
const FULL32 = 0xffff_ffff;
const EXTRA_BYTES = 28;

/** Where the directory is. */
interface DirectoryEnd {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** Whether a number is too large for the last record, so that a Zip64 one must stand before it. */
export function isFull({ count, size, offset }: DirectoryEnd): boolean {
  return count >= FULL16 || size >= FULL32 || offset >= FULL32;
}

/** Counts of the last record, Zip64 ones not yet looked at: whoever rebuilds the records from the answer sees whether they are true. */
export function parseEnd(tail: Buffer): DirectoryEnd | undefined {
  if (tail.length !== END_BYTES || tail.readUInt32LE(0) !== 0x0605_4b50) return undefined;
  return {
    count: tail.readUInt16LE(10),
    size: tail.readUInt32LE(12),
    offset: tail.readUInt32LE(16),
  };
}

/** Counts of a Zip64 record of 56 bytes. */
export function parseEnd64(record: Buffer): DirectoryEnd | undefined {
  if (record.length !== 56 || record.readUInt32LE(0) !== 0x0606_4b50) return undefined;
  const [count, size, offset] = [32, 40, 48].map((at) => Number(record.readBigUInt64LE(at)));
  if (count === undefined || size === undefined || offset === undefined) return undefined;
  return [count, size, offset].every((value) => Number.isSafeInteger(value))
    ? { count, size, offset }
    : undefined;
}

/** The records behind a directory as the format has them, Zip64 ones where a number needs them. */
export function endRecords(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, FULL16), 8);
  end.writeUInt16LE(Math.min(count, FULL16), 10);
  end.writeUInt32LE(Math.min(size, FULL32), 12);
  end.writeUInt32LE(Math.min(offset, FULL32), 16);
  if (!isFull({ count, size, offset })) return end;
  const wide = Buffer.alloc(END64_BYTES);
  wide.writeUInt32LE(0x0606_4b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(MADE_BY, 12);
  wide.writeUInt16LE(45, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(size), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  wide.writeUInt32LE(0x0706_4b50, 56);
  wide.writeBigUInt64LE(BigInt(offset + size), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, end]);
}

/** The entry whose record begins there; undefined for what is no record. */
export function parseCentral(directory: Buffer, at: number): ZipEntry | undefined {
  if (directory.length < at + 46 || directory.readUInt32LE(at) !== 0x0201_4b50) return undefined;
  const nameLength = directory.readUInt16LE(at + 28);
  const extraLength = directory.readUInt16LE(at + 30);
  const recordBytes = 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
  if (directory.length < at + recordBytes) return undefined;
  const nameBytes = directory.subarray(at + 46, at + 46 + nameLength);
  const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
  const wide = extra.length === EXTRA_BYTES && extra.readUInt32LE(0) === 0x0018_0001;
  const number = (small: number, place: number): number =>
    wide && small === FULL32 ? Number(extra.readBigUInt64LE(place)) : small;
  const size = number(directory.readUInt32LE(at + 24), 4);
  const packed = number(directory.readUInt32LE(at + 20), 12);
  const offset = number(directory.readUInt32LE(at + 42), 20);
  if (![size, packed, offset].every((value) => Number.isSafeInteger(value))) return undefined;
  return {
    name: nameBytes.toString('utf8'),
    nameBytes,
    size,
    packed,
    crc: directory.readUInt32LE(at + 16),
    offset,
    flags: directory.readUInt16LE(at + 8),
    method: directory.readUInt16LE(at + 10),
    mode: directory.readUInt16LE(at + 40),
    recordBytes,
  };
}

/** What an entry does that no bundle does, in words. */
export function entryFault({ flags, method, mode, size, packed }: ZipEntry): string | undefined {
  if ((flags & 0x2041) !== 0) return 'is encrypted';
  if (method !== 0 || size !== packed) return 'is compressed; bundles are stored';
  if ((mode & 0o170_000) === 0o120_000) return 'is a link or special file';
  return mode === PLAIN_FILE ? undefined : 'is no plain file with the mode 0644';
}

/** The record of the directory that the format has for such an entry. */
export function centralRecord(entry: ZipEntry): Buffer {
  const { nameBytes, size, crc, offset } = entry;
  const wide = isWide(entry);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x0201_4b50, 0);
  record.writeUInt16LE(MADE_BY, 4);
  record.writeUInt16LE(wide ? 45 : 20, 6);
  record.writeUInt16LE(FLAGS, 8);
  record.writeUInt16LE(DATE, 14);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(wide ? FULL32 : size, 20);
  record.writeUInt32LE(wide ? FULL32 : size, 24);
  record.writeUInt16LE(nameBytes.length, 28);
  record.writeUInt16LE(wide ? EXTRA_BYTES : 0, 30);
  record.writeUInt16LE(PLAIN_FILE, 40);
  record.writeUInt32LE(wide ? FULL32 : offset, 42);
  if (!wide) return Buffer.concat([record, nameBytes]);
  const extra = Buffer.alloc(EXTRA_BYTES);
  extra.writeUInt32LE(0x0018_0001, 0);
  [size, size, offset].forEach((value, n) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * n);
  });
  return Buffer.concat([record, nameBytes, extra]);
}

/** What stands before its content. */
export function localHeader({ nameBytes }: ZipEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DATE, 12);
  header.writeUInt16LE(nameBytes.length, 26);
  return Buffer.concat([header, nameBytes]);
}

/** What stands behind its content. */
export function descriptor(entry: ZipEntry): Buffer {
  const { crc, size } = entry;
  const behind = Buffer.alloc(isWide(entry) ? 24 : 16);
  behind.writeUInt32LE(0x0807_4b50, 0);
  behind.writeUInt32LE(crc, 4);
  if (behind.length === 24) {
    behind.writeBigUInt64LE(BigInt(size), 8);
    behind.writeBigUInt64LE(BigInt(size), 16);
  } else {
    behind.writeUInt32LE(size, 8);
    behind.writeUInt32LE(size, 12);
  }
  return behind;
}

function isWide({ size, offset }: ZipEntry): boolean {
  return size >= FULL32 || offset >= FULL32;
}
