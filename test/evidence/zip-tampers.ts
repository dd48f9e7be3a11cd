import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { entriesOf, type RawEntry, rawZip } from './raw-zip.ts';
import type { SealTamper } from './seal-tampers.ts';
import type { TamperBase } from './tamper-base.ts';

type Entries = readonly RawEntry[];

const WHOLE = /^\.: is no whole zip/u;
const README = 'README.txt';
const JUNK = Buffer.from('junk');

/** The good snapshot as a zip whose entries were changed. */
const withEntries =
  (change: (entries: Entries) => Entries) =>
  async (path: string, { good }: TamperBase): Promise<void> =>
    writeFileSync(path, rawZip(change(await entriesOf(good))));

/** The good snapshot as a zip whose bytes were changed. */
const withBytes =
  (change: (zip: Buffer) => Buffer) =>
  async (path: string, { good }: TamperBase): Promise<void> => {
    const before = rawZip(await entriesOf(good));
    const after = change(Buffer.from(before));
    if (before.equals(after)) throw new Error('the tamper changed nothing');
    writeFileSync(path, after);
  };

const first =
  (changes: Partial<RawEntry>) =>
  (entries: Entries): Entries =>
    entries.map((entry, n) => (n === 0 ? { ...entry, ...changes } : entry));
const plus =
  (name: string, changes: Partial<RawEntry> = {}) =>
  (entries: Entries): Entries => [...entries, { name, data: JUNK, ...changes }];
const poke =
  (at: (zip: Buffer) => number, value: number) =>
  (zip: Buffer): Buffer => {
    zip[at(zip)] = value;
    return zip;
  };
const altered = (
  name: string,
  at: string,
  says: RegExp,
  apply: SealTamper['apply'],
): SealTamper => ({ name: `zip: ${name}`, at, says, apply, status: 1 });

