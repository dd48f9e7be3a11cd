import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { CHECKS } from '#checks/registry.generated.ts';
import { COLLECTORS } from '#collectors/registry.generated.ts';
import { SEVERITIES } from '#domain/severity.ts';
import type { Check } from '#evaluation/define-check.ts';
import { makePlan } from '#evaluation/plan.ts';
import { requiredPermissions } from '#scan/required-permissions.ts';
import {
  type Damage,
  damages,
  judgeExample,
  readsOf,
  type Status,
} from './harness/judge-example.ts';
import { statement } from './harness/monitor-world.ts';
import { WEIGHTLESS } from './harness/weightless-members.ts';

const ROOT = join(import.meta.dirname, '..');
const FILES = globSync('checks/*/*.ts', { cwd: ROOT });
const FEWEST_CHECKS = 60;
const FEWEST_COLLECTORS = 25;

/** Checks that a statement names and that are yet to be written: their claims are unverified, visibly. */
const YET_TO_BE_WRITTEN: ReadonlySet<string> = new Set([
  'anonymous-read-refused',
  'external-identities-absent',
  'access-reviews-completed',
  'activity-log-exported',
  'alert-rules-with-receiver',
  'api-management-minimum-tls',
  'audit-records-arriving',
  'automatic-patching-enabled',
  'classic-administrators-absent',
  'defender-for-servers-enabled',
  'defender-plans-enabled',
  'diagnostic-settings-complete',
  'diagnostic-settings-to-workspace',
  'endpoint-protection-healthy',
  'local-authentication-disabled',
  'log-retention-at-most',
  'management-ports-closed',
  'private-network-access-only',
  'privileged-people-bounded',
  'role-assignments-bounded',
  'role-definitions-without-wildcards',
  'runtimes-supported',
  'scan-history-complete',
  'security-contact-set',
  'sign-in-logs-exported',
  'sign-in-records-arriving',
  'sql-auditing-enabled',
  'sql-threat-protection-enabled',
  'updates-applied',
  'vulnerabilities-remediated',
  'vulnerability-assessment-recent',
  'web-app-https-only',
  'web-app-minimum-tls',
  'workspace-records-arriving',
  'zone-redundant',
]);

const named = CHECKS.map((check) => [check.id, check] as const);
const examples = CHECKS.flatMap((check) =>
  (['pass', 'fail', 'unknown'] as const).flatMap((label) => {
    const example = check.examples[label];
    return example === undefined ? [] : [{ id: check.id, check, label, example }];
  }),
);

