import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { Symptom } from '#domain/symptom.ts';
import type { BodyStore } from './body-store.ts';
import type { BodyVault } from './body-vault.ts';
import { replaceFile, sha256Of } from './hashed-file.ts';
import { packWhole, unpack } from './packed-body.ts';

/** Keeps bodies of the directory in a vault as well, and fetches those that are not in the directory any more. */
export interface VaultKeeper {
  /** Every one of them is durable in the vault, and in use, when it answers. Throws an EvidenceError where one is not. */
  keep(digests: Iterable<string>, now: Instant, signal: AbortSignal): Promise<void>;
  /** Puts those into the directory that are only in the vault; one that neither has is left to whoever reads it. */
  bring(digests: Iterable<string>, now: Instant, signal: AbortSignal): Promise<void>;
  /** Whether it was put there, as far as this directory remembers. */
  isThere(sha256: string): boolean;
  /** What the vault was found to hold takes the place of what this directory remembers. */
  remember(found: ReadonlyMap<string, number>): Promise<void>;
  readonly vault: BodyVault;
  symptoms(): readonly Symptom[];
}

const DAY_MS = 86_400_000;
/** What is used is said so to the vault this often, and not each time: bodies may go that were not for longer. */
export const SAID_EVERY_DAYS = 30;
const AT_ONCE = 16;
/** Below the evidence directory: a line `<sha256> <day>` for each time that a body was put there or said to be in use. */
const LIST = 'in-vault.txt';
const LINE = /^(?<sha256>[0-9a-f]{64}) (?<day>\d+)$/u;

/**
 * What it remembers spares questions and is nothing to rest on for long: a line that is lost costs a question, and tidying
 * writes the list anew from what the vault says.
 */
export function createVaultKeeper(
  directory: string,
  bodies: Pick<BodyStore, 'read' | 'put' | 'isSound'>,
  vault: BodyVault,
): VaultKeeper {
  const path = join(directory, LIST);
  let days: Map<string, number> | undefined;
  let symptom: Symptom | undefined;
  const remembered = (): Map<string, number> => (days ??= parse(path));

  async function watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      const done = await work();
      symptom = undefined;
      return done;
    } catch (error) {
      if (error instanceof EvidenceError && error.code === 'EVIDENCE_BLOB')
        symptom ??= symptomOf(error);
      throw error;
    }
  }

  return {
    vault,
    symptoms: () => (symptom === undefined ? [] : [symptom]),
    isThere: (sha256) => remembered().has(sha256),
    async keep(digests, now, signal) {
      const today = Math.floor((toMilliseconds(now) ?? 0) / DAY_MS);
      const isSaid = (sha256: string): boolean =>
        (remembered().get(sha256) ?? -SAID_EVERY_DAYS) > today - SAID_EVERY_DAYS;
      const wanted = [...new Set(digests)].filter((sha256) => !isSaid(sha256));
      if (wanted.length === 0) return;
      await watched(async () => {
        await inBatches(wanted, signal, async (sha256) => {
          await vault.keep(sha256, packWhole(bodies.read(sha256)), signal);
          remembered().set(sha256, today);
          appendFileSync(path, line(sha256, today));
        });
      });
    },
    async bring(digests, now, signal) {
      const missing = [...new Set(digests)].filter((sha256) => !bodies.isSound(sha256));
      if (missing.length === 0) return;
      await watched(async () => {
        await inBatches(missing, signal, async (sha256) => {
          const packed = await vault.read(sha256, signal);
          const body = packed === undefined ? undefined : unpacked(packed, sha256);
          if (body !== undefined) bodies.put(body, now);
        });
      });
    },
    async remember(found) {
      days = new Map([...found].map(([sha256, usedMs]) => [sha256, Math.floor(usedMs / DAY_MS)]));
      await replaceFile(path, [...days].map(([sha256, day]) => line(sha256, day)).join(''));
    },
  };
}

function line(sha256: string, day: number): string {
  return `${sha256} ${day}\n`;
}

function parse(path: string): Map<string, number> {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const days = new Map<string, number>();
  for (const each of text.split('\n')) {
    const { sha256, day } = LINE.exec(each)?.groups ?? {};
    if (sha256 !== undefined) days.set(sha256, Number(day));
  }
  return days;
}

function unpacked(packed: Buffer, sha256: string): Buffer {
  let body: Buffer | undefined;
  try {
    body = unpack(packed, undefined);
  } catch {
    // What cannot be unpacked is as good as altered.
  }
  if (body !== undefined && sha256Of(body) === sha256) return body;
  throw new EvidenceError(
    'EVIDENCE_BODY_ALTERED',
    `The answer sha256:${sha256} has another content in the container: somebody altered it.`,
  );
}

function symptomOf(error: EvidenceError): Symptom {
  return {
    code: 'EvidenceNotKept',
    severity: 'critical',
    message: `Answers of Azure could not be kept, so that no scan is recorded: ${error.message}`,
    remedy:
      'See that the container of evidence.bodies exists and can be reached, and that the identity may write to it (Storage Blob Data Contributor).',
  };
}

async function inBatches(
  items: readonly string[],
  signal: AbortSignal,
  work: (item: string) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    signal.throwIfAborted();
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
  }
}
