import type { Finding } from '#domain/finding.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { CLAIM_STATUSES, FINDING_STATUSES } from '#domain/status.ts';
import { author, claimResult, databaseId, finding } from './findings.ts';
import { scanResult, subscription } from './scan-result.ts';

/** Names as an attacker, a careless person or another script would choose them. */
export const HOSTILE_NAMES = [
  '<script>alert(1)</script>',
  `"><img src=x onerror='alert(1)'>`,
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)',
  'a,b"c\r\nd',
  'exe\u202Egpj.elif',
  '\u001b[31mred\u001b[0m\u0007',
  'zero\u200bwidth\ufeff\u{e0041}',
  'lone\ud800surrogate',
  '数据库-Ω-é-💾',
  '__proto__',
  ' ',
  'x'.repeat(300),
] as const;

/** Results as different as they come, by name. */
export const VARIED_RESULTS: Readonly<Record<string, ScanResult>> = {
  'no claim at all': scanResult([], { scan: { subscriptions: [], mode: 'incremental' } }),
  'no finding': scanResult([
    claimResult([], {
      id: 'flex.hosting',
      status: 'vacuous',
      reason: 'Nothing in scope.',
      since: null,
    }),
  ]),
  'all hold': scanResult([claimResult([finding(), finding({ resourceId: databaseId('db2') })])]),
  'every claim status': scanResult(
    CLAIM_STATUSES.map((status, index) =>
      claimResult([], {
        id: `flex.claim-${index}`,
        status,
        reason: `It is ${status}.`,
        kinds: status === 'attested' || status === 'expired' ? ['attest'] : ['auto'],
        attestation: status === 'attested' ? attestation() : null,
        measurement:
          status === 'reported'
            ? { measure: 'share', unit: '%', value: null, atLeast: 99.9 }
            : null,
      }),
    ),
  ),
  'every finding status': scanResult([claimResult(everyFinding(), { severity: 'critical' })]),
  'passes in an unreadable scope': scanResult(
    [
      claimResult([finding()], {
        status: 'unverified',
        reason: 'A subscription could not be read.',
      }),
    ],
    {
      scan: {
        subscriptions: [
          subscription({
            status: 'partial',
            name: null,
            problems: [
              {
                operation: 'SQL servers',
                code: 'AuthorizationFailed',
                message: 'The identity lacks a permission.',
                permission: 'Microsoft.Sql/servers/read',
              },
            ],
          }),
        ],
        azure: {
          resourceManager: 'https://management.chinacloudapi.cn',
          tenantId: null,
          requests: 0,
          retries: 0,
          throttled: 0,
        },
      },
      documents: [{ warnings: ['A wording is stale: <Security Center>.'] }],
    },
  ),
  'hostile names': scanResult(
    HOSTILE_NAMES.map((name, index) =>
      claimResult(
        [
          finding({
            document: `doc ${name}`,
            claim: name,
            status: index % 2 === 0 ? 'fail' : 'unknown',
            check: name,
            resourceId: databaseId(name),
            location: name,
            expected: { [name]: name },
            observed: [name, null],
            reason: name,
            remediation: name,
            readFrom: [{ evidence: `sha256:${'0'.repeat(64)}`, pointer: `/tags/${name}` }],
            changedBy: author({
              by: name,
              client: name,
              operation: name,
              from: name,
              to: undefined,
            }),
          }),
        ],
        { document: `doc ${name}`, id: name, summary: name, section: name, reason: name },
      ),
    ),
    { scan: { subscriptions: [subscription({ name: HOSTILE_NAMES.join(' ') })] } },
  ),
};

function attestation(): ClaimResult['attestation'] {
  const given = {
    claim: 'flex.claim-6',
    by: 'legal@example.com',
    date: '2026-01-01',
    proof: 'https://example.com/proof',
  };
  return { owner: 'legal', every: 'P1Y', given, validUntil: '2027-01-01T00:00:00.000Z' };
}

/** One member of each answer, and the second answer as a whole. */
function members(index: number): NonNullable<Finding['readFrom']> {
  return [
    { evidence: `sha256:${String(index).repeat(64)}`, pointer: '/properties/retentionDays' },
    { evidence: `sha256:${'a'.repeat(64)}`, pointer: '/value/0/tags/cost center' },
    { evidence: `sha256:${'a'.repeat(64)}`, pointer: '' },
  ];
}

function everyFinding(): Finding[] {
  return FINDING_STATUSES.map((status, index) =>
    finding({
      status,
      resourceId: databaseId(`db-${status}`),
      since: index % 2 === 0 ? '2026-11-01T00:00:00.000Z' : '2026-11-21T03:00:05.000Z',
      remediation:
        status === 'pass' ? null : "az sql db str-policy set --name 'db' --retention-days 14",
      changedBy: status === 'fail' ? author() : null,
      evidence:
        status === 'not-applicable'
          ? []
          : [`sha256:${String(index).repeat(64)}`, `sha256:${'a'.repeat(64)}`],
      ...(status === 'not-applicable' || status === 'unknown' ? {} : { readFrom: members(index) }),
      exception:
        status === 'excepted'
          ? {
              claim: 'flex.pitr',
              resource: '*/databases/db-excepted',
              reason: 'Being retired.',
              approvedBy: 'ciso@example.com',
              expires: '2026-12-31',
              ticket: 'RISK-7',
            }
          : null,
    }),
  );
}