describe('the catalogue', () => {
  it('is not empty, and knows every file', () => {
    expect(CHECKS.length).toBeGreaterThanOrEqual(FEWEST_CHECKS);
    expect(COLLECTORS.length).toBeGreaterThanOrEqual(FEWEST_COLLECTORS);
    expect(CHECKS.map(({ id }) => id).sort()).toEqual(
      FILES.map((file) => basename(file, '.ts')).sort(),
    );
    expect(examples.length).toBeGreaterThanOrEqual(2 * FEWEST_CHECKS);
  });

  it('has each id and each fact once', () => {
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
    expect(new Set(COLLECTORS.map(({ fact }) => fact)).size).toBe(COLLECTORS.length);
  });

  it.each(named)('%s has its name in four places', async (id, check) => {
    const file = FILES.find((candidate) => basename(candidate, '.ts') === id) ?? '';
    const service = basename(dirname(file));
    const exported = (await import(join(ROOT, file))) as Record<string, unknown>;

    expect(Object.keys(exported)).toEqual([camelCase(id)]);
    expect(exported[camelCase(id)]).toBe(check);
    expect(existsSync(join(ROOT, 'test/checks', service, `${id}.test.ts`)), 'its test').toBe(true);
    expect(existsSync(join(ROOT, 'docs/checks', `${id}.md`)), 'its page').toBe(true);
  });

  it.each(named)('%s says in words what it is', (_id, check) => {
    expect(check.title.length).toBeLessThanOrEqual(150);
    expect(check.title).toMatch(/^[A-Z].*[^.!?\s]$/u);
    expect(check.title).not.toMatch(/^(ensure|check|verify|make sure)/iu);
    expect(check.rationale).toMatch(/^\S.{20,}[.]$/su);
    expect(check.remediation.link).toMatch(/^https:\/\/\S+$/u);
    expect(check.references.length).toBeGreaterThan(0);
    expect(SEVERITIES).toContain(check.severity);
    expect(check.resourceTypes.length).toBeGreaterThan(0);
    for (const type of check.resourceTypes)
      expect(type).toMatch(/^(\*|[a-z0-9.]+(\/[a-z0-9]+)+)$/u);
  });

  it('judges a parent or its listed children with one check, never both: they would share one finding', () => {
    for (const { enumerates } of COLLECTORS.filter((collector) => collector.kind === 'list')) {
      if (enumerates === undefined) continue;
      const both = CHECKS.filter(({ resourceTypes }) =>
        [enumerates.childType, enumerates.parentType].every((type) => resourceTypes.includes(type)),
      );
      expect(both.map(({ id }) => id)).toEqual([]);
    }
  });

  it('makes anew by every scan what rests on the time', () => {
    const carried = CHECKS.filter(({ isTimeBound }) => isTimeBound !== true)
      .filter(({ id }) =>
        readFileSync(
          join(ROOT, FILES.find((file) => basename(file, '.ts') === id) ?? ''),
          'utf8',
        ).includes('asOf'),
      )
      .map(({ id }) => id);

    // Their facts cost a request per database: what Azure does not announce of them waits for the next full scan.
    expect(carried).toEqual(['sql-long-term-backup-exists', 'sql-managed-long-term-backup-exists']);
  });
});

describe('what checks need', () => {
  it('is read by a collector', () => {
    const facts = new Set<string>([
      'resource',
      'scopeSummary',
      ...COLLECTORS.map(({ fact }) => fact),
    ]);

    for (const { id, fact, also } of CHECKS) {
      expect(
        [fact, ...also].filter((needed) => !facts.has(needed)),
        id,
      ).toEqual([]);
    }
  });

  it('is asked of no scope check but its summary', () => {
    const scopeChecks = CHECKS.filter(({ fact, also }) => [fact, ...also].includes('scopeSummary'));

    expect(scopeChecks.length).toBeGreaterThan(0);
    for (const { fact, also, resourceTypes } of scopeChecks) {
      expect([fact, ...also]).toEqual(['scopeSummary']);
      expect(resourceTypes).toEqual(['microsoft.resources/subscriptions']);
    }
  });

  it('takes permissions that read, each of them in the role that is printed', () => {
    const collectors = new Map(COLLECTORS.map((collector) => [collector.fact, collector]));
    const plan = makePlan(
      [statement('all', [CHECKS.map(({ id }) => id)])],
      CHECKS.map(withoutParameters),
      () => true,
    );
    const granted = new Set(
      requiredPermissions(plan, collectors, false).map(({ action }) => action),
    );
    const needed = COLLECTORS.filter(({ fact }) => plan.facts.has(fact)).flatMap(
      ({ permissions }) => [...permissions],
    );

    expect(needed.length).toBeGreaterThanOrEqual(FEWEST_COLLECTORS);
    for (const action of needed)
      expect(action).toMatch(/^Microsoft\.[A-Za-z]+(\/[A-Za-z]+)+\/read$/u);
    expect(needed.filter((action) => !granted.has(action))).toEqual([]);
    for (const action of granted) expect(action).toMatch(/\/read$/u);
  });

  it('has a version and a source', () => {
    for (const { fact, apiVersion, source } of COLLECTORS) {
      expect(apiVersion, fact).toMatch(/^\d{4}-\d{2}-\d{2}(-preview)?$/u);
      expect(source, fact).toMatch(/^Microsoft\.\S+/u);
    }
  });
});

