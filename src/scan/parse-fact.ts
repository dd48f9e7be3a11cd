import type { z } from 'zod';
import type { Answer } from '#azure/azure-reader.ts';
import { toInstant } from '#domain/instant.ts';
import { type Collected, type Reading, unavailable } from '#domain/reading.ts';
import { findFutureInstant } from '#facts/past-instant.ts';

/** The fact in a value, or why there is none: it is not of the promised form, or it says what cannot have happened yet. */
export function parseFact(
  schema: z.ZodType,
  value: unknown,
  subject: string,
  kept: Pick<Collected<unknown>, 'evidence' | 'at' | 'readAt'> & { readonly answeredAt: number },
): Reading<unknown> {
  const parsed = schema.safeParse(value);
  const future = parsed.success
    ? findFutureInstant(schema, parsed.data, kept.answeredAt)
    : undefined;
  if (future !== undefined) {
    return unavailable(
      'MalformedAnswer',
      `Azure's answer for ${subject} cannot be: ${future.path} is ${future.value}, and Azure answered at ${toInstant(kept.answeredAt)}`,
      { evidence: kept.evidence },
    );
  }
  if (parsed.success) {
    return {
      status: 'collected',
      value: parsed.data,
      evidence: kept.evidence,
      ...(kept.at === undefined ? {} : { at: kept.at }),
      readAt: kept.readAt,
      answeredAt: kept.answeredAt,
    };
  }
  const where = parsed.error.issues
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
  return unavailable(
    'MalformedAnswer',
    `Azure's answer for ${subject} is not what it promises (${where})`,
    {
      evidence: kept.evidence,
    },
  );
}

/** By Azure's own clock where it said so: ours may be wrong. */
export function answeredAt(answer: Answer): number {
  return answer.answeredAt ?? answer.receivedAt;
}

/** The address as a person reads it. */
export function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
