import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Estate } from './schema.ts';

/** An estate or drift file that cannot be used; says where and why. */
export class EstateError extends Error {
  readonly code = 'ESTATE_INVALID';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EstateError';
  }
}

/** Reads an estate file. Throws one EstateError that names the file, the line and what is wrong. */
export function readEstate(path: string): Estate {
  return readYaml(path, Estate);
}

/** Reads a YAML file against a schema. Throws one EstateError that names the file, the line and what is wrong. */
export function readYaml<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter: lines });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const line = lines.linePos(broken.pos[0]).line;
    throw new EstateError(`${path}:${line}: not YAML: ${broken.message.split('\n')[0]}`);
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const at = issue?.path ?? [];
  const line = lines.linePos(offsetOf(document, at)).line;
  throw new EstateError(
    `${path}:${line}: ${at.join('.') || 'file'}: ${issue?.message ?? 'invalid'}`,
  );
}

/** The place of a value; of the nearest member above it when the value is missing. */
function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node !== 'object' || node === null || !('range' in node)) continue;
    const range: unknown = node.range;
    if (Array.isArray(range) && typeof range[0] === 'number') return range[0];
  }
  return 0;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new EstateError(`${path}: cannot be read`, { cause });
  }
}
