import { PostureError } from '#domain/errors.ts';
import { type Unavailable, unavailable } from '#domain/reading.ts';
import { parseAzureError } from './azure-error.ts';
import type { Answer } from './azure-reader.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { Conversation, Recorded } from './question-context.ts';
import { readStrictJson } from './strict-json.ts';
import { withdrawnFault } from './withdrawn-fault.ts';

/**
 * Why an ended conversation gave no answer; undefined when its last answer is Azure's 200, whatever the SDK then made of it.
 * `thrown` is what the SDK threw, if anything; it is thrown on when it explains itself by nothing that was heard: a bug.
 */
export function failureOf(conversation: Conversation, thrown: unknown): Unavailable | undefined {
  const { question, recorded, fault } = conversation;
  // Evidence that cannot be kept ends the scan; it is nothing about Azure.
  if (thrown instanceof PostureError) throw thrown;
  const last = recorded.at(-1);
  const evidence = recorded.map((one) => one.digest);
  const { operation, permission } = question;
  if (thrown !== undefined && question.signal.aborted) {
    const withdrawn = withdrawnFault(conversation);
    return unavailable(withdrawn.code, `${operation}: ${withdrawn.message}`, { evidence });
  }
  if (thrown !== undefined && fault !== undefined) {
    const mends = fault.code === 'AuthorizationFailed' ? { permission } : {};
    return unavailable(fault.code, `${operation}: ${fault.message}`, { ...mends, evidence });
  }
  if (last === undefined) {
    if (thrown instanceof Error) throw thrown;
    throw new Error(`${operation}: nothing was asked`, { cause: thrown });
  }
  return refusalOf(conversation, last);
}

/** The answer as a JSON object with its digest; `unavailable` when it is none. */
export function toAnswer(conversation: Conversation, recorded: Recorded): Answer | Unavailable {
  recorded.read ??= readStrictJson(recorded.body);
  const { url, digest, receivedAt, answeredAt, read } = recorded;
  return read.status === 'refused'
    ? malformed(conversation, read.why)
    : { url, body: read.body, digest, receivedAt, answeredAt };
}

export function malformed(conversation: Conversation, what: string): Unavailable {
  const evidence = conversation.recorded.map((one) => one.digest);
  return unavailable('MalformedAnswer', `${conversation.question.operation}: ${what}`, {
    evidence,
  });
}

function refusalOf(conversation: Conversation, last: Recorded): Unavailable | undefined {
  const { operation, permission } = conversation.question;
  const error = last.status === 200 ? {} : parseAzureError(last.body);
  const code = classifyAnswer(last.status, error.code);
  if (code === 'answer') return undefined;
  const said = [error.code, error.message].filter((part) => part !== undefined).join(': ');
  return unavailable(
    code,
    `${operation}: Azure answered ${last.status}${said === '' ? '' : ` ${said}`}`,
    {
      permission: code === 'AuthorizationFailed' ? (error.action ?? permission) : null,
      ...(error.code === undefined ? {} : { azureCode: error.code }),
      evidence: conversation.recorded.map((one) => one.digest),
    },
  );
}
