import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { body, edit, reseal, resum, type Tamper } from './tamper.ts';

/** By somebody who knows the format and makes the sums right again. */
export const KNOWING_TAMPERS: readonly Tamper[] = [
  {
    name: 'the sums are gone',
    apply: (path) => rmSync(join(path, 'SHA256SUMS')),
    says: /^SHA256SUMS is missing/u,
    sha256sum: 'refuses',
  },
  {
    name: 'the manifest is gone',
    apply: (path) => rmSync(join(path, 'manifest.json')),
    says: /^manifest\.json is listed but missing/u,
    sha256sum: 'refuses',
  },
  {
    name: 'the manifest is no manifest, with its sum made right',
    apply: (path) => {
      edit(path, 'manifest.json', () => '{}');
      resum(path, 'manifest.json');
    },
    says: /^manifest\.json is no manifest/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the manifest hides an unreadable resource, with its sum made right',
    apply: (path) => {
      edit(path, 'manifest.json', (text) =>
        text.replace('"findingsUnknown": 1', '"findingsUnknown": 0'),
      );
      resum(path, 'manifest.json');
    },
    says: /^manifest\.json counts 0 unknown findings, there are 1/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the manifest names a file twice, with its sum made right',
    apply: (path) => {
      edit(path, 'manifest.json', (text) =>
        text.replace('"path": "coverage/unknown.csv"', '"path": "README.txt"'),
      );
      resum(path, 'manifest.json');
    },
    says: /^manifest\.json names README\.txt twice/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the manifest gives another size, with its sum made right',
    apply: (path) => {
      edit(path, 'manifest.json', (text) => text.replace(/"bytes": (?=\d)/u, '"bytes": 9'));
      resum(path, 'manifest.json');
    },
    says: /^manifest\.json gives README\.txt \d+ bytes/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'the manifest names a path outside, with its sum made right',
    apply: (path) => {
      edit(path, 'manifest.json', (text) =>
        text.replace('"path": "README.txt"', '"path": "../README.txt"'),
      );
      resum(path, 'manifest.json');
    },
    says: /^manifest\.json names a path that leaves the snapshot/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a verdict is turned round',
    apply: (path) =>
      edit(path, 'results/result.json', (text) =>
        text.replace('"status":"fail"', '"status":"pass"'),
      ),
    says: /^results\/result\.json was altered/u,
    sha256sum: 'refuses',
  },
  {
    name: 'an unknown is turned into a pass, with manifest and sums made right',
    apply: (path) => {
      edit(path, 'results/result.json', (text) =>
        text.replace('"status":"unknown"', '"status":"pass"'),
      );
      reseal(path, 'results/result.json');
    },
    says: /^manifest\.json counts 1 unknown findings, there are 0/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a finding is taken out, with manifest and sums made right',
    apply: (path) => {
      edit(path, 'results/result.json', (text) => text.replace(/^ {4}\{.*\},\n/mu, ''));
      reseal(path, 'results/result.json');
    },
    says: /^manifest\.json counts 3 findings/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a verdict rests on an answer that is not there, with manifest and sums made right',
    apply: (path) => {
      edit(path, 'results/result.json', (text) =>
        text.replace(/sha256:[0-9a-f]{64}/u, `sha256:${'0'.repeat(64)}`),
      );
      reseal(path, 'results/result.json');
    },
    says: /^results\/result\.json rests the verdict on db1 on sha256:0{64}, which is not in raw\//u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a verdict is read from an answer on which it does not rest, with manifest and sums made right',
    apply: (path) => {
      edit(path, 'results/result.json', (text) =>
        text.replace(
          /(?<="readFrom":\s?\[\{"evidence":\s?")sha256:[0-9a-f]{64}/u,
          `sha256:${'0'.repeat(64)}`,
        ),
      );
      reseal(path, 'results/result.json');
    },
    says: /^results\/result\.json says that finding 1 was read from sha256:0{64}, on which it does not rest/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a member that decided has no pointer, with manifest and sums made right',
    apply: (path) => {
      edit(path, 'results/result.json', (text) =>
        text.replace(/"pointer":\s?"[^"]*"/u, '"pointer": null'),
      );
      reseal(path, 'results/result.json');
    },
    says: /^results\/result\.json finding 1 cannot be read/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'an answer is altered, with manifest and sums made right',
    apply: (path) => {
      const file = body(path, 0);
      edit(path, file, (text) => `${text} `);
      reseal(path, file);
    },
    says: /^raw\/[0-9a-f]{64}\.body has another content than its name says/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'an exchange is taken out of the index, with manifest and sums made right',
    apply: (path) => {
      edit(path, 'raw/index.ndjson', (text) => text.slice(text.indexOf('\n') + 1));
      reseal(path, 'raw/index.ndjson');
    },
    says: /^raw\/[0-9a-f]{64}\.body is in no line of raw\/index\.ndjson/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'a line of the index is no exchange, with manifest and sums made right',
    apply: (path) => {
      edit(path, 'raw/index.ndjson', (text) => text.replace('"attempt":2', '"attempt":"2"'));
      reseal(path, 'raw/index.ndjson');
    },
    says: /^raw\/index\.ndjson line 3 is no exchange/u,
    sha256sum: 'cannot know',
  },
  {
    name: 'everything is gone',
    apply: (path) => {
      rmSync(path, { recursive: true });
      mkdirSync(path);
    },
    says: /^\. is empty/u,
    sha256sum: 'refuses',
  },
];
