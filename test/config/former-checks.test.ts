import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '#checks/questions.generated.ts';
import { readConfiguration } from '#config/read-configuration.ts';
import { FORMER_CHECKS, successorsOf, writtenToday } from '#domain/former-checks.ts';
import { filesOf } from './configuration-text.ts';

const byId = new Map(QUESTIONS.map((question) => [question.id, question]));

/** What a former check was given in the statements. */
const GIVEN = {
  within: 'EEA',
  atLeast: '1.2',
  days: 14,
  match: 'at-least',
  hours: 24,
  minutes: 60,
  addresses: 8,
  rsaBits: 3072,
  allowKubernetes: true,
} as const;
const TAKES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...Object.fromEntries(
    [
      'application-insights-availability',
      'key-vault-availability',
      'sql-database-availability',
      'storage-account-availability',
    ].map((check) => [check, { atLeast: 99.9 }]),
  ),
  'recovery-vault-immutability': { atLeast: 'Locked' },
  'recovery-vault-monthly-retention': { atLeast: 'P2M' },
  'sql-long-term-retention': { atLeast: 'P2M', policies: ['monthly'] },
  'sql-managed-long-term-retention': { atLeast: 'P2M', policies: ['monthly'] },
  'storage-minimum-tls': { atLeast: 'TLS1_2' },
};

function problemsOf(verify: string, more: { exceptions?: string; alerts?: string } = {}): string[] {
  const outcome = readConfiguration({
    file: 'posture.yaml',
    environment: {},
    checks: QUESTIONS,
    files: filesOf({
      'posture.yaml': `azure: {}\ndocuments: [{ file: own.yaml }]\n${more.exceptions === undefined ? '' : 'exceptions: exceptions.yaml\n'}${more.alerts ?? ''}`,
      'own.yaml': `id: own
title: Own
claims:
  - id: own.claim
    section: "1"
    summary: All of it is good.
    locator: good
    severity: high
    verify:
${verify}`,
      'exceptions.yaml': more.exceptions ?? '',
    }),
  });
  return 'problems' in outcome
    ? outcome.problems.map(({ file, line, message }) => `${file}:${String(line)} ${message}`)
    : [];
}

function exceptionOf(check: string, more = ''): string {
  return `- { claim: own.claim, check: ${check}, resource: "*/x", reason: r, approvedBy: a, expires: 2030-01-01${more} }\n`;
}

describe('former checks', () => {
  it('are all of the old form, each with questions that exist and take what it was given', () => {
    expect(FORMER_CHECKS).toHaveLength(73);
    for (const check of FORMER_CHECKS) {
      expect(byId.has(check)).toBe(false);
      for (const written of writtenToday([{ check, with: { ...GIVEN, ...TAKES[check] } }])) {
        const parsed = byId.get(written.check)?.parameters.safeParse(written.with);
        expect([check, written, parsed?.success, parsed?.error?.issues]).toEqual([
          check,
          written,
          true,
          undefined,
        ]);
      }
      for (const successor of successorsOf(check)) expect(byId.has(successor)).toBe(true);
    }
    expect(FORMER_CHECKS.filter((check) => successorsOf(check).length === 0)).toEqual([
      'resource-type-coverage',
    ]);
  });

  it('of a claim are one error, with what to write in their place', () => {
    const verify = `      - { check: sql-server-minimum-tls, with: { atLeast: "1.2" } }
      - { check: storage-minimum-tls, with: { atLeast: TLS1_2 } }
      - check: storage-https-only
`;

    expect(problemsOf(verify)).toEqual([
      'own.yaml:10 claims[0].verify[0].check: there is no check "sql-server-minimum-tls" any more, nor storage-minimum-tls, storage-https-only; in their place write { check: encryption-in-transit, with: { atLeast: "1.2" } }',
    ]);
  });

  it('that stand beside questions leave these as they are', () => {
    const verify = `      - { check: location, with: { within: EEA } }
      - { check: sql-long-term-retention, with: { atLeast: P1M, policies: [monthly] } }
      - check: not-there
`;

    expect(problemsOf(verify)).toEqual([
      'own.yaml:11 claims[0].verify[1].check: there is no check "sql-long-term-retention" any more; in its place write { check: long-term-retention, with: { atLeast: P1M, rhythms: [monthly] } }',
      'own.yaml:12 claims[0].verify[2].check: there is no check "not-there"',
    ]);
  });

  it('that every question asks by itself are to be taken out', () => {
    const verify = `      - check: encryption-at-rest
      - { check: resource-type-coverage, with: { family: encryption-at-rest } }
`;

    expect(problemsOf(verify)).toEqual([
      expect.stringMatching(
        /^own\.yaml:11 claims\[0\]\.verify\[1\]\.check: there is no check "resource-type-coverage" any more; a type whose settings nobody reads .* take the line out/u,
      ),
    ]);
  });

  it('that an exception names are told with what it accepts then', () => {
    const verify = '      - check: encryption-in-transit\n';
    const exceptions = [
      exceptionOf('storage-https-only', ', observed: false'),
      exceptionOf('sql-geo-replica'),
      exceptionOf('resource-type-coverage'),
    ].join('');

    expect(problemsOf(verify, { exceptions })).toEqual([
      'exceptions.yaml:1 [0].check: there is no check "storage-https-only" any more: encryption-in-transit asks that now, of everything at once; an exception for it accepts whatever it finds there; what it observes is told in another form: take `observed` from a report of today, or leave it out',
      'exceptions.yaml:2 [1].check: there is no check "sql-geo-replica" any more: no check of the claim asks that now',
      'exceptions.yaml:3 [2].check: there is no check "resource-type-coverage" any more: each check of the claim is unknown to such a type now: name the one that is examined by other means, of encryption-in-transit',
    ]);
  });

  it('that an exception names are told together with those of its claim', () => {
    const exceptions = exceptionOf('storage-https-only');

    expect(problemsOf('      - check: storage-https-only\n', { exceptions })).toEqual([
      expect.stringContaining('in its place write { check: encryption-in-transit }'),
      expect.stringContaining('encryption-in-transit asks that now'),
    ]);
  });

  it('that a route names would tell nobody', () => {
    const alerts = `alerts:
  channels: [{ type: log }]
  routes: [{ name: one, match: { checks: [sql-geo-replica] }, channels: [log], singleChannel: true }]
  default: [log]
`;

    expect(problemsOf('      - check: encryption-in-transit\n', { alerts })).toEqual([
      expect.stringMatching(
        /there is no check "sql-geo-replica" any more: geo-redundant-backup or regional-redundancy asks that now$/u,
      ),
    ]);
  });
});

