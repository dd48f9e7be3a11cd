import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ExceptionCover } from '#domain/document.ts';
import { readJson, readRow } from './rows.ts';

// What was seen first stays: a later scan does not approve anything. Only what an older version saw is put into today's form, once.
const ADD = `INSERT INTO exception_cover (exception, finding, at, body) VALUES (?, ?, ?, ?)
  ON CONFLICT (exception, finding) DO UPDATE SET body = excluded.body WHERE exception_cover.body ->> '$.isFormer' = 1`;
const REMOVE = 'DELETE FROM exception_cover WHERE exception = ? AND finding = ?';
const ALL = 'SELECT exception, finding, at, body FROM exception_cover ORDER BY exception, finding';

const Row = z.object({
  exception: z.string(),
  finding: z.string(),
  at: z.string(),
  body: z.string(),
});
const Body = z.object({
  deviated: z.boolean(),
  observed: z.unknown(),
  isFormer: z.literal(true).exactOptional(),
});

/** What exceptions were seen to cover first. */
export function createExceptionsStore(db: DatabaseSync) {
  const add = db.prepare(ADD);
  const remove = db.prepare(REMOVE);
  const all = db.prepare(ALL);
  return {
    add({ exception, finding, at, deviated, observed, isFormer }: ExceptionCover): void {
      const body = { deviated, observed: observed ?? null, isFormer };
      add.run(exception, finding, at, JSON.stringify(body));
    },
    remove({ exception, finding }: Pick<ExceptionCover, 'exception' | 'finding'>): void {
      remove.run(exception, finding);
    },
    all: (): readonly ExceptionCover[] =>
      all.all().map((row) => {
        const { body, ...cover } = readRow(Row, row);
        return { ...cover, ...readJson(Body, body) };
      }),
  };
}
