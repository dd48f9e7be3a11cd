import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { edit, reseal, resum } from './tamper.ts';
import type { TamperBase } from './tamper-base.ts';

/** A way to tamper with a sealed snapshot, and what both verifiers say of it. */
export interface SealTamper {
  readonly name: string;
  readonly apply: (path: string, base: TamperBase) => void | Promise<void>;
  readonly status: 0 | 1 | 2 | 3;
  /** The file that both name. */
  readonly at: string;
  readonly says: RegExp;
  /** Files that the reader brings along; default: the trusted key. */
  readonly outside?: (base: TamperBase) => { readonly key?: string; readonly prior?: string };
}

const replace = (path: string, file: string, content: string | Uint8Array): void => {
  rmSync(join(path, file), { force: true });
  writeFileSync(join(path, file), content);
};
const take = (path: string, file: string, from: string): void => {
  rmSync(join(path, file), { force: true });
  copyFileSync(join(from, file), join(path, file));
};
const flip = (path: string, file: string, at: number): void => {
  const bytes = readFileSync(join(path, file));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  replace(path, file, bytes);
};
const altered = (
  name: string,
  at: string,
  says: RegExp,
  apply: SealTamper['apply'],
): SealTamper => ({ name, at, says, apply, status: 1 });

const STATEMENT = 'attestation.statement.json';
const CHECKPOINT = 'log/checkpoint';
const INCLUSION = 'log/inclusion.tlog-proof';
const CONSISTENCY = 'log/consistency.txt';