describe('writtenToday', () => {
  const use = (check: string, given: Readonly<Record<string, unknown>> = {}) => ({
    check,
    with: given,
  });

  it.each([
    [
      'a claim of the last backup, by what each type tells of it',
      [
        use('sql-point-in-time-retention', { days: 1 }),
        use('sql-recent-restore-point', { hours: 26 }),
        use('storage-blob-point-in-time-restore', { days: 1 }),
        use('resource-type-coverage', { family: 'backup' }),
      ],
      [use('backup-recent', { hours: 26 })],
    ],
    [
      'a claim of restoring to any point',
      [
        use('sql-point-in-time-retention', { days: 14, match: 'at-least' }),
        use('sql-restore-window', { days: 14 }),
      ],
      [use('point-in-time-restore', { days: 14, match: 'at-least', of: ['database'] })],
    ],
    [
      'a claim of keeping backups',
      [
        use('sql-point-in-time-retention', { days: 10 }),
        use('sql-restore-window', { days: 10 }),
        use('recovery-vault-backup-retention', { days: 10 }),
      ],
      [use('backup-retention', { days: 10 })],
    ],
    [
      'a claim of both',
      [
        use('sql-recent-restore-point', { hours: 26 }),
        use('sql-point-in-time-retention', { days: 30 }),
        use('recovery-vault-backup-retention', { days: 30 }),
      ],
      [use('backup-recent', { hours: 26 }), use('backup-retention', { days: 30 })],
    ],
    [
      'a claim of places',
      [
        use('resource-location', { within: 'SE' }),
        use('sql-backup-location', { within: 'SE' }),
        use('storage-secondary-location', { within: 'SE' }),
      ],
      [
        use('location', {
          within: 'SE',
          of: ['primary', 'backup', 'long-term-backup', 'copy'],
        }),
      ],
    ],
    [
      'a claim of two regions',
      [
        use('sql-regional-redundancy', { within: 'EEA' }),
        use('sql-managed-geo-redundant-backup'),
        use('sql-managed-backup-location', { within: 'EEA' }),
      ],
      [use('regional-redundancy', { within: 'EEA' })],
    ],
    [
      'a claim of another place for backups',
      [
        use('sql-backup-separation', { within: 'SE' }),
        use('sql-managed-backup-location', { within: 'SE' }),
      ],
      [use('geo-redundant-backup', { within: 'SE' })],
    ],
    [
      'a claim of monthly backups',
      [
        use('sql-long-term-retention', { atLeast: 'P2M', policies: ['monthly'] }),
        use('sql-long-term-backup-exists'),
        use('recovery-vault-monthly-retention', { atLeast: 'P2M' }),
      ],
      [use('monthly-retention', { atLeast: 'P2M' })],
    ],
    [
      'a question that asks everything',
      [use('location', { within: 'EEA' }), use('sql-replica-location', { within: 'EEA' })],
      [use('location', { within: 'EEA' })],
    ],
  ])('puts %s into today’s questions', (_, uses, written) => {
    expect(writtenToday(uses)).toEqual(written);
  });
});
