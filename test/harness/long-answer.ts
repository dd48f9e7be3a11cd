import { createHash } from 'node:crypto';

/** The list of a server's databases as it is the n-th time: restore points move; every fortieth time all of it is another. */
export function longAnswer(n: number, count = 100): string {
  const era = Math.floor(n / 40);
  const value = Array.from({ length: count }, (_, at) => ({
    id: createHash('sha256')
      .update(`${String(era)} ${String(at)}`)
      .digest('hex'),
    properties: { earliestRestoreDate: `point ${String(n * 7 + at)}` },
  }));
  return JSON.stringify({ value });
}
