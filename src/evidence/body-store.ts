import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { flushToDisk, sha256Of } from './hashed-file.ts';
import { type Base, baseOf, isWorthPacking, pack, packOn, unpack } from './packed-body.ts';
import { createQuestionBases } from './question-bases.ts';

/**
 * Bodies of answers, each once: `<directory>/bodies/<first 2 hex>/<sha256>.zst`, or `.body` where packing it would save no block of the
 * disk and where the version before kept it.
 */
export interface BodyStore {
  /**
   * Keeps a body and answers with its digest, 64 hex digits, and with that of the body that it is written down as the difference
   * from. A body that is there already is compared byte by byte; one that a crash or the disk spoilt is replaced. Not yet flushed to
   * the disk: the caller does that for many at once. `question`: what earlier bodies of which this one may be much like; absent: of none.
   */
  put(
    body: Buffer,
    at: Instant,
    question?: string,
  ): { readonly sha256: string; readonly base?: string };
  /** Makes these bodies and their names survive a loss of power. */
  flush(used: Iterable<string>, signal: AbortSignal): Promise<void>;
  /** Where a body lies in whichever form, whether it is there or not. */
  path(sha256: string): string;
  /** Whether it is there and has its digest. */
  isSound(sha256: string): boolean;
  /** A body that has its digest; throws an EvidenceError when it is not there or has another content. */
  read(sha256: string): Buffer;
}

/** What lies on the disk under a digest; the body has it. */
interface Stored {
  readonly body: Buffer;
  /** Bytes of the file. */
  readonly bytes: number;
  readonly isPacked: boolean;
  readonly base?: string;
}

const FLUSHED_AT_ONCE = 16;

/** Opens the bodies below `directory`; directories are made at the first answer. */
export function createBodyStore(directory: string): BodyStore {
  const known = new Set<string>();
  const bases = createQuestionBases(directory);
  const incoming = join(directory, 'incoming');
  const named = (sha256: string, ending: string): string =>
    join(directory, 'bodies', sha256.slice(0, 2), `${sha256}${ending}`);
  const path = (sha256: string): string => {
    const packed = named(sha256, '.zst');
    return existsSync(packed) ? packed : named(sha256, '.body');
  };
  const aside = (target: string, content: Buffer): string => {
    for (const folder of [incoming, dirname(target)]) {
      if (!known.has(folder)) mkdirSync(folder, { recursive: true });
      known.add(folder);
    }
    const temporary = join(incoming, randomUUID());
    writeFileSync(temporary, content, { flag: 'wx', mode: 0o444 });
    return temporary;
  };
  // The name appears with the whole content or not at all.
  const write = (target: string, content: Buffer): void => {
    renameSync(aside(target, content), target);
  };
  /** Only where nothing is: of a whole body that another process has just kept, others may be differences. */
  const writeNew = (target: string, content: Buffer): boolean => {
    const temporary = aside(target, content);
    try {
      linkSync(temporary, target);
      return true;
    } catch {
      // There is one by now, or the disk has no links.
      return false;
    } finally {
      rmSync(temporary, { force: true });
    }
  };
  const stored = (sha256: string): Stored => readStored(path, sha256);
  /** Sound, and whole by itself: what rests on it must never need a third file, nor bytes that the disk has spoilt. */
  const baseFor = (question: string): Base | undefined => {
    const sha256 = bases.of(question);
    const found = sha256 === undefined ? undefined : soundOrNot(() => stored(sha256));
    if (sha256 === undefined || found?.isPacked !== true || found.base !== undefined)
      return undefined;
    return { sha256, body: found.body, packedBytes: found.bytes };
  };
  const add = (body: Buffer, sha256: string, question?: string): string | undefined => {
    // In the place of a spoilt one goes a whole one: others may rest on it.
    const isNew = !existsSync(path(sha256));
    const base =
      isNew && question !== undefined && isWorthPacking(body) ? baseFor(question) : undefined;
    const difference = base === undefined ? undefined : packOn(base, body);
    if (difference !== undefined && writeNew(named(sha256, '.zst'), difference))
      return base?.sha256;
    const packed = isWorthPacking(body) ? pack(body) : undefined;
    write(named(sha256, packed === undefined ? '.body' : '.zst'), packed ?? body);
    if (packed === undefined) rmSync(named(sha256, '.zst'), { force: true });
    else if (difference === undefined && isNew && question !== undefined)
      bases.set(question, sha256);
    return undefined;
  };
  return {
    path,
    isSound: (sha256) => soundOrNot(() => stored(sha256)) !== undefined,
    read: (sha256) => stored(sha256).body,
    async flush(used, signal) {
      const folders = new Set([directory]);
      const paths = [...used].map((sha256) => path(sha256));
      for (const each of paths) folders.add(dirname(each)).add(dirname(dirname(each)));
      await flushAll(paths, signal);
      await flushAll([...folders], signal);
    },
    put(body, at, question) {
      const sha256 = sha256Of(body);
      try {
        const found = existsSync(path(sha256)) ? soundOrNot(() => stored(sha256)) : undefined;
        const base = found === undefined ? add(body, sha256, question) : found.base;
        // Pruning spares what was used lately, also by another process; and no difference is worth anything without its base.
        const seconds = (toMilliseconds(at) ?? 0) / 1000;
        if (found !== undefined) again(() => utimesSync(path(sha256), seconds, seconds));
        if (base === undefined) return { sha256 };
        again(() => utimesSync(path(base), seconds, seconds));
        return { sha256, base };
      } catch (cause) {
        throw new EvidenceError(
          'EVIDENCE_NOT_KEPT',
          `Cannot keep an answer of ${body.length} bytes at ${path(sha256)}. See that the disk has room and the directory is writable.`,
          { cause },
        );
      }
    },
  };
}

