import { z } from 'zod';

/** The parameters of a check by name. */
export function parameterNames(schema: z.ZodType): readonly string[] {
  return Object.keys(z.toJSONSchema(schema, { io: 'input' }).properties ?? {});
}