/** Of the seal's own files, by somebody without any of the keys. */
export const SEAL_TAMPERS: readonly SealTamper[] = [
  altered('a byte of the statement is flipped', 'attestation.sig', /is no signature/u, (path) =>
    edit(path, STATEMENT, (text) => text.replace('"resources": 12', '"resources": 13')),
  ),
  altered('the statement gets carriage returns', STATEMENT, /as one is written/u, (path) =>
    edit(path, STATEMENT, (text) => text.replaceAll('\n', '\r\n')),
  ),
  altered('a byte of the signature is flipped', 'attestation.sig', /is no signature/u, (path) =>
    flip(path, 'attestation.sig', 40),
  ),
  altered('the signature is of another form', 'attestation.sig', /is no signature/u, (path) =>
    replace(path, 'attestation.sig', randomBytes(64)),
  ),
  altered('the signature is emptied', 'attestation.sig', /is no signature/u, (path) =>
    replace(path, 'attestation.sig', ''),
  ),
  altered('the signature is dropped', 'attestation.sig', /is missing/u, (path) =>
    rmSync(join(path, 'attestation.sig')),
  ),
  altered(
    'the signature of the snapshot before stands there',
    'attestation.sig',
    /is no signature/u,
    (path, { older }) => take(path, 'attestation.sig', older),
  ),
  altered(
    'the envelope holds another statement',
    'attestation.dsse.json',
    /is not the envelope/u,
    (path, { older }) => take(path, 'attestation.dsse.json', older),
  ),
  altered(
    'the envelope names another key',
    'attestation.dsse.json',
    /is not the envelope/u,
    (path) => edit(path, 'attestation.dsse.json', (text) => text.replace('sha256:', 'sha512:')),
  ),
  altered(
    'the sigstore bundle is another one',
    'attestation.sigstore.json',
    /is not the/u,
    (path, { older }) => take(path, 'attestation.sigstore.json', older),
  ),
  {
    name: 'the whole seal is taken away',
    status: 3,
    at: '.',
    says: /was not sealed/u,
    apply: (path) => {
      rmSync(join(path, 'log'), { recursive: true });
      for (const file of readdirSync(path))
        if (file.startsWith('attestation.')) rmSync(join(path, file));
    },
  },
  altered('the folder of the log is taken away', CHECKPOINT, /is missing/u, (path) =>
    rmSync(join(path, 'log'), { recursive: true }),
  ),
  altered(
    'an older attestation is replayed',
    STATEMENT,
    /says something else/u,
    (path, { older }) => {
      for (const file of readdirSync(older))
        if (file.startsWith('attestation.')) take(path, file, older);
    },
  ),
  altered(
    'the whole seal of an older snapshot is replayed',
    STATEMENT,
    /says something else/u,
    (path, { older }) => {
      for (const file of readdirSync(older))
        if (file.startsWith('attestation.')) take(path, file, older);
      rmSync(join(path, 'log'), { recursive: true });
      cpSync(join(older, 'log'), join(path, 'log'), { recursive: true });
    },
  ),
  altered(
    'a result is altered, manifest and sums made right',
    STATEMENT,
    /says something else/u,
    (path) => {
      edit(path, 'results/results.csv', (text) => text.replace(/fail/iu, 'pass'));
      reseal(path, 'results/results.csv');
    },
  ),
  altered(
    'the sums are made right in the statement as well',
    'attestation.sig',
    /is no signature/u,
    (path) => {
      const before = readFileSync(join(path, 'SHA256SUMS'), 'utf8');
      edit(path, 'results/results.csv', (text) => text.replace(/fail/iu, 'pass'));
      reseal(path, 'results/results.csv');
      const after = readFileSync(join(path, 'SHA256SUMS'), 'utf8').split('\n');
      before.split('\n').forEach((line, n) => {
        const [old, now] = [line.slice(0, 64), after[n]?.slice(0, 64) ?? ''];
        if (old !== now && line.length > 64)
          edit(path, STATEMENT, (text) => text.replaceAll(old, now));
      });
    },
  ),
  altered(
    'the key is a stranger’s, sums made right',
    'attestation.sig',
    /is no signature/u,
    (path, { strange }) => {
      take(path, 'keys/attest-p256.pem', strange);
      reseal(path, 'keys/attest-p256.pem');
    },
  ),
  altered('the key is none', 'keys/attest-p256.pem', /was altered/u, (path) =>
    replace(path, 'keys/attest-p256.pem', 'x'),
  ),
  altered(
    'the log’s key is another’s, sums made right',
    'keys/log.vkey',
    /was altered|is no key/u,
    (path) => edit(path, 'keys/log.vkey', (text) => text.replace('posture.test', 'other.test')),
  ),
  altered(
    'the PEM of the log’s key is another’s, sums made right',
    'keys/log-ed25519.pem',
    /is another key/u,
    (path, { strange }) => {
      take(path, 'keys/log-ed25519.pem', strange);
      reseal(path, 'keys/log-ed25519.pem');
    },
  ),
  altered(
    'the history is a stranger’s, sums made right',
    'keys/history.json',
    /did not count/u,
    (path, { strange }) => {
      take(path, 'keys/history.json', strange);
      reseal(path, 'keys/history.json');
    },
  ),
  altered('the history is no list', 'keys/history.json', /is no history/u, (path) => {
    replace(path, 'keys/history.json', '{}\n');
    resum(path, 'keys/history.json');
  }),
  altered(
    'the entry is another snapshot’s',
    'log/entry.json',
    /is not the entry/u,
    (path, { older }) => take(path, 'log/entry.json', older),
  ),
  altered('the entry is dated back', 'log/entry.json', /is older/u, (path) =>
    edit(path, 'log/entry.json', (text) => text.replace('2026-11-21T', '2026-11-20T')),
  ),
  altered('the entry is dated forward', INCLUSION, /does not (?:show|prove)/u, (path) =>
    edit(path, 'log/entry.json', (text) => text.replace('2026-11-21T', '2026-11-22T')),
  ),
  altered(
    'the entry is written with a space',
    'log/entry.json',
    /is (?:not the|no log) entry/u,
    (path) => edit(path, 'log/entry.json', (text) => text.replace('"at":', '"at": ')),
  ),
  altered(
    'the entry is no entry',
    'log/entry.json',
    /is (?:older|no entry|not the entry|no log entry)/u,
    (path) => replace(path, 'log/entry.json', '{}'),
  ),
  altered('the checkpoint is the older one', INCLUSION, /is no proof/u, (path, { older }) =>
    take(path, CHECKPOINT, older),
  ),
  altered(
    'the log is cut: checkpoint and proofs are older',
    INCLUSION,
    /does not/u,
    (path, { older }) => {
      for (const file of [CHECKPOINT, INCLUSION, CONSISTENCY]) take(path, file, older);
    },
  ),
  altered('the checkpoint gets carriage returns', CHECKPOINT, /is no checkpoint/u, (path) =>
    edit(path, CHECKPOINT, (text) => text.replaceAll('\n', '\r\n')),
  ),
  altered('the checkpoint gets a line', CHECKPOINT, /is no checkpoint/u, (path) =>
    edit(path, CHECKPOINT, (text) => text.replace('\n\n', '\nmore\n\n')),
  ),
  altered('the checkpoint gets a second signature', CHECKPOINT, /is no checkpoint/u, (path) =>
    edit(path, CHECKPOINT, (text) => `${text}${text.slice(text.indexOf('—'))}`),
  ),
  altered('the checkpoint has another origin', CHECKPOINT, /is of another log/u, (path) =>
    edit(path, CHECKPOINT, (text) => text.replaceAll('posture.test', 'another.test')),
  ),
  altered('the checkpoint has another size', CHECKPOINT, /was not signed/u, (path) =>
    edit(path, CHECKPOINT, (text) => text.replace(/\n(?<size>\d+)\n/u, '\n1$<size>\n')),
  ),
  altered(
    'the checkpoint is of another log',
    CHECKPOINT,
    /is of another log/u,
    (path, { strange }) => take(path, CHECKPOINT, strange),
  ),
  altered(
    'the prior checkpoint is an older one',
    'log/prior-checkpoint',
    /is not the one/u,
    (path, { older }) => take(path, 'log/prior-checkpoint', older),
  ),
  altered(
    'the prior checkpoint is of another log',
    'log/prior-checkpoint',
    /is of another log/u,
    (path, { strange }) => take(path, 'log/prior-checkpoint', strange),
  ),
  altered(
    'the proof of inclusion is of another entry',
    INCLUSION,
    /is no proof|does not/u,
    (path, { later }) => take(path, INCLUSION, later),
  ),
  altered('the proof of inclusion names another place', INCLUSION, /does not/u, (path) =>
    edit(path, INCLUSION, (text) => text.replace(/index \d+/u, 'index 0')),
  ),
  altered('the place has a leading zero', INCLUSION, /is no proof/u, (path) =>
    edit(path, INCLUSION, (text) => text.replace('index ', 'index 0')),
  ),
  altered('the proof of inclusion lacks a hash', INCLUSION, /does not/u, (path) =>
    edit(path, INCLUSION, (text) => text.replace(/(?<=index \d+\n)[^\n]+\n/u, '')),
  ),
  altered(
    'the proof of consistency is another’s',
    CONSISTENCY,
    /is no proof|does not/u,
    (path, { strange }) => take(path, CONSISTENCY, strange),
  ),
  altered('the proof of consistency has no hashes', CONSISTENCY, /does not/u, (path) =>
    edit(path, CONSISTENCY, (text) => text.replace(/(?<=^old \d+\n)[^]*?\n\n/u, '\n')),
  ),
  altered(
    'the anchors say that a time stamp is there',
    'attestation.tsr',
    /is there or missing/u,
    (path) =>
      edit(path, 'log/anchors.json', (text) =>
        text.replace(/"absent"(?=\s*\}\s*\]\s*\}\s*$)/u, '"present"'),
      ),
  ),
  altered(
    'a time stamp that nobody gave is added',
    'attestation.tsr',
    /is there or missing/u,
    (path) => replace(path, 'attestation.tsr', randomBytes(300)),
  ),
  altered(
    'the anchors say something of their own',
    'log/anchors.json',
    /what it never does/u,
    (path) =>
      edit(path, 'log/anchors.json', (text) => text.replace('is configured', 'was configured')),
  ),
  altered(
    'the anchors say that one failed',
    'log/anchors.json',
    /contradicts the manifest/u,
    (path) => edit(path, 'log/anchors.json', (text) => text.replace('"absent"', '"failed"')),
  ),
  altered('an anchor is missing', 'log/anchors.json', /each anchor/u, (path) =>
    replace(path, 'log/anchors.json', '{\n "anchors": []\n}\n'),
  ),
  altered('a file is added beside the seal', 'attestation.extra', /was added/u, (path) =>
    writeFileSync(join(path, 'attestation.extra'), 'x'),
  ),
  altered('a file is added in the log', 'log/more', /was added/u, (path) =>
    writeFileSync(join(path, 'log/more'), 'x'),
  ),
];
