import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyText, type KeyRecord } from '#evidence/keys/key-history.ts';
import { fingerprintOf } from '#evidence/keys/signer.ts';
import { signCheckpoint } from '#merkle-log/checkpoint.ts';
import { type Forgery, forge } from './forger.ts';
import type { SealTamper } from './seal-tampers.ts';
import { keyRecord, ORIGIN, type TamperBase } from './tamper-base.ts';

const AT = '2026-11-21T04:00:00.000Z';
const EARLIER = '2026-11-21T03:30:00.000Z';

const fromPrivate = (key: KeyObject): KeyObject => createPublicKey(key);
const record = (key: KeyObject, changes: Partial<KeyRecord> = {}, older?: KeyObject): KeyRecord =>
  keyRecord('attest', fromPrivate(key), changes, older);
const named = (key: KeyObject): string => fingerprintOf(fromPrivate(key));

/** Sealed with the true keys, unless a case says otherwise. */
const seal = async (path: string, base: TamperBase, changes: Partial<Forgery> = {}) =>
  await forge(path, {
    attest: base.attest,
    log: base.log,
    origin: ORIGIN,
    at: AT,
    keys: [record(base.attest), keyRecord('log', fromPrivate(base.log))],
    ...changes,
  });

/** The list that the reader has from the publisher, written beside the snapshots. */
const published = (base: TamperBase, keys: readonly KeyRecord[]) => {
  const key = join(
    base.folder,
    `published-${keys.map(({ to }) => to?.length ?? 0).join('-')}.json`,
  );
  writeFileSync(key, historyText({ keys }));
  return { key };
};

const logOf = (base: TamperBase): KeyRecord => keyRecord('log', fromPrivate(base.log));

