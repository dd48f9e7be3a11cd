import type { Proof } from './proofs.ts';
import { HASH_BYTES } from './tree.ts';

const HEADER = 'c2sp.org/tlog-proof@v1';

/** That an entry is in a log, in one text: C2SP tlog-proof, without extra data. */
export interface InclusionText {
  readonly index: number;
  readonly proof: Proof;
  /** The signed note. */
  readonly checkpoint: string;
}

/** Header, place, hashes lowest first, an empty line, the checkpoint. */
export function formatInclusion({ index, proof, checkpoint }: InclusionText): string {
  return `${HEADER}\nindex ${index}\n${hashLines(proof)}\n${checkpoint}`;
}

/** Reads such a text; undefined for another form. Nothing is verified. */
export function parseInclusion(text: string): InclusionText | undefined {
  const parts = /^c2sp\.org\/tlog-proof@v1\n(?<rest>index [\s\S]*)$/u.exec(text)?.groups?.['rest'];
  const parsed = parts === undefined ? undefined : parseProof(parts, 'index');
  return parsed === undefined
    ? undefined
    : { index: parsed.number, proof: parsed.proof, checkpoint: parsed.checkpoint };
}

/** That one checkpoint continues another, in one text: the body of C2SP tlog-witness's add-checkpoint. */
export interface ConsistencyText {
  readonly oldSize: number;
  readonly proof: Proof;
  /** The newer signed note. */
  readonly checkpoint: string;
}

/** `old` and the older size, hashes, an empty line, the newer checkpoint. */
export function formatConsistency({ oldSize, proof, checkpoint }: ConsistencyText): string {
  return `old ${oldSize}\n${hashLines(proof)}\n${checkpoint}`;
}

/** Reads such a text; undefined for another form. Nothing is verified. */
export function parseConsistency(text: string): ConsistencyText | undefined {
  const parsed = parseProof(text, 'old');
  return parsed === undefined
    ? undefined
    : { oldSize: parsed.number, proof: parsed.proof, checkpoint: parsed.checkpoint };
}

function hashLines(proof: Proof): string {
  return proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
}

function parseProof(text: string, word: 'index' | 'old') {
  const split = text.indexOf('\n\n');
  if (split === -1) return undefined;
  const [first = '', ...lines] = text.slice(0, split).split('\n');
  const number = /^(?:index|old) (?<number>0|[1-9]\d{0,15})$/u.exec(first)?.groups?.['number'];
  if (number === undefined || !first.startsWith(`${word} `)) return undefined;
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const areWritten = proof.every(
    (hash, at) => hash.length === HASH_BYTES && hash.toString('base64') === lines[at],
  );
  return areWritten
    ? { number: Number(number), proof, checkpoint: text.slice(split + 2) }
    : undefined;
}
