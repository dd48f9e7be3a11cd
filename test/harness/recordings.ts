import { readFileSync } from 'node:fs';
import { sharedIsHere, sharedPath } from './shared.ts';

export type RecordedRow = Readonly<Record<string, unknown>>;

interface Recording {
  readonly resourceType: string;
  readonly status: number;
  readonly tier: string;
  readonly body: RecordedRow;
}

/**
 * What the real Azure Resource Manager answered for a resource type: each element of recorded lists and each recorded item.
 * Empty where the shared recordings are not.
 */
export function recordedRows(resourceType: string): readonly RecordedRow[] {
  if (!sharedIsHere) return [];
  const provider = resourceType.split('/')[0];
  const text = readFileSync(sharedPath('azure-recordings', `${provider}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recording)
    .filter((recording) => recording.resourceType === resourceType && recording.status === 200)
    .flatMap(({ body }) =>
      Array.isArray(body['value']) ? (body['value'] as RecordedRow[]) : [body],
    );
}
