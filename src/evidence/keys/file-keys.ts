import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { flushToDisk } from '../hashed-file.ts';
import { isP256, type Signer } from './signer.ts';

/** Names in the directory of keys. */
const ATTEST_FILE = 'attest-p256.pem';
const NEXT_FILE = 'attest-p256.next.pem';
const LOG_FILE = 'log-ed25519.pem';

/** A private key, and whether it was made just now. */
export interface FoundKey {
  readonly privateKey: KeyObject;
  readonly isNew: boolean;
}

/** The key of the log; made, readable by its owner alone, when it is not there. Throws an EvidenceError for a file that is no such key. */
export async function openLogKey(directory: string): Promise<FoundKey> {
  return await openOrMake(
    join(directory, LOG_FILE),
    () => generateKeyPairSync('ed25519').privateKey,
    (key) => key.asymmetricKeyType === 'ed25519',
  );
}

/** The key of the attestations in a file, likewise. */
export async function openAttestKey(directory: string): Promise<FoundKey> {
  return await openOrMake(join(directory, ATTEST_FILE), makeP256, isP256);
}

/** The key of the attestations if there is one; nothing is made. */
export async function findAttestKey(directory: string): Promise<KeyObject | undefined> {
  const path = join(directory, ATTEST_FILE);
  return existsSync(path) ? await readPem(path, isP256) : undefined;
}

/** A new key, flushed to the disk beside the present one, which stays in force until `adoptNextKey`. */
export async function makeNextKey(directory: string): Promise<KeyObject> {
  const privateKey = makeP256();
  await rm(join(directory, NEXT_FILE), { force: true });
  await writePem(join(directory, NEXT_FILE), privateKey);
  return privateKey;
}

/** The key that a rotation has made and not yet put in force; undefined when there is none. */
export async function nextKey(directory: string): Promise<KeyObject | undefined> {
  const path = join(directory, NEXT_FILE);
  return existsSync(path) ? await readPem(path, isP256) : undefined;
}

/** Puts it in force; the older private key is gone then. */
export async function adoptNextKey(directory: string): Promise<void> {
  await rename(join(directory, NEXT_FILE), join(directory, ATTEST_FILE));
  await flushToDisk(directory);
}

/** Signs with a private key of ours. */
export function fileSigner(privateKey: KeyObject): Signer {
  return {
    publicKey: createPublicKey(privateKey),
    keyId: null,
    sign: async (bytes) => await Promise.resolve(sign('sha256', bytes, privateKey)),
  };
}

function makeP256(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

async function openOrMake(
  path: string,
  make: () => KeyObject,
  isRight: (key: KeyObject) => boolean,
): Promise<FoundKey> {
  if (existsSync(path)) return { privateKey: await readPem(path, isRight), isNew: false };
  const privateKey = make();
  await writePem(path, privateKey);
  return { privateKey, isNew: true };
}

async function readPem(path: string, isRight: (key: KeyObject) => boolean): Promise<KeyObject> {
  let key: KeyObject;
  try {
    key = createPrivateKey(await readFile(path));
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_KEY', `${path} cannot be read as a private key in PEM.`, {
      cause,
    });
  }
  if (isRight(key)) return key;
  throw new EvidenceError(
    'EVIDENCE_KEY',
    `${path} holds a key of another kind than its name says.`,
  );
}

async function writePem(path: string, key: KeyObject): Promise<void> {
  const temporary = `${path}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rm(temporary, { force: true });
    await using file = await open(temporary, 'wx', 0o600);
    await file.writeFile(key.export({ format: 'pem', type: 'pkcs8' }));
    await file.sync();
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_KEY', `A signing key cannot be written to ${path}.`, {
      cause,
    });
  }
  await rename(temporary, path);
  await flushToDisk(dirname(path));
}
