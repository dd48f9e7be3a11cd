import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** A key that verifies signed notes: C2SP signed-note, Ed25519 (type 0x01). */
export interface NoteKey {
  /** As on the signature line; no space, no plus. */
  readonly name: string;
  /** First 4 bytes of the key's hash, as a number. */
  readonly id: number;
  readonly publicKey: KeyObject;
}

const ED25519 = 0x01;
/** What stands before the 32 bytes of the key in its SubjectPublicKeyInfo; RFC 8410. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_LINE = /^— (?<name>[^ +]+) (?<blob>[A-Za-z0-9+/]+={0,2})$/u;

/** The verifying side of a key, under a name; throws a TypeError for a key that is not Ed25519. */
export function noteKey(name: string, key: KeyObject): NoteKey {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return { name, id: keyId(name, rawKey(publicKey)), publicKey };
}

/** The key as one line `name+id+base64`, as verifiers of C2SP take it. */
export function formatVkey(key: NoteKey): string {
  const encoded = Buffer.concat([Buffer.of(ED25519), rawKey(key.publicKey)]).toString('base64');
  return `${key.name}+${key.id.toString(16).padStart(8, '0')}+${encoded}`;
}

/** The key of such a line; undefined for what is none, of another algorithm, or at odds with its own id. */
export function parseVkey(line: string): NoteKey | undefined {
  const match = /^(?<name>[^ +]+)\+(?<id>[0-9a-f]{8})\+(?<key>[A-Za-z0-9+/]+={0,2})$/u.exec(line);
  const { name, id, key } = match?.groups ?? {};
  if (name === undefined || id === undefined || key === undefined) return undefined;
  const bytes = strictBase64(key);
  if (bytes === undefined || bytes.length !== 33 || bytes[0] !== ED25519) return undefined;
  const raw = bytes.subarray(1);
  if (keyId(name, raw) !== Number.parseInt(id, 16)) return undefined;
  const der = Buffer.concat([SPKI_PREFIX, raw]);
  return {
    name,
    id: Number.parseInt(id, 16),
    publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }),
  };
}

/** Signs a text that ends with a line feed; the note is the text, an empty line and the signature line. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  if (!text.endsWith('\n')) throw new TypeError('the text of a note ends with a line feed');
  const { id } = noteKey(name, privateKey);
  const blob = Buffer.alloc(68);
  blob.writeUInt32BE(id);
  sign(null, Buffer.from(text, 'utf8'), privateKey).copy(blob, 4);
  return `${text}\n— ${name} ${blob.toString('base64')}\n`;
}

/** The text of a note that this key signed; undefined for a note without its signature, with a wrong one, or of another form. */
export function openNote(note: string, key: NoteKey): string | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split === -1 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  const signatures = lines.map((line) => signatureOf(line));
  if (signatures.includes(undefined)) return undefined;
  const own = signatures.filter((found) => found?.name === key.name && found.id === key.id);
  const [only] = own;
  if (only === undefined || own.length !== 1) return undefined;
  return verify(null, Buffer.from(text, 'utf8'), key.publicKey, only.signature) ? text : undefined;
}

function signatureOf(line: string) {
  const { name, blob } = SIGNATURE_LINE.exec(line)?.groups ?? {};
  const bytes = blob === undefined ? undefined : strictBase64(blob);
  if (name === undefined || bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: bytes.readUInt32BE(0), signature: bytes.subarray(4) };
}

/** SHA-256 over name, line feed, algorithm and key; its first 4 bytes. */
function keyId(name: string, raw: Uint8Array): number {
  const digest = hash(
    'sha256',
    Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(ED25519), raw]),
    'buffer',
  );
  return digest.readUInt32BE(0);
}

function rawKey(publicKey: KeyObject): Buffer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new TypeError('the key is not Ed25519');
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
}

/** One text for one value: other spellings of the same bytes could be told apart by their hash. */
function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
