import { z } from 'zod';
import type { ExceptionCover } from '#domain/document.ts';
import type { Connection } from './connection.ts';
import { readJson, readRow } from './rows.ts';

const ADD = 'INSERT INTO exception_cover (exception, finding, at, body) VALUES (?, ?, ?, ?)';
const REWRITE = 'UPDATE exception_cover SET body = ? WHERE exception = ? AND finding = ?';
const ONE = 'SELECT body FROM exception_cover WHERE exception = ? AND finding = ?';
const REMOVE = 'DELETE FROM exception_cover WHERE exception = ? AND finding = ?';
const ALL = 'SELECT exception, finding, at, body FROM exception_cover ORDER BY exception, finding';

const Row = z.object({
  exception: z.string(),
  finding: z.string(),
  at: z.string(),
  body: z.string(),
});
const BodyRow = Row.pick({ body: true });
const Body = z.object({
  deviated: z.boolean(),
  observed: z.unknown(),
  isFormer: z.literal(true).exactOptional(),
});

/** What exceptions were seen to cover first. */
export function createExceptionsStore({ get, all, run }: Connection) {
  return {
    /** To be called inside a transaction. What was seen first stays: a later scan does not approve anything. Only what an older version saw is put into today's form, once. */
    async add({ exception, finding, at, deviated, observed, isFormer }: ExceptionCover) {
      const body = JSON.stringify({ deviated, observed: observed ?? null, isFormer });
      const known = await get(ONE, exception, finding);
      if (known === undefined) await run(ADD, exception, finding, at, body);
      else if (readJson(Body, readRow(BodyRow, known).body).isFormer === true)
        await run(REWRITE, body, exception, finding);
    },
    async remove({ exception, finding }: Pick<ExceptionCover, 'exception' | 'finding'>) {
      await run(REMOVE, exception, finding);
    },
    all: async (): Promise<readonly ExceptionCover[]> =>
      (await all(ALL)).map((row) => {
        const { body, ...cover } = readRow(Row, row);
        return { ...cover, ...readJson(Body, body) };
      }),
  };
}
