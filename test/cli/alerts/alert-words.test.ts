import { describe, expect, it } from 'vitest';
import { memberLine } from '#cli/alerts/alert-words.ts';
import type { ProblemMember } from '#domain/alert.ts';

function problem(changes: Partial<ProblemMember> = {}): ProblemMember {
  return {
    kind: 'problem',
    key: 'x',
    state: 'failing',
    subscriptionId: '',
    code: 'SignInFailed',
    severity: 'critical',
    count: 1,
    examples: [
      {
        operation: 'monitor',
        code: 'Incomplete',
        message: 'Nothing can be read.',
        permission: null,
      },
    ],
    claims: [],
    ...changes,
  };
}

describe('memberLine', () => {
  it('A8: says what the monitor sees in itself', () => {
    expect(memberLine(problem())).toBe('SignInFailed: Nothing can be read.');
  });

  it('says which claims are at stake where something in Azure cannot be read, and how often', () => {
    const claims = [{ document: 'flex', claim: 'flex.pitr', summary: 'Restorable.' }];
    const unread = { code: 'AuthorizationFailed', subscriptionId: 's-1', claims };

    expect(memberLine(problem({ ...unread, count: 300 }))).toBe(
      'AuthorizationFailed in subscription s-1, 300 times; claims flex.pitr',
    );
    expect(memberLine(problem(unread))).not.toContain('times');
  });
});
