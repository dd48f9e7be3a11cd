import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ExceptionCover } from '#domain/document.ts';
import { readJson, readRow } from './rows.ts';

// What was seen first stays: a later scan does not approve anything.
const ADD = `INSERT INTO exception_cover (exception, finding, at, body) VALUES (?, ?, ?, ?)
  ON CONFLICT (exception, finding) DO NOTHING`;
const ALL = 'SELECT exception, finding, at, body FROM exception_cover ORDER BY exception, finding';

const Row = z.object({
  exception: z.string(),
  finding: z.string(),
  at: z.string(),
  body: z.string(),
});
const Body = z.object({ deviated: z.boolean(), observed: z.unknown() });

/** What exceptions were seen to cover first. */
export function createExceptionsStore(db: DatabaseSync) {
  const add = db.prepare(ADD);
  const all = db.prepare(ALL);
  return {
    add({ exception, finding, at, deviated, observed }: ExceptionCover): void {
      add.run(exception, finding, at, JSON.stringify({ deviated, observed: observed ?? null }));
    },
    all: (): readonly ExceptionCover[] =>
      all.all().map((row) => {
        const { body, ...cover } = readRow(Row, row);
        return { ...cover, ...readJson(Body, body) };
      }),
  };
}
