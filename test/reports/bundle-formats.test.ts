import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '#domain/change.ts';
import { findingKey } from '#domain/finding.ts';
import type { ScanResult } from '#domain/scan.ts';
import { ocsfLines } from '#reports/ocsf.ts';
import { oscalPieces } from '#reports/oscal.ts';
import { oscalPoamPieces } from '#reports/oscal-poam.ts';
import type { ReportOptions } from '#reports/report-options.ts';
import { author, databaseId } from '../harness/findings.ts';
import { sharedPath } from '../harness/shared.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

const CASES = Object.entries(VARIED_RESULTS);
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gu;
const AT = '2026-11-21T02:00:00.000Z';

/** Every violation is taken, and of each claim two resources are gone or mended. */
function lively(result: ScanResult): ReportOptions {
  const findings = result.claims.flatMap((claim) => claim.findings);
  const taken = new Map(
    findings.map((finding) => [findingKey(finding), { by: 'bob <b>', at: AT }]),
  );
  const ended = result.claims.flatMap(({ findings: [first] }): Change[] =>
    first === undefined
      ? []
      : (['gone', 'left-scope', 'stopped-failing'] as const).map((kind) => ({
          kind,
          at: AT,
          before: null,
          removedBy: author(),
          finding: { ...first, resourceId: databaseId(`ended-${kind}`) },
        })),
  );
  return { taken, ended, checkVersions: { 'sql-point-in-time-retention': '1' } };
}

const DOCUMENTS = {
  'assessment results': oscalPieces,
  'plan of action': (result: ScanResult) => oscalPoamPieces(result),
} as const;

describe('formats of the bundle', () => {
  it.each(CASES)(
    'E20: OSCAL names nothing that is not in the document, and no id twice: %s',
    (_, result) => {
      for (const pieces of Object.values(DOCUMENTS)) {
        const text = [...pieces(result, lively(result))].join('');
        const defined = [...text.matchAll(/"uuid": "(?<uuid>[^"]*)"/gu)].map(
          (m) => m.groups?.['uuid'],
        );
        const named = [...text.matchAll(UUID)].map(([uuid]) => uuid);

        expect(new Set(defined).size).toBe(defined.length);
        expect([...new Set(named)].filter((uuid) => !defined.includes(uuid))).toEqual([]);
        expect(defined.length).toBeGreaterThan(1);
        expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 1)}\n`);
      }
    },
  );

  it.each(CASES)('E20: OCSF keeps what no schema says: %s', (_, result) => {
    for (const line of ocsfLines(result, lively(result))) {
      const event = JSON.parse(line);

      expect(event.type_uid).toBe(event.class_uid * 100 + event.activity_id);
      expect(['Create', 'Update', 'Close'][event.activity_id - 1]).toBe(event.activity_name);
      expect({ 1: 'New', 2: 'In Progress', 3: 'Suppressed', 4: 'Resolved' }).toMatchObject({
        [event.status_id]: event.status,
      });
      expect(Math.min(event.time, event.finding_info.first_seen_time)).toBeGreaterThan(1e12);
      expect(event.metadata).toMatchObject({ version: '1.8.0', profiles: ['cloud', 'datetime'] });
    }
  });

  it('a violation that somebody has taken is in progress, in OSCAL under investigation', () => {
    const result = VARIED_RESULTS['every finding status'];
    const options = result ? lively(result) : {};
    const fails = result
      ? [...ocsfLines(result, options)].filter((line) => line.includes('"status":"In Progress"'))
      : [];
    const oscal = result ? [...oscalPieces(result, options)].join('') : '';

    expect(fails).toHaveLength(1);
    expect(oscal.match(/"status": "investigating"/gu)).toHaveLength(1);
    expect(oscal.match(/"status": "open"/gu)).toHaveLength(1);
  });

  it('what is gone is closed, and passes nowhere', () => {
    const result = VARIED_RESULTS['every finding status'];
    const options = result ? lively(result) : {};
    const closed = (result ? [...ocsfLines(result, options)] : [])
      .map((line) => JSON.parse(line))
      .filter(({ activity_id }) => activity_id === 3);
    const oscal = result ? [...oscalPieces(result, options)].join('') : '';

    expect(closed.map(({ compliance }) => compliance.status)).toEqual([
      'Not applicable',
      'Not applicable',
    ]);
    expect(oscal.match(/"status": "closed"/gu)).toHaveLength(3);
  });

  it('E10: the plan has what is broken and what is accepted, the latter with its approver, and no pass', () => {
    const result = VARIED_RESULTS['every finding status'];
    const text = result ? [...oscalPoamPieces(result)].join('') : '';
    const plan = JSON.parse(text)['plan-of-action-and-milestones'];

    expect(plan['poam-items']).toHaveLength(1);
    expect(plan.risks.map(({ status }: { status: string }) => status)).toEqual([
      'open',
      'deviation-approved',
    ]);
    expect(text).toContain('Accepted by ciso@example.com until 2026-12-31');
    expect(text).not.toContain('db-pass');
  });

  it('a plan without a violation says no more than was verified', () => {
    const result = VARIED_RESULTS['passes in an unreadable scope'];
    const text = result ? [...oscalPoamPieces(result)].join('') : '';

    expect(text).toContain('0 of 1 claims were verified and hold');
  });
});

describe.skipIf(!existsSync(sharedPath('schemas')))(
  'formats of the bundle against the official schemas (left out where the shared schemas are not beside the checkout)',
  () => {
    // What is left out is collected all the same: nothing may be read before a test of it runs.
    let results: ValidateFunction;
    let poam: ValidateFunction;
    let ocsf: ValidateFunction;
    beforeAll(() => {
      const ajv = formats.default(new Ajv({ strict: false, allErrors: true }));
      results = ajv.compile(schema('oscal-1.2.1-assessment-results.schema.json'));
      poam = ajv.compile(schema('oscal-1.2.1-poam.schema.json'));
      ocsf = formats
        .default(new Ajv2020({ strict: false, allErrors: true }))
        .compile(schema('ocsf-1.8.0-compliance_finding.schema.json'));
    });

    it.each(CASES)('E20: assessment results, plan and every event are valid: %s', (_, result) => {
      for (const options of [{}, lively(result)]) {
        results(JSON.parse([...oscalPieces(result, options)].join('')));
        expect(results.errors ?? []).toEqual([]);
        poam(JSON.parse([...oscalPoamPieces(result)].join('')));
        expect(poam.errors ?? []).toEqual([]);
        for (const line of ocsfLines(result, options)) {
          ocsf(JSON.parse(line));
          expect(ocsf.errors ?? []).toEqual([]);
        }
      }
    });

    it('would notice a plan without items', () => {
      const [, result] = CASES[0] ?? [];
      const text = result ? [...oscalPoamPieces(result)].join('') : '';

      expect(poam(JSON.parse(text.replace('poam-items', 'poam-itemz')))).toBe(false);
    });
  },
);

function schema(name: string): object {
  const value: unknown = JSON.parse(readFileSync(sharedPath('schemas', name), 'utf8'));
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is no schema`);
  return value;
}
