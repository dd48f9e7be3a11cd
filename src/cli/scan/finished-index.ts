import { join } from 'node:path';
import type { Configuration } from '#config/configuration.ts';
import type { AnswerStore } from '#evidence/answer-store.ts';
import { hashFile } from '#evidence/hashed-file.ts';

/** Makes the answers of a scan durable, and answers with the digest (64 hex digits) of their index. */
export async function finishedIndex(
  answers: AnswerStore,
  { evidence }: Pick<Configuration, 'evidence'>,
  scanId: string,
  signal: AbortSignal,
): Promise<string> {
  await answers.endScan(signal);
  return (await hashFile(join(evidence.directory, 'scans', `${scanId}.ndjson`))).sha256;
}
