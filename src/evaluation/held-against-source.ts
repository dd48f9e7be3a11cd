import type { Answer } from '#traits/answer.ts';
import type { Backup } from '#traits/backup.ts';
import { type Beside, beside } from '#traits/trait.ts';
import { describeLost, type Locate } from './whereabouts.ts';

/**
 * Holds what is wrong with a backup against what it is a backup of: when that is gone, or is none of the statement's business, it is
 * told and breaks nothing; when it could not be looked up, nothing is known.
 */
export async function heldAgainstSource(
  source: Backup['of'],
  answer: Answer,
  locate: Locate,
): Promise<Answer | Beside> {
  const resource = source?.resource;
  if (resource === undefined || answer.status === 'pass') return answer;
  const place = await locate(resource, 'standing');
  const { reason } = answer;
  switch (place.is) {
    case 'gone':
      return beside(
        `it protects nothing any more: ${resource} no longer exists, and what is kept are old backups (${reason})`,
      );
    case 'out-of-scope':
      return beside(
        `it protects nothing in the scope: ${resource} is not, because ${place.why} (${reason})`,
      );
    case 'in-scope':
      return answer;
    case 'not-known': {
      const { code, permission } = place.why;
      return {
        ...answer,
        status: 'unknown',
        reason: `${reason}; whether what it protects still exists could not be looked up: ${describeLost(place.why)}`,
        problem: { code, permission },
      };
    }
  }
}