/** Of the zip around the files. */
export const ZIP_TAMPERS: readonly SealTamper[] = [
  {
    name: 'zip: nothing is wrong',
    status: 2,
    at: 'results/result.json',
    says: /could not be read in Azure/u,
    apply: withEntries((entries) => entries),
  },
  altered(
    'a byte of a file is flipped',
    README,
    /another check sum/u,
    withBytes(poke(() => 60, 0)),
  ),
  altered(
    'it is cut off',
    '.',
    WHOLE,
    withBytes((zip) => zip.subarray(0, -1)),
  ),
  altered(
    'half of it is missing',
    '.',
    WHOLE,
    withBytes((zip) => zip.subarray(0, zip.length / 2)),
  ),
  altered(
    'something follows it',
    '.',
    WHOLE,
    withBytes((zip) => Buffer.concat([zip, JUNK])),
  ),
  altered(
    'something stands before it',
    '.',
    WHOLE,
    withBytes((zip) => Buffer.concat([Buffer.from('PK'), zip])),
  ),
  altered(
    'it has a comment',
    '.',
    WHOLE,
    withBytes((zip) => {
      zip.writeUInt16LE(JUNK.length, zip.length - 2);
      return Buffer.concat([zip, JUNK]);
    }),
  ),
  altered(
    'another zip follows it',
    '.',
    WHOLE,
    withBytes((zip) => Buffer.concat([zip, rawZip([])])),
  ),
  altered(
    'it is empty',
    'SHA256SUMS',
    /is missing|belongs|nothing/u,
    withEntries(() => []),
  ),
  altered(
    'its last record counts fewer files',
    '.',
    WHOLE,
    withBytes((zip) => {
      const count = zip.readUInt16LE(zip.length - 12) - 1;
      zip.writeUInt16LE(count, zip.length - 12);
      zip.writeUInt16LE(count, zip.length - 14);
      return zip;
    }),
  ),
  altered(
    'its last record contradicts itself',
    '.',
    WHOLE,
    withBytes(poke((zip) => zip.length - 14, 1)),
  ),
  altered(
    'it points at Zip64 records that are not there',
    '.',
    WHOLE,
    withBytes((zip) => {
      zip.writeUInt32LE(0xffff_ffff, zip.length - 6);
      return zip;
    }),
  ),
  altered(
    'a file stands in it twice',
    README,
    /stands in the zip twice/u,
    withEntries(([readme, ...rest]) => (readme === undefined ? [] : [readme, readme, ...rest])),
  ),
  altered(
    'a file stands in it twice with different content',
    'scope/population.csv',
    /stands in the zip twice/u,
    withEntries(plus('scope/population.csv')),
  ),
  altered(
    'a file is not in its directory',
    '.',
    WHOLE,
    withEntries(plus('zz', { isHidden: true })),
  ),
  altered('there is something between two files', '.', WHOLE, withEntries(first({ gap: JUNK }))),
  altered(
    'its files are not sorted',
    '.',
    /not sorted/u,
    withEntries((entries) => [...entries].reverse()),
  ),
  altered('a name leads outside', '../zz', /name that no/u, withEntries(plus('../zz'))),
  altered('a name is absolute', '/zz', /name that no/u, withEntries(plus('/zz'))),
  altered('a name has backslashes', 'z\\..\\zz', /name that no/u, withEntries(plus('z\\..\\zz'))),
  altered('a name is of a device', 'zz.', /name that no/u, withEntries(plus('zz.'))),
  altered('a name has a NUL', 'zz\0', /name that no/u, withEntries(plus('zz\0'))),
  altered(
    'a name differs by case alone',
    'scope/population.CSV',
    /was added/u,
    withEntries(plus('scope/population.CSV')),
  ),
  altered(
    'a folder stands in it',
    'zz/',
    /name that no/u,
    withEntries(plus('zz/', { data: Buffer.alloc(0) })),
  ),
  altered('a file is added', 'zz.txt', /was added/u, withEntries(plus('zz.txt'))),
  altered(
    'a file is missing',
    README,
    /is listed but missing/u,
    withEntries((entries) => entries.slice(1)),
  ),
  altered('a file is a link', README, /link|plain file/u, withEntries(first({ mode: 0o120_777 }))),
  altered('a file may be run', README, /plain file/u, withEntries(first({ mode: 0o100_755 }))),
  altered('a file is encrypted', README, /encrypted/u, withEntries(first({ flags: 0x0809 }))),
  altered(
    'a file is compressed',
    README,
    /compressed/u,
    withEntries(([readme, ...rest]) =>
      readme === undefined
        ? []
        : [
            { ...readme, method: 8, size: readme.data.length, data: deflateRawSync(readme.data) },
            ...rest,
          ],
    ),
  ),
  altered(
    'a file unpacks to much more than it is',
    README,
    /compressed/u,
    withEntries(first({ size: 0xffff_fff0 })),
  ),
  altered(
    'the directory has another check sum',
    '.',
    WHOLE,
    withBytes((zip) => {
      const at = zip.readUInt32LE(zip.length - 6);
      zip.writeUInt8(zip.readUInt8(at + 16) ^ 1, at + 16);
      return zip;
    }),
  ),
  altered(
    'both check sums are wrong',
    README,
    /another check sum/u,
    withEntries(first({ crc: 1 })),
  ),
  altered(
    'a file has two names',
    '.',
    /described in two ways/u,
    withEntries(first({ localName: 'README.TXT' })),
  ),
  altered('a file has a time', README, /not packed/u, withEntries(first({ date: 0x5d75 }))),
  altered(
    'a file has an extra field',
    README,
    /not packed/u,
    withEntries(first({ extra: Buffer.from('5554050001000000', 'hex') })),
  ),
  altered(
    'a file claims a size in Zip64 that it has not',
    '.',
    WHOLE,
    withBytes((zip) => {
      const at = zip.readUInt32LE(zip.length - 6);
      zip.writeUInt32LE(0xffff_ffff, at + 24);
      zip.writeUInt32LE(0xffff_ffff, at + 20);
      return zip;
    }),
  ),
  altered(
    'a file needs another version',
    README,
    /not packed/u,
    withEntries(first({ needed: 45 })),
  ),
];
