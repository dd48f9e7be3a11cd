import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type BundleSource, pieceBuffer, readRange } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';
import {
  centralRecord,
  descriptor,
  END_BYTES,
  END64_BYTES,
  endRecords,
  entryFault,
  isFull,
  localHeader,
  parseCentral,
  parseEnd,
  parseEnd64,
  type ZipEntry,
} from './verify-zip-records.ts';

/** 60 bytes and a name for each file: a directory of more would be one of millions of files. */
const DIRECTORY_BYTES = 256 << 20;

interface Place extends ZipEntry {
  readonly start: number;
}

/**
 * Opens a zip and holds its structure against the one form that the format has: entries stored one after the other, nothing before,
 * between or behind them. Everything else is remarked. undefined for a file that does not begin like a zip.
 */
export function openZip(path: string, remarks: Remarks): BundleSource | undefined {
  const file = openSync(path, 'r');
  if (readAt(file, 0, 2)?.toString('latin1') !== 'PK') {
    closeSync(file);
    return undefined;
  }
  const places = new Map<string, Place>();
  const fault = readStructure(file, places, remarks);
  if (fault !== undefined) remarks.alter('.', `is no whole zip: ${fault}`);
  const buffer = pieceBuffer();
  return {
    files: new Map([...places].map(([name, { size }]) => [name, size])),
    *pieces(name) {
      const place = places.get(name);
      if (place === undefined) return;
      let sum = 0;
      for (const piece of readRange(file, place.start, place.start + place.size, buffer)) {
        sum = crc32(piece, sum);
        yield piece;
      }
      if (sum !== place.crc) remarks.alter(name, 'has another check sum than the zip says');
    },
    [Symbol.dispose]: () => closeSync(file),
  };
}

/** Fills `places`; what is wrong with the zip as a whole. */
function readStructure(
  file: number,
  places: Map<string, Place>,
  remarks: Remarks,
): string | undefined {
  const { size: total } = fstatSync(file);
  const end = readEnd(file, total);
  if (end === undefined) return 'it does not end with the end of its directory';
  const { count, size, offset } = end;
  const records = endRecords(count, size, offset);
  if (offset + size + records.length !== total || size > DIRECTORY_BYTES)
    return 'something lies between the directory and its end, or its sizes are wrong';
  if (readAt(file, offset + size, records.length)?.equals(records) !== true)
    return 'the end of its directory contradicts itself';
  const directory = readAt(file, offset, size);
  if (directory === undefined) return 'it ends too early';
  let position = 0;
  let expected = 0;
  let previous = '';
  for (let n = 0; n < count; n += 1) {
    const entry = parseCentral(directory, position);
    if (entry === undefined) return 'its directory is damaged';
    const shown = entry.name.slice(0, 400);
    const odd = entryFault(entry);
    if (odd !== undefined) remarks.alter(shown, odd);
    if (places.has(entry.name)) remarks.alter(shown, 'stands in the zip twice');
    else if (entry.name < previous) remarks.alter('.', `its entries are not sorted at ${shown}`);
    previous = entry.name;
    if (entry.offset !== expected) return `${shown} does not follow on what stands before it`;
    if (!isAt(directory, position, centralRecord(entry)))
      remarks.alter(shown, 'is not packed as the format has it');
    const start = entry.offset + localHeader(entry).length;
    const fault = compareLocal(file, entry, start);
    if (fault !== undefined) return `${shown} ${fault}`;
    position += entry.recordBytes;
    expected = start + entry.size + descriptor(entry).length;
    places.set(entry.name, { ...entry, start });
  }
  return position === size && expected === offset
    ? undefined
    : 'something lies between the entries and the directory';
}

/** The counts of the last record, or of the Zip64 one before it where they are too large for it. */
function readEnd(file: number, total: number) {
  const tail = readAt(file, total - END_BYTES, END_BYTES);
  const end = tail === undefined ? undefined : parseEnd(tail);
  if (end === undefined || !isFull(end)) return end;
  const record = readAt(file, total - END_BYTES - END64_BYTES, 56);
  return record === undefined ? undefined : parseEnd64(record);
}

function compareLocal(file: number, entry: ZipEntry, start: number): string | undefined {
  const header = localHeader(entry);
  if (readAt(file, entry.offset, header.length)?.equals(header) !== true)
    return 'is described in two ways';
  const behind = descriptor(entry);
  return readAt(file, start + entry.size, behind.length)?.equals(behind) === true
    ? undefined
    : 'is followed by another size or check sum than the directory has';
}

function isAt(whole: Buffer, position: number, part: Buffer): boolean {
  return whole.subarray(position, position + part.length).equals(part);
}

function readAt(file: number, from: number, bytes: number): Buffer | undefined {
  if (from < 0) return undefined;
  const buffer = Buffer.alloc(bytes);
  return readSync(file, buffer, 0, bytes, from) === bytes ? buffer : undefined;
}
