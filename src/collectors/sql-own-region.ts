import type { Answer } from '#azure/azure-reader.ts';
import { type Reading, unavailable } from '#domain/reading.ts';

/**
 * Goes on in the region that a server's own answer names, in the form that paths use (`westeurope`); the server's answer is part of
 * the evidence. Unavailable when the server could not be read or names no region.
 */
export async function readInOwnRegion(
  owner: Reading<Answer>,
  read: (region: string) => Promise<Reading<readonly Answer[]>>,
): Promise<Reading<readonly Answer[]>> {
  if (owner.status === 'unavailable') return owner;
  const { body } = owner.value;
  const location =
    typeof body === 'object' && body !== null && 'location' in body ? body.location : undefined;
  if (typeof location !== 'string' || location === '') {
    return unavailable('MalformedAnswer', `Azure's answer at ${owner.value.url} names no region`, {
      evidence: owner.evidence,
    });
  }
  // Some api-versions answer with the display name.
  const answers = await read(location.toLowerCase().replaceAll(' ', ''));
  return { ...answers, evidence: [...owner.evidence, ...answers.evidence] };
}