/** By whoever has keys: a stranger with his own, a thief with an old one, or the operator himself. */
export const KEY_TAMPERS: readonly SealTamper[] = [
  {
    name: 'nothing is wrong: sealed again with the true keys',
    status: 2,
    at: 'results/result.json',
    says: /could not be read in Azure/u,
    apply: async (path, base) => await seal(path, base),
  },
  {
    name: 'nothing is wrong: a key that the trusted one vouches for',
    status: 2,
    at: 'results/result.json',
    says: /could not be read in Azure/u,
    apply: async (path, base) => {
      const keys = [
        record(base.attest, { to: EARLIER }),
        record(base.other, { from: EARLIER, signedBy: named(base.attest) }, base.attest),
        logOf(base),
      ];
      await seal(path, base, { attest: base.other, keys });
    },
  },
  {
    name: 'a stranger sealed it with keys of his own',
    status: 3,
    at: 'keys/attest-p256.pem',
    says: /is not the trusted key/u,
    apply: async (path, base) =>
      await seal(path, base, {
        attest: base.other,
        log: base.otherLog,
        keys: [record(base.other), keyRecord('log', fromPrivate(base.otherLog))],
      }),
  },
  {
    name: 'no trusted key is given',
    status: 3,
    at: 'keys/attest-p256.pem',
    says: /no trusted key was given/u,
    apply: () => undefined,
    outside: () => ({}),
  },
  {
    name: 'a stranger lets his key vouch for the trusted one',
    status: 3,
    at: 'keys/attest-p256.pem',
    says: /is not the trusted key/u,
    apply: async (path, base) => {
      const keys = [
        record(base.other, { to: '2026-12-01T00:00:00.000Z' }),
        record(
          base.attest,
          { from: '2026-12-01T00:00:00.000Z', signedBy: named(base.other) },
          base.other,
        ),
        logOf(base),
      ];
      await seal(path, base, { attest: base.other, keys });
    },
  },
  {
    name: 'a stranger says that the trusted key vouched for his',
    status: 1,
    at: 'keys/history.json',
    says: /vouched for/u,
    apply: async (path, base) => {
      const keys = [
        record(base.attest, { to: EARLIER }),
        record(base.other, { from: EARLIER, signedBy: named(base.attest) }, base.other),
        logOf(base),
      ];
      await seal(path, base, { attest: base.other, keys });
    },
  },
  {
    name: 'a successor for which nobody vouched',
    status: 3,
    at: 'keys/attest-p256.pem',
    says: /no trusted key vouches/u,
    apply: async (path, base) => {
      const keys = [
        record(base.attest, { to: EARLIER }),
        record(base.other, { from: EARLIER, signedBy: named(base.attest) }),
        logOf(base),
      ];
      await seal(path, base, { attest: base.other, keys });
    },
  },
  {
    name: 'a thief names a successor of a key that ended by the published list',
    status: 3,
    at: 'keys/attest-p256.pem',
    says: /no trusted key vouches/u,
    apply: async (path, base) => {
      const keys = [
        record(base.attest, { to: EARLIER }),
        record(base.other, { from: EARLIER, signedBy: named(base.attest) }, base.attest),
        logOf(base),
      ];
      await seal(path, base, { attest: base.other, keys });
    },
    outside: (base) => published(base, [record(base.attest, { to: EARLIER })]),
  },
  {
    name: 'a key is used after its end by the published list',
    status: 3,
    at: 'keys/attest-p256.pem',
    says: /did not count at/u,
    apply: async (path, base) => await seal(path, base),
    outside: (base) => published(base, [record(base.attest, { to: EARLIER })]),
  },
  {
    name: 'a key is used after its end by its own history',
    status: 1,
    at: 'keys/history.json',
    says: /attest key that was used did not count/u,
    apply: async (path, base) =>
      await seal(path, base, { keys: [record(base.attest, { to: EARLIER }), logOf(base)] }),
  },
  {
    name: 'a key is used before its time',
    status: 1,
    at: 'keys/history.json',
    says: /attest key that was used did not count/u,
    apply: async (path, base) =>
      await seal(path, base, {
        keys: [record(base.attest, { from: '2027-01-01T00:00:00.000Z' }), logOf(base)],
      }),
  },
  {
    name: 'the log’s key is not in the history',
    status: 1,
    at: 'keys/history.json',
    says: /log key that was used did not count/u,
    apply: async (path, base) => await seal(path, base, { keys: [record(base.attest)] }),
  },
  {
    name: 'the windows of two keys overlap',
    status: 1,
    at: 'keys/history.json',
    says: /end at another time/u,
    apply: async (path, base) => {
      const next = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
      await seal(path, base, {
        keys: [record(base.attest), record(next, { from: AT }), logOf(base)],
      });
    },
  },
  {
    name: 'a record gives a key another fingerprint',
    status: 1,
    at: 'keys/history.json',
    says: /another fingerprint/u,
    apply: async (path, base) =>
      await seal(path, base, {
        keys: [
          { ...record(base.other), fingerprint: named(base.attest), to: AT },
          record(base.attest, { from: AT }),
          logOf(base),
        ],
      }),
  },
  {
    name: 'the operator seals what is younger than the entry',
    status: 1,
    at: 'log/entry.json',
    says: /is older/u,
    apply: async (path, base) => await seal(path, base, { at: '2026-11-21T03:01:59.999Z' }),
  },
  {
    name: 'the operator hides what could not be read, in the statement alone',
    status: 1,
    at: 'attestation.statement.json',
    says: /coverage/u,
    apply: async (path, base) =>
      await seal(path, base, {
        statement: (text) => text.replace('"readsUnknown": 1', '"readsUnknown": 0'),
      }),
  },
  {
    name: 'the operator hides what could not be read, in the manifest',
    status: 1,
    at: 'manifest.json',
    says: /unknown/iu,
    apply: async (path, base) =>
      await seal(path, base, {
        manifest: (manifest) => ({
          ...manifest,
          coverage: { ...manifest.coverage, findingsUnknown: 0 },
        }),
      }),
  },
  {
    name: 'the operator counts more resources than were read',
    status: 1,
    at: 'manifest.json',
    says: /resources/u,
    apply: async (path, base) =>
      await seal(path, base, {
        manifest: (manifest) => ({
          ...manifest,
          coverage: { ...manifest.coverage, resources: 1000 },
        }),
      }),
  },
  {
    name: 'a run that was due is missing',
    status: 2,
    at: 'attestation.statement.json',
    says: /not every run/u,
    apply: async (path, base) =>
      await seal(path, base, {
        statement: (text) => text.replace('"runsExpected": 1', '"runsExpected": 2'),
      }),
  },
  {
    name: 'a configured anchor failed',
    status: 2,
    at: 'log/anchors.json',
    says: /rfc3161 was configured and failed/u,
    apply: async (path, base) => {
      await seal(path, base, {
        manifest: (manifest) => ({ ...manifest, anchorsConfigured: ['rfc3161'] }),
      });
      setAnchor(path, 'failed', 'it was not reached');
    },
  },
  {
    name: 'a time stamp of something else is there',
    status: 1,
    at: 'attestation.tsr',
    says: /time stamp|answer of RFC 3161|stamps/u,
    apply: async (path, base) => {
      await seal(path, base, {
        manifest: (manifest) => ({ ...manifest, anchorsConfigured: ['rfc3161'] }),
      });
      setAnchor(path, 'present', 'https://tsa.example');
      writeFileSync(join(path, 'attestation.tsr'), Buffer.from('3003020100', 'hex'));
    },
  },
];

