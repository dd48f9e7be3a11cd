import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from './hashed-file.ts';

/**
 * Which body answers to a question are written down as the difference from: `<directory>/bases.ndjson`, one line `[question, sha256]`
 * each time a question gets another one. Nothing rests on it: a line that is lost costs a body that is written in full.
 */
export interface QuestionBases {
  of(question: string): string | undefined;
  set(question: string, sha256: string): void;
}

const LINE = /^\["(?<question>[0-9a-f]{32})","(?<sha256>[0-9a-f]{64})"\]$/u;

/** Reads them when the first is asked for. */
export function createQuestionBases(directory: string): QuestionBases {
  const path = join(directory, BASES_FILE);
  let known: Map<string, string> | undefined;
  return {
    of(question) {
      known ??= parseBases(readBases(path));
      return known.get(keyOf(question));
    },
    set(question, sha256) {
      known ??= parseBases(readBases(path));
      const key = keyOf(question);
      known.set(key, sha256);
      appendFileSync(path, baseLine(key, sha256));
    },
  };
}

/** Below the evidence directory. */
export const BASES_FILE = 'bases.ndjson';

/** The newest base of each question, by the question's digest; what is no whole line counts for nothing. */
export function parseBases(text: string): Map<string, string> {
  const bases = new Map<string, string>();
  for (const line of text.split('\n')) {
    const { question, sha256 } = LINE.exec(line)?.groups ?? {};
    if (question !== undefined && sha256 !== undefined) bases.set(question, sha256);
  }
  return bases;
}

/** LF included. */
export function baseLine(question: string, sha256: string): string {
  return `${JSON.stringify([question, sha256])}\n`;
}

function keyOf(question: string): string {
  return sha256Of(Buffer.from(question)).slice(0, 32);
}

function readBases(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
