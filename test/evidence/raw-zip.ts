import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { walkFiles } from '#evidence/walk-files.ts';

/** An entry as a tamper wants it written; what it does not name is as in a bundle. */
export interface RawEntry {
  readonly name: string;
  readonly data: Buffer;
  /** In the local header. */
  readonly localName?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly mode?: number;
  readonly date?: number;
  readonly crc?: number;
  readonly size?: number;
  /** In the directory. */
  readonly extra?: Buffer;
  readonly needed?: number;
  /** Stands in the file, but not in the directory. */
  readonly isHidden?: boolean;
  /** Bytes behind it. */
  readonly gap?: Buffer;
}

/** A zip of these entries, as bundles are written. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  const add = (...pieces: readonly Buffer[]): void => {
    parts.push(...pieces);
    for (const piece of pieces) offset += piece.length;
  };
  for (const entry of entries) {
    const { data, flags = 0x0808, method = 0, date = 0x21, mode = 0o100_644, needed = 20 } = entry;
    const { crc = crc32(data), size = data.length, extra = Buffer.alloc(0) } = entry;
    const [name, localName] = [entry.name, entry.localName ?? entry.name].map((text) =>
      Buffer.from(text),
    );
    if (name === undefined || localName === undefined) continue;
    if (entry.isHidden !== true) {
      const record = Buffer.alloc(46);
      record.writeUInt32LE(0x0201_4b50, 0);
      record.writeUInt16LE(0x033f, 4);
      record.writeUInt16LE(needed, 6);
      record.writeUInt16LE(flags, 8);
      record.writeUInt16LE(method, 10);
      record.writeUInt16LE(date, 14);
      record.writeUInt32LE(crc, 16);
      record.writeUInt32LE(data.length, 20);
      record.writeUInt32LE(size, 24);
      record.writeUInt16LE(name.length, 28);
      record.writeUInt16LE(extra.length, 30);
      record.writeUInt16LE(mode, 40);
      record.writeUInt32LE(offset, 42);
      records.push(record, name, extra);
    }
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x0403_4b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(date, 12);
    local.writeUInt16LE(localName.length, 26);
    const behind = Buffer.alloc(16);
    behind.writeUInt32LE(0x0807_4b50, 0);
    behind.writeUInt32LE(crc, 4);
    behind.writeUInt32LE(data.length, 8);
    behind.writeUInt32LE(size, 12);
    add(local, localName, data, behind, entry.gap ?? Buffer.alloc(0));
  }
  const directory = Buffer.concat(records);
  const count = entries.filter(({ isHidden }) => isHidden !== true).length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** The files of a folder as entries, sorted. */
export async function entriesOf(folder: string): Promise<readonly RawEntry[]> {
  const files = await walkFiles(folder);
  return files.map(({ path }) => ({ name: path, data: readFileSync(join(folder, path)) }));
}