function setAnchor(path: string, status: string, detail: string): void {
  const blob = `  {\n   "detail": "no immutable container is configured",\n   "kind": "immutableBlob",\n   "status": "absent"\n  }`;
  const stamp = `  {\n   "detail": "${detail}",\n   "kind": "rfc3161",\n   "status": "${status}"\n  }`;
  writeFileSync(join(path, 'log/anchors.json'), `{\n "anchors": [\n${blob},\n${stamp}\n ]\n}\n`);
}

/** Of the checkpoint that the reader kept; the snapshot itself is as it was. */
export const PRIOR_TAMPERS: readonly SealTamper[] = [
  {
    name: 'nothing is wrong: the kept checkpoint is the one before',
    status: 2,
    at: 'results/result.json',
    says: /could not be read in Azure/u,
    apply: () => undefined,
    outside: ({ key, good }) => ({ key, prior: join(good, 'log/prior-checkpoint') }),
  },
  {
    name: 'the log was cut since the kept checkpoint',
    status: 1,
    at: 'log/checkpoint',
    says: /entries, the checkpoint that you kept|older than the checkpoint/u,
    apply: () => undefined,
    outside: ({ key, later }) => ({ key, prior: join(later, 'log/checkpoint') }),
  },
  {
    name: 'the log was forked since the kept checkpoint',
    status: 1,
    at: 'log/checkpoint',
    says: /forked/u,
    // The log of the forger has three entries, as the older snapshot's may have.
    apply: async (path, base) => await seal(path, base),
    outside: ({ key, folder, log }) => {
      const prior = join(folder, 'forked');
      writeFileSync(
        prior,
        signCheckpoint({ origin: ORIGIN, size: 3, root: Buffer.alloc(32, 7) }, log),
      );
      return { key, prior };
    },
  },
  {
    name: 'the kept checkpoint is older than where the bundle begins',
    status: 2,
    at: 'log/consistency.txt',
    says: /that you kept/u,
    apply: () => undefined,
    outside: ({ key, older }) => ({ key, prior: join(older, 'log/prior-checkpoint') }),
  },
  {
    name: 'the kept checkpoint is of another log',
    status: 1,
    at: '--prior',
    says: /is of another log/u,
    apply: () => undefined,
    outside: ({ key, strange }) => ({ key, prior: join(strange, 'log/checkpoint') }),
  },
  {
    name: 'the kept checkpoint is none',
    status: 1,
    at: '--prior',
    says: /is no checkpoint/u,
    apply: () => undefined,
    outside: ({ key, good }) => ({ key, prior: join(good, 'README.txt') }),
  },
];
