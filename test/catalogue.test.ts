import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { QUESTIONS } from '#checks/questions.generated.ts';
import { resourceTypeOf } from '#domain/resource-id.ts';
import { SEVERITIES } from '#domain/severity.ts';
import type { Check } from '#evaluation/check.ts';
import { makePlan } from '#evaluation/plan.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { requiredPermissions } from '#scan/required-permissions.ts';
import { statement } from './harness/monitor-world.ts';
import { CHECKS, READS } from './harness/product.ts';

const ROOT = join(import.meta.dirname, '..');
const FILES = globSync('checks/*.ts', { cwd: ROOT }).filter(
  (file) => !file.endsWith('.generated.ts'),
);
const FEWEST_CHECKS = 25;
const FEWEST_READS = 35;
const FEWEST_TYPES = 10;

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
]);

/** Their verdicts change by themselves, and cost a request per database: they wait for the next full scan. */
const CARRIED: readonly string[] = [
  'backup-retention',
  'end-user-availability',
  'long-term-retention',
  'monthly-retention',
  'platform-availability',
  'point-in-time-restore',
];

const named = QUESTIONS.map((question) => [question.id, question] as const);
const types = RESOURCE_TYPES.map((type) => [type.type, type] as const);

describe('the catalogue of checks', () => {
  it('is not empty, and knows every file', () => {
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(FEWEST_CHECKS);
    expect(READS.size).toBeGreaterThanOrEqual(FEWEST_READS);
    expect(RESOURCE_TYPES.length).toBeGreaterThanOrEqual(FEWEST_TYPES);
    expect(QUESTIONS.map(({ id }) => id).sort()).toEqual(
      FILES.map((file) => basename(file, '.ts')).sort(),
    );
    expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
  });

  it.each(named)('%s has its name in four places', async (id, question) => {
    const exported = (await import(join(ROOT, 'checks', `${id}.ts`))) as Record<string, unknown>;

    expect(Object.keys(exported)).toEqual([camelCase(id)]);
    expect(exported[camelCase(id)]).toBe(question);
    expect(existsSync(join(ROOT, 'test/checks', `${id}.test.ts`)), 'its test').toBe(true);
    expect(existsSync(join(ROOT, 'docs/checks', `${id}.md`)), 'its page').toBe(true);
  });

  it.each(named)('%s says in words what it is', (_id, question) => {
    expect(question.title.length).toBeLessThanOrEqual(150);
    expect(question.title).toMatch(/^[A-Z].*[^.!?\s]$/u);
    expect(question.title).not.toMatch(/^(ensure|check|verify|make sure)/iu);
    expect(question.rationale).toMatch(/^\S.{20,}[.]$/su);
    expect(question.link).toMatch(/^https:\/\/\S+$/u);
    expect(question.references.length).toBeGreaterThan(0);
    expect(SEVERITIES).toContain(question.severity);
    if (typeof question.short === 'string') expect(question.short.length).toBeLessThanOrEqual(60);
  });

  it.each(named)('%s is short and names no Azure type but in its references', (id) => {
    const text = readFileSync(join(ROOT, 'checks', `${id}.ts`), 'utf8');

    expect(text.split('\n').length).toBeLessThanOrEqual(95);
    expect(text.replace(/references: \[[^\]]*\]/su, '')).not.toMatch(
      /\bMicrosoft\.[A-Z][A-Za-z]+\//u,
    );
  });

  it('makes anew by every scan what rests on the time', () => {
    const carried = QUESTIONS.filter(({ isTimeBound }) => isTimeBound !== true)
      .filter(({ id }) => /\basOf\b/u.test(readFileSync(join(ROOT, 'checks', `${id}.ts`), 'utf8')))
      .map(({ id }) => id);

    expect(carried).toEqual(CARRIED);
  });
});

describe('the catalogue of resource types', () => {
  it.each(types)('%s lies in its file and keeps to the names that there are', (name, type) => {
    const file = globSync('src/resource-types/*/*.ts', { cwd: ROOT }).find((candidate) =>
      readFileSync(join(ROOT, candidate), 'utf8').includes(`type: '${name}'`),
    );
    const checks = new Set(QUESTIONS.map(({ id }) => id));

    expect(file, 'its file').toBeDefined();
    expect(name).toMatch(/^Microsoft\.[A-Za-z]+(\/[A-Za-z]+)+$/u);
    expect(resourceTypeOf(type.good.id)).toBe(name.toLowerCase());
    expect(Object.keys(type.mend).filter((id) => !checks.has(id))).toEqual([]);
    for (const { as, set, breaks, blinds = [] } of type.breaks) {
      expect(
        [...breaks, ...blinds].filter((id) => !checks.has(id)),
        as,
      ).toEqual([]);
      expect(
        Object.keys(set).filter((read) => type.reads[read] === undefined),
        as,
      ).toEqual([]);
    }
    expect(Object.keys(type.leaves).filter((read) => type.reads[read] === undefined)).toEqual([]);
    expect(type.breaks.length).toBeGreaterThan(0);
    expect(
      existsSync(
        join(
          ROOT,
          'docs/resource-types',
          `${name.replace('Microsoft.', '').replaceAll('/', '-').toLowerCase()}.md`,
        ),
      ),
      'its page',
    ).toBe(true);
  });

  it('says what is mended by no command: whatever breaks a check has a link or a command', () => {
    const broken = RESOURCE_TYPES.flatMap((type) => type.breaks.flatMap(({ breaks }) => breaks));

    expect(broken.length).toBeGreaterThan(50);
    for (const id of broken)
      expect(QUESTIONS.find((question) => question.id === id)?.link).toMatch(/^https:/u);
  });
});

describe('what checks need', () => {
  it('takes permissions that read, each of them in the role that is printed', () => {
    const plan = makePlan(
      [statement('all', [CHECKS.map(({ id }) => id)])],
      CHECKS.map(withoutParameters),
      () => true,
    );
    const granted = new Set(requiredPermissions(plan, READS, false).map(({ action }) => action));
    const wanted = new Set(
      plan.tasks.flatMap(({ check, parameters }) =>
        check.resourceTypes.flatMap((type) => check.readsFor(type, parameters)),
      ),
    );
    const needed = [...READS.values()]
      .filter(({ name }) => wanted.has(name))
      .flatMap(({ permissions }) => [...permissions]);

    expect(needed.length).toBeGreaterThanOrEqual(FEWEST_READS);
    for (const action of needed)
      expect(action).toMatch(/^Microsoft\.[A-Za-z]+(\/[A-Za-z]+)+\/read$/u);
    expect(needed.filter((action) => !granted.has(action))).toEqual([]);
    for (const action of granted) expect(action).toMatch(/\/read$/u);
  });

  it('has a version and a source', () => {
    for (const { name, apiVersion, source } of READS.values()) {
      expect(apiVersion, name).toMatch(/^\d{4}-\d{2}-\d{2}(-preview)?$/u);
      expect(source, name).toMatch(/^Microsoft\.\S+/u);
    }
  });
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
  const known = new Set(QUESTIONS.map(({ id }) => id));

  it('name checks that exist, or that are known to be missing', () => {
    expect(used.length).toBeGreaterThanOrEqual(90);
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

function withoutParameters(check: Check): Check {
  return { ...check, parameters: z.looseObject({}) };
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
