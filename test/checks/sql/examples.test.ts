import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Check, CheckExample } from '#evaluation/define-check.ts';
import type { FactName } from '#facts/fact-names.ts';
import { sharedIsHere, sharedPath } from '../../harness/shared.ts';
import { judgeSql } from './judge-sql.ts';

type Example = CheckExample<FactName>;

const FOLDER = join(import.meta.dirname, '../../../checks/sql');
const ALL = await Promise.all(
  readdirSync(FOLDER).map(async (file) => {
    const exported = Object.values((await import(join(FOLDER, file))) as Record<string, Check>);
    const [check] = exported;
    if (check === undefined || exported.length !== 1)
      throw new Error(`${file} exports not one check`);
    return check;
  }),
);
// A measure takes parameters that no default stands for; the catalogue test evaluates its examples.
const CHECKS = ALL.filter(({ figure }) => figure === undefined);
const LABELLED = CHECKS.flatMap((check) =>
  Object.entries(check.examples).map(([label, example]) => ({
    id: check.id,
    check,
    label,
    example,
  })),
);

const judge = (check: Check, example: Example, facts: unknown) => {
  const verdict = judgeSql(check, facts as Readonly<Record<string, unknown>>, example.with);
  return verdict === 'malformed' ? 'unknown' : verdict.status;
};

/** Every copy of `value` that lacks one member or has one made null, anywhere in it. */
function* damaged(value: unknown): Iterable<unknown> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      for (const worse of damaged(element)) yield value.with(index, worse);
    }
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    yield rest;
    yield { ...value, [name]: null };
    for (const worse of damaged(member)) yield { ...value, [name]: worse };
  }
}

const LESS_CERTAIN = ['unknown', 'not-applicable'];

describe('examples of the SQL checks', () => {
  it('are those of 32 checks', () => {
    expect(CHECKS).toHaveLength(32);
    expect(LABELLED).toHaveLength(3 * 32);
  });

  it.each(LABELLED)('$id: $label evaluates to its label', ({ check, label, example }) => {
    expect(judge(check, example, example.facts)).toBe(label);
  });

  it.each(LABELLED.filter(({ label }) => label === 'fail'))(
    '$id: no missing or null member mends a fail',
    ({ check, example }) => {
      const statuses = [...damaged(example.facts)]
        // Without a name or type there would be no resource to judge.
        .filter((facts) => isResource((facts as Record<string, unknown>)[check.fact]))
        .map((facts) => judge(check, example, facts));

      expect(statuses.length).toBeGreaterThan(5);
      expect(statuses).not.toContain('pass');
    },
  );

  it.each(LABELLED.filter(({ label }) => label === 'pass'))(
    '$id: without what it read a pass does not stay',
    ({ check, example }) => {
      const bare = Object.fromEntries(
        Object.entries(example.facts).map(([name, fact]) => [
          name,
          Array.isArray(fact) ? [] : { ...(fact as object), properties: {}, location: null },
        ]),
      );

      expect(LESS_CERTAIN).toContain(judge(check, example, bare));
    },
  );

  it.skipIf(!sharedIsHere)(
    'are shaped as Azure answers (needs the shared type definitions)',
    async () => {
      const { check: validate, load } = await import(sharedPath('arm-types', 'check-arm-body.mjs'));
      const bodies = LABELLED.filter(({ label }) => label !== 'unknown')
        .flatMap(({ example }) => Object.values(example.facts))
        .flat()
        .filter(isResource);
      const faults: unknown[] = [];
      let seen = 0;
      for (const body of bodies) {
        const { schema } = load(body.type, '2025-01-01');
        // The definitions do not know the lists of restore points and long-term backups.
        if (schema === undefined) continue;
        seen += 1;
        faults.push(
          ...validate(schema, body).filter(
            ({ severity }: { severity: string }) => severity === 'error',
          ),
        );
      }

      expect(seen).toBeGreaterThan(60);
      expect(faults).toEqual([]);
    },
  );
});

function isResource(body: unknown): body is { readonly type: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    ['id', 'name', 'type'].every(
      (name) => typeof (body as Record<string, unknown>)[name] === 'string',
    )
  );
}
