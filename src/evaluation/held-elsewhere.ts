import type { Digest } from '#domain/reading.ts';
import { type NotSaid, notSaid } from '#traits/said.ts';
import { type Beside, beside, type Elsewhere } from '#traits/trait.ts';
import { describeLost, type Locate } from './whereabouts.ts';

/** What became of a verdict that another resource was to give, and the answers that show it. */
export interface HeldElsewhere {
  readonly standing: Beside | NotSaid;
  readonly evidence: readonly Digest[];
}

/** Another resource's verdict stands for this one where that is there and the same statement speaks of it; else nobody gives it. */
export async function heldElsewhere(
  { elsewhere, because, from = [] }: Elsewhere,
  locate: Locate,
): Promise<HeldElsewhere> {
  const found = await locate(elsewhere, 'standing');
  const evidence = found.is === 'not-known' ? found.why.evidence : found.evidence;
  const nobody = (why: string, problem?: NotSaid['problem']): HeldElsewhere => ({
    standing: notSaid(`${because}, but ${why}: nothing judges it`, from, problem),
    evidence,
  });
  switch (found.is) {
    case 'in-scope':
      return { standing: beside(`${because} and is judged there`), evidence };
    case 'out-of-scope':
      return nobody(`${elsewhere} is not in the scope, because ${found.why}`);
    case 'gone':
      return nobody(`${elsewhere} does not exist`);
    case 'not-known': {
      const { code, permission } = found.why;
      const lost = describeLost(found.why);
      return nobody(`${elsewhere} could not be looked up (${lost})`, { code, permission });
    }
  }
}
