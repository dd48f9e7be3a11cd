/**
 * What is wrong with a query: it cannot be parsed, names what does not exist, or uses what this engine does not
 * implement. The service answers such a query with 400, so a query is never answered with an empty success instead.
 */
export class KqlError extends Error {
  override readonly name = 'KqlError';

  /** Offset in UTF-16 units from the start of the query text to what is wrong. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(`${message} (at position ${position})`);
    this.position = position;
  }
}
