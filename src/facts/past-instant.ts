import { z } from 'zod';
import { toMilliseconds } from '#domain/instant.ts';

/** What clocks may differ by: an instant later than this after the answer has not come yet. */
const TOLERATED_MS = 3_600_000;

const happened = z.registry<{ readonly unit: 'instant' | 'seconds' }>();

/**
 * When something happened: text as Azure sends it, an instant or, of metrics, two with a slash between. The reader refuses the
 * answer where it lies in the future: a backup of tomorrow was not taken. Not for what is yet to come, such as an expiry.
 */
export const PastInstant = z.string().register(happened, { unit: 'instant' });

/** Before this there was no Azure. */
const FIRST_DAY_MS = toMilliseconds('2010-01-01') ?? 0;

/** The first point of a time that reaches up to now. One from before Azure would be older than whatever it is of. */
export const EarliestInstant = z
  .string()
  .refine((text) => (toMilliseconds(text) ?? FIRST_DAY_MS) >= FIRST_DAY_MS, {
    error: 'lies before the first day of Azure',
  })
  .register(happened, { unit: 'instant' });

/** The same in seconds since the epoch. */
export const PastSeconds = z.number().register(happened, { unit: 'seconds' });

/** The first member of a value that a schema calls past and that is more than an hour after `now`; undefined for none. */
export function findFutureInstant(
  schema: z.core.$ZodType,
  value: unknown,
  now: number,
): { readonly path: string; readonly value: string | number } | undefined {
  const unit = happened.get(schema)?.unit;
  if (unit !== undefined) {
    const isScalar = typeof value === 'string' || typeof value === 'number';
    return isScalar && isAfter(value, unit, now + TOLERATED_MS) ? { path: '', value } : undefined;
  }
  for (const [name, part, below] of partsOf(schema, value)) {
    const found = findFutureInstant(part, below, now);
    if (found === undefined) continue;
    const path = [name, found.path].filter((step) => step !== '').join('.');
    return { path, value: found.value };
  }
  return undefined;
}

function isAfter(value: string | number, unit: 'instant' | 'seconds', limit: number): boolean {
  if (unit === 'seconds') return Number(value) * 1_000 > limit;
  return String(value)
    .split('/')
    .some((instant) => (toMilliseconds(instant) ?? 0) > limit);
}

/** What a schema says of the parts of a value: their names, schemas and values. */
function partsOf(
  schema: z.core.$ZodType,
  value: unknown,
): readonly (readonly [string, z.core.$ZodType, unknown])[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return [['', schema.unwrap(), value]];
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const rows: readonly unknown[] = value;
    return rows.map((row, index) => [String(index), schema.element, row]);
  }
  if (schema instanceof z.ZodObject && typeof value === 'object' && value !== null) {
    const shape = schema.shape as Readonly<Record<string, z.core.$ZodType>>;
    return Object.entries(shape).map(([name, part]) => [name, part, Reflect.get(value, name)]);
  }
  return [];
}
