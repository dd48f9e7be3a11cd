import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { KnownCheck } from '#config/bind-document.ts';
import { readConfiguration } from '#config/read-configuration.ts';

const ENCRYPTED: KnownCheck = {
  id: 'encrypted',
  parameters: z.strictObject({ layers: z.int().default(1) }),
};
const LOCATED: KnownCheck = { id: 'located', parameters: z.strictObject({}) };

function problemsOf(verify: string, given = ''): readonly string[] {
  const texts: Record<string, string> = {
    'posture.yaml': `azure: {}\ndocuments:\n  - file: own.yaml\n${given}`,
    'own.yaml': `id: own
title: Own
claims:
  - id: own.data
    section: "1"
    summary: All of it is encrypted.
    locator: encrypted
    severity: high
    verify:
${verify}`,
  };
  const outcome = readConfiguration({
    file: 'posture.yaml',
    environment: {},
    checks: [ENCRYPTED, LOCATED],
    files: {
      read: (path) => {
        const text = texts[path];
        return text === undefined ? { missing: true } : { text };
      },
      list: () => [],
    },
  });
  return 'problems' in outcome
    ? outcome.problems.map(({ file, line, message }) => `${file}:${String(line)} ${message}`)
    : [];
}

const IN_CONFIGURATION = '    with: { own.data: { examined: [Microsoft.Cache/redis] } }\n';

describe('with.examined of older versions', () => {
  it.each<[string, string, string, RegExp, RegExp]>([
    [
      'a document',
      '      - { check: encrypted, with: { layers: 2, examined: [A.B/c] } }\n',
      '',
      /^own\.yaml:10 /u,
      /\{ claim: own\.data, check: encrypted, resourceType, reason, approvedBy, expires \}/u,
    ],
    [
      'the configuration',
      '      - check: encrypted\n',
      IN_CONFIGURATION,
      /^posture\.yaml:4 /u,
      /\{ claim: own\.data, check: encrypted, resourceType, reason, approvedBy, expires \}/u,
    ],
    [
      'the configuration, for a claim of several checks',
      '      - check: encrypted\n      - check: located\n',
      IN_CONFIGURATION,
      /^posture\.yaml:4 /u,
      /\{ claim: own\.data, check, resourceType, reason, approvedBy, expires \}/u,
    ],
    [
      'a check that is gone with it',
      '      - { check: resource-type-coverage, with: { examined: [A.B/c] } }\n',
      '',
      /^own\.yaml:10 /u,
      /take the line out, and except a type .* \{ claim, check, resourceType, reason, approvedBy, expires \}/u,
    ],
  ])('in %s is one error that says what to write instead', (_, verify, given, place, instead) => {
    const problems = problemsOf(verify, given);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(place);
    expect(problems[0]).toMatch(instead);
    expect(problems[0]).toContain('the file that `exceptions` names');
  });

  it('leaves another unknown parameter what it was', () => {
    expect(problemsOf('      - { check: encrypted, with: { examind: [A.B/c] } }\n')[0]).toMatch(
      /unknown key/u,
    );
  });
});
