import { describe, expect, it } from 'vitest';
import { classifyAnswer } from '#azure/classify-answer.ts';

/** What every status without an error code of Azure's means. */
function expected(status: number): string {
  if (status === 200) return 'answer';
  if (status === 401 || status === 403) return 'AuthorizationFailed';
  if (status === 408) return 'Timeout';
  if (status === 429) return 'Throttled';
  return status >= 500 ? 'ServerError' : 'MalformedAnswer';
}

describe('classifyAnswer', () => {
  it('takes 200 alone for an answer, over all statuses', () => {
    const statuses = Array.from({ length: 500 }, (_, index) => index + 100);

    const wrong = statuses.filter(
      (status) => classifyAnswer(status, undefined) !== expected(status),
    );

    expect(wrong).toEqual([]);
  });

  it.each([
    [404, 'ResourceNotFound', 'NotFound'],
    [404, 'ManagementPolicyNotFound', 'NotFound'],
    [404, undefined, 'MalformedAnswer'],
    [404, 'InvalidResourceType', 'MalformedAnswer'],
    [404, 'SubscriptionNotFound', 'AuthorizationFailed'],
    [400, 'FeatureNotSupportedForAccount', 'Unsupported'],
    [400, 'OperationNotAllowedOnKind', 'Unsupported'],
    [400, 'NoRegisteredProviderFound', 'MalformedAnswer'],
    [400, 'BadRequest', 'MalformedAnswer'],
    [409, 'MissingSubscriptionRegistration', 'MalformedAnswer'],
    [403, 'FeatureNotSupported', 'AuthorizationFailed'],
  ])('%i %s is %s', (status, code, meaning) => {
    expect(classifyAnswer(status, code)).toBe(meaning);
  });
});
