import { appendFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { body, digestOf, edit, type Tamper } from './tamper.ts';

/** Without knowing the format: files and the list of sums. */
export const PLAIN_TAMPERS: readonly Tamper[] = [
  {
    name: 'one byte of an answer is flipped',
    apply: (path) => edit(path, body(path, 0), (text) => `${text.slice(0, 3)}#${text.slice(4)}`),
    says: /^raw\/[0-9a-f]{64}\.body was altered/u,
    sha256sum: 'refuses',
  },
  {
    name: 'an answer is dropped',
    apply: (path) => rmSync(join(path, body(path, 1))),
    says: /^raw\/[0-9a-f]{64}\.body is listed but missing/u,
    sha256sum: 'refuses',
  },
  {
    name: 'two answers are swapped',
    apply: (path) => {
      const [a, b] = [join(path, body(path, 0)), join(path, body(path, 1))];
      renameSync(a, `${a}.x`);
      renameSync(b, a);
      renameSync(`${a}.x`, b);
    },
    says: /^raw\/[0-9a-f]{64}\.body was altered/u,
    sha256sum: 'refuses',
  },
  {
    name: 'an answer is cut short',
    apply: (path) => edit(path, body(path, 0), (text) => text.slice(0, -1)),
    says: /was altered/u,
    sha256sum: 'refuses',
  },
  {
    name: 'an answer is emptied',
    apply: (path) => edit(path, body(path, 0), () => ''),
    says: /was altered/u,
    sha256sum: 'refuses',
  },
  {
    name: 'a file is renamed',
    apply: (path) => renameSync(join(path, 'scope/excluded.csv'), join(path, 'scope/left-out.csv')),
    says: /^scope\/left-out\.csv was added/u,
    sha256sum: 'refuses',
  },
  {
    name: 'a file is added',
    apply: (path) => writeFileSync(join(path, 'results', 'more.csv'), ''),
    says: /^results\/more\.csv was added/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a hidden file is added',
    apply: (path) => writeFileSync(join(path, 'raw', '.hidden'), 'x'),
    says: /^raw\/\.hidden has a name that no snapshot contains/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a file is replaced by a link to its copy',
    apply: (path) => {
      const outside = join(path, '..', 'outside.txt');
      renameSync(join(path, 'README.txt'), outside);
      symlinkSync(outside, join(path, 'README.txt'));
    },
    says: /^README\.txt is a link or special file/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a folder is replaced by a link to its copy',
    apply: (path) => {
      const outside = join(path, '..', 'outside');
      renameSync(join(path, 'scope'), outside);
      symlinkSync(outside, join(path, 'scope'));
    },
    says: /^scope is a link or special file/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a file is added that differs by case alone',
    apply: (path) => writeFileSync(join(path, 'readme.TXT'), 'x'),
    says: /differs from \S+ by case alone/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the sums get carriage returns',
    apply: (path) => edit(path, 'SHA256SUMS', (text) => text.replaceAll('\n', '\r\n')),
    says: /^SHA256SUMS has a carriage return/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a result gets carriage returns',
    apply: (path) => edit(path, 'results/result.json', (text) => text.replaceAll('\n', '\r\n')),
    says: /^results\/result\.json was altered/u,
    sha256sum: 'refuses',
  },
  {
    name: 'a sum stands twice',
    apply: (path) =>
      edit(path, 'SHA256SUMS', (text) =>
        text.replace(/^(?<line>.*README\.txt\n)/u, '$<line>$<line>'),
      ),
    says: /^SHA256SUMS names README\.txt twice/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a sum is left out together with its file',
    apply: (path) => {
      rmSync(join(path, 'scope/exceptions.csv'));
      edit(path, 'SHA256SUMS', (text) => text.replace(/^.*scope\/exceptions\.csv\n/mu, ''));
    },
    says: /^scope\/exceptions\.csv belongs to every snapshot/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the sums are out of order',
    apply: (path) =>
      edit(path, 'SHA256SUMS', (text) => `${text.split('\n').slice(0, -1).reverse().join('\n')}\n`),
    says: /^SHA256SUMS is not sorted/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the sums are cut off',
    apply: (path) => edit(path, 'SHA256SUMS', (text) => text.slice(0, -5)),
    says: /^SHA256SUMS does not end with a line feed/u,
    sha256sum: 'refuses',
  },
  {
    name: 'the sums name a path outside',
    apply: (path) => {
      writeFileSync(join(path, '..', 'victim'), 'x');
      appendFileSync(join(path, 'SHA256SUMS'), `${digestOf(path, '../victim')}  ../victim\n`);
    },
    says: /^SHA256SUMS names a path that leaves the snapshot: "\.\.\/victim"/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the sums name an absolute path',
    apply: (path) => {
      const absolute = join(path, 'README.txt');
      edit(path, 'SHA256SUMS', (text) => text.replace('  README.txt', `  ${absolute}`));
    },
    says: /^SHA256SUMS names a path that leaves the snapshot: "\//u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the sums have a line that is none',
    apply: (path) => appendFileSync(join(path, 'SHA256SUMS'), 'SHA256 (README.txt) = 00\n'),
    says: /^SHA256SUMS has a line that is no sum/u,
    sha256sum: 'refuses',
  },
];
