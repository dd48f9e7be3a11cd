/** What a statement may be given. A text may be written to a column of text alone, bytes to one of bytes. */
export type Value = string | number | null | Uint8Array;

/**
 * A way to ask a database, whichever it is. The statements are in the SQL that SQLite and PostgreSQL have in common, with `?` (or
 * `?1`, where one is named twice) for each value; names of answered columns with capitals stand in quotes.
 * Statements take effect in the order in which they are called, and the first is on its way when the call returns.
 */
export interface Connection {
  /** The first row; undefined when there is none. */
  readonly get: (sql: string, ...values: readonly Value[]) => Promise<unknown>;
  readonly all: (sql: string, ...values: readonly Value[]) => Promise<readonly unknown[]>;
  /** Answers how many rows it wrote or removed. */
  readonly run: (sql: string, ...values: readonly Value[]) => Promise<number>;
  /** The same once for each list of values, in their order and with one answer for all: what is written by the thousand costs no promise each. */
  readonly runEach: (sql: string, lists: Iterable<readonly Value[]>) => Promise<void>;
}

/** An open state, of whatever kind: one connection, and whose turn it is on it. */
export interface Engine {
  readonly connection: Connection;
  /**
   * Runs questions alone on the connection, after whatever was begun before them; all of them see the same state, whoever else writes
   * meanwhile. Must not be called from within another one's work.
   */
  readonly read: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * The same in one transaction, during which nobody else writes, in whichever process: everything that it writes is kept, or nothing.
   * Durable when it returns; throws a StoreError otherwise.
   */
  readonly transaction: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets go of the state; what is still under way comes to nothing. */
  readonly close: () => void;
}
