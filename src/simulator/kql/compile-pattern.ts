import { KqlError } from './kql-error.ts';

/**
 * A regular expression of the language as one of JavaScript. Azure reads RE2: leading flags such as `(?i)` are
 * translated, what JavaScript does not understand is refused with KqlError.
 */
export function compilePattern(source: string, position: number): RegExp {
  const flags = /^\(\?([ims]+)\)/.exec(source);
  try {
    return new RegExp(source.slice(flags?.[0].length ?? 0), `u${flags?.[1] ?? ''}`);
  } catch (error) {
    throw new KqlError(`Not a regular expression: ${String(error)}`, position);
  }
}
