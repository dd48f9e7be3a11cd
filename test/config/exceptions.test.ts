import { describe, expect, it } from 'vitest';
import { readConfiguration } from '#config/read-configuration.ts';
import { CHECKS } from '../harness/product.ts';

const OWN = `id: own
title: Own
claims:
  - id: own.access
    section: "1"
    summary: Access is by roles.
    locator: roles
    severity: high
    verify:
      - check: key-protection
      - check: encryption-at-rest
`;

function problemsOf(exceptions: string): readonly string[] {
  const texts: Record<string, string> = {
    'posture.yaml': `azure: {}\ndocuments:\n  - file: own.yaml\nexceptions: accepted.yaml\n`,
    'own.yaml': OWN,
    'accepted.yaml': exceptions,
  };
  const outcome = readConfiguration({
    file: 'posture.yaml',
    environment: {},
    checks: CHECKS,
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

const REST = 'claim: own.access, reason: r, approvedBy: Jane, expires: 2030-01-01';
const CHECK = 'check: key-protection';

describe('13: an exception in the file', () => {
  it.each([
    `- { ${REST}, ${CHECK}, resource: /subscriptions/x }`,
    `- { ${REST}, ${CHECK}, resourceType: Microsoft.KeyVault/vaults }`,
    `- { ${REST}, ${CHECK}, resource: /subscriptions/x, item: vm-old, observed: { a: [1] } }`,
    `- { ${REST}, check: encryption-at-rest, resourceType: Microsoft.Cache/redis }`,
  ])('13: takes %s', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    [
      'no check',
      `- { ${REST}, resource: /subscriptions/x }`,
      /check: expected the id of the check/u,
    ],
    [
      'a check that the claim does not ask for',
      `- { ${REST}, check: key-protektion, resource: /subscriptions/x }`,
      /asks for no check "key-protektion"; did you mean "key-protection"\?/u,
    ],
    ['neither resource nor type', `- { ${REST}, ${CHECK} }`, /either resource or resourceType/u],
    [
      'both of them',
      `- { ${REST}, ${CHECK}, resource: /subscriptions/x, resourceType: A.B/c }`,
      /either resource or resourceType/u,
    ],
    [
      'a type that is none',
      `- { ${REST}, ${CHECK}, resourceType: redis }`,
      /a resource type such as/u,
    ],
  ])('13: with %s it is refused by one sentence', (_, text, message) => {
    const problems = problemsOf(text);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^accepted\.yaml:1 /u);
    expect(problems[0]).toMatch(message);
  });
});
