import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '#config/read-configuration.ts';
import { CHECKS } from '../harness/product.ts';
import { EXPECTED } from './expected-problems.ts';
import { KNOWN_CHECKS } from './known-checks.ts';

const FOLDER = join(import.meta.dirname, 'bad');

function problemsOf(name: string) {
  const outcome = readConfiguration({
    file: join(FOLDER, `${name}.yaml`),
    environment: {},
    // The statements that come with the product name its own checks.
    checks: [...CHECKS, ...KNOWN_CHECKS],
  });
  return 'problems' in outcome ? outcome.problems : [];
}

describe('configurations with a mistake', () => {
  it('has one expectation for each file', () => {
    const names = readdirSync(FOLDER).flatMap((name) =>
      name.endsWith('.yaml') ? [name.slice(0, -5)] : [],
    );

    expect(names.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
    expect(names.length).toBeGreaterThanOrEqual(40);
  });

  it.each(Object.entries(EXPECTED))(
    'reports everything that is wrong in %s, with its place',
    (name, expected) => {
      const problems = problemsOf(name);

      const places = problems.map(
        ({ file, line, column, path }) =>
          `${file.replace(`${FOLDER}/`, '')}:${line}:${column} ${path}`,
      );
      expect(places).toEqual(expected.map(([place]) => place));
      for (const [index, [, part]] of expected.entries())
        expect(problems[index]?.message).toContain(part);
      for (const problem of problems) expect(problem.found).not.toBe('');
    },
  );

  it.each([
    ['secret-as-value', 'hunter2'],
    ['postgres-state', 's3cret'],
    ['webhook-plain-http', 't0ken'],
    ['heartbeat-and-test-mistakes', 't0ken'],
    ['pagerduty-key-as-value', 'r0uting-k3y'],
    ['pagerduty-key-as-value', '0ld-k3y'],
  ])('never repeats the secret in %s', (name, secret) => {
    expect(problemsOf(name).length).toBeGreaterThan(0);
    expect(JSON.stringify(problemsOf(name))).not.toContain(secret);
  });

  it('leaves the prototypes of JavaScript alone', () => {
    problemsOf('prototype-key');

    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
