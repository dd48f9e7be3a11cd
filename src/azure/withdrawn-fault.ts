import { AzureFault } from './azure-fault.ts';
import type { Conversation } from './question-context.ts';

/** Why a question that was withdrawn has no answer: its time was up, and where Azure had throttled it, that is why. */
export function withdrawnFault({ recorded }: Conversation): AzureFault {
  return recorded.at(-1)?.status === 429
    ? new AzureFault('Throttled', 'throttled by Azure until the time was up')
    : new AzureFault('Timeout', 'the time was up before Azure had answered');
}