describe('examples', () => {
  it.each(examples)('$id: $label is judged as labelled', ({ check, label, example }) => {
    expect(judgeExample(check, example, example.facts)).toBe(label);
  });

  it.each(examples)(
    '$id: $label never gets better by what is missing, null or of the future',
    ({ check, label, example }) => {
      const better: string[] = [];
      for (const damage of damages(example.facts)) {
        const status = judgeExample(check, example, damage.facts);
        if (!mayBecome(check, label, status, damage, readsOf(check, example)))
          better.push(`${damage.what}: ${status}`);
      }

      expect(better).toEqual([]);
    },
  );

  it.each(examples)(
    '$id: $label is no pass without anything that it read',
    ({ check, example }) => {
      const reads = readsOf(check, example);
      const empty = structuredClone(example.facts) as Record<string, unknown>;
      for (const damage of damages(example.facts)) {
        if (damage.kind === 'missing' && reads.has(damage.path)) damage.apply(empty);
      }

      expect(judgeExample(check, example, empty)).not.toBe('pass');
    },
  );
});

const DocumentUses = z.object({
  claims: z.array(
    z.object({
      id: z.string(),
      verify: z
        .array(z.object({ check: z.string(), planned: z.boolean().default(false) }))
        .default([]),
    }),
  ),
});

describe('the statements', () => {
  const used = globSync('config/documents/*.yaml', { cwd: ROOT }).flatMap((file) => {
    const document = DocumentUses.parse(parseYaml(readFileSync(join(ROOT, file), 'utf8')));
    return document.claims.flatMap(({ id, verify }) =>
      verify.map(({ check, planned }) => ({ claim: id, check, planned })),
    );
  });
  const known = new Set(CHECKS.map(({ id }) => id));

  it('name checks that exist, or that are known to be missing', () => {
    expect(used.length).toBeGreaterThanOrEqual(150);
    expect(used.filter(({ check }) => !known.has(check) && !YET_TO_BE_WRITTEN.has(check))).toEqual(
      [],
    );
  });

  it('16: mark as planned what is not written yet, and nothing else', () => {
    const marked = new Set(used.filter(({ planned }) => planned).map(({ check }) => check));

    expect([...marked].toSorted()).toEqual([...YET_TO_BE_WRITTEN].toSorted());
    expect(used.filter(({ check, planned }) => marked.has(check) && !planned)).toEqual([]);
  });

  it('miss nothing that exists by now', () => {
    expect([...YET_TO_BE_WRITTEN].filter((check) => known.has(check))).toEqual([]);
    expect(
      [...YET_TO_BE_WRITTEN].filter((check) => !used.some((use) => use.check === check)),
    ).toEqual([]);
  });

  it('use a check once in a claim, for two uses would share one finding per resource', () => {
    const twice = used.filter((use, index) =>
      used.some(
        (other, at) => at < index && other.claim === use.claim && other.check === use.check,
      ),
    );

    expect(new Set(twice.map(({ claim, check }) => `${claim}: ${check}`))).toEqual(new Set());
  });
});

/** A violation and a doubt never become a pass; a pass stays one only where nothing that it rests on is gone or strange. */
function mayBecome(
  check: Check,
  label: Status,
  status: Status,
  { kind, path }: Damage,
  reads: ReadonlySet<string>,
): boolean {
  if (status !== 'pass') return true;
  if (label !== 'pass') return false;
  if (!reads.has(path)) return true;
  const member = path.replace(/\.\d+(?=\.|$)/gu, '.*');
  return (WEIGHTLESS[check.id] ?? []).some((entry) => {
    const [, name, marks = ''] = /^(.*?)([?=]+)$/u.exec(entry) ?? [];
    return name === member && marks.includes(kind === 'strange' ? '=' : '?');
  });
}

function withoutParameters(check: Check): Check {
  return { ...check, parameters: z.unknown() };
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