/** Throws an EvidenceError when it is not there or not what its name says, and the errors of the file system. */
function readStored(path: (sha256: string) => string, sha256: string): Stored {
  const { content, isPacked } = readThere(path, sha256);
  const base = isPacked ? baseOf(content) : undefined;
  const under = base === undefined ? undefined : readThere(path, base);
  const body = isPacked ? unpacked(content, under, sha256) : content;
  const actual = sha256Of(body);
  if (actual !== sha256) throw altered(sha256, `sha256:${actual}`);
  return { body, bytes: content.length, isPacked, ...(base === undefined ? {} : { base }) };
}

/** What lies in a file. */
interface Lying {
  readonly content: Buffer;
  readonly isPacked: boolean;
}

async function flushAll(paths: readonly string[], signal: AbortSignal): Promise<void> {
  for (let start = 0; start < paths.length; start += FLUSHED_AT_ONCE) {
    signal.throwIfAborted();
    await Promise.all(paths.slice(start, start + FLUSHED_AT_ONCE).map((path) => flushToDisk(path)));
  }
}

function unpacked(content: Buffer, under: Lying | undefined, sha256: string): Buffer {
  try {
    const base = under?.isPacked === true ? unpack(under.content, undefined) : under?.content;
    return unpack(content, base);
  } catch (cause) {
    throw altered(sha256, 'which cannot be unpacked', cause);
  }
}

function readThere(path: (sha256: string) => string, sha256: string): Lying {
  try {
    return again(() => {
      const from = path(sha256);
      return { content: readFileSync(from), isPacked: from.endsWith('.zst') };
    });
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new EvidenceError(
      'EVIDENCE_BODY_MISSING',
      `The kept answer ${path(sha256)} is not there any more. A full scan reads it again.`,
      { cause },
    );
  }
}

/** Once more when the file is gone: tidying may just have put the packed form in its place. */
function again<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!isMissing(error)) throw error;
    return use();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function altered(sha256: string, content: string, cause?: unknown): EvidenceError {
  return new EvidenceError(
    'EVIDENCE_BODY_ALTERED',
    `The kept answer sha256:${sha256} has another content (${content}): the evidence store was altered or the disk is failing.`,
    { cause },
  );
}

/** Undefined for a body that is missing or spoilt: it is written again. */
function soundOrNot(read: () => Stored): Stored | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvidenceError) return undefined;
    throw error;
  }
}
