import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { renderReport } from '#reports/render-report.ts';
import { REPORT_FORMATS } from '#reports/report-formats.ts';
import { sharedPath } from '../harness/shared.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

const CASES = Object.entries(VARIED_RESULTS);
const NEEDS = '(left out where the shared schemas are not beside the checkout)';

describe('renderReport', () => {
  it.each(REPORT_FORMATS)('gives the same bytes for the same input as %s', (format) => {
    const texts = CASES.map(([, result]) => renderReport(format, result));
    const again = CASES.map(([, result]) => renderReport(format, structuredClone(result)));

    expect(again).toEqual(texts);
    expect(new Set(texts).size).toBeGreaterThanOrEqual(format === 'csv' ? 4 : CASES.length - 1);
  });

  it.each(REPORT_FORMATS)('shows the digest of a violation’s evidence as %s', (format) => {
    const result = VARIED_RESULTS['every finding status'];
    expect(result).toBeDefined();

    expect(result && renderReport(format, result)).toContain('a'.repeat(64));
  });

  it.each(CASES)('says line by line as ndjson what json says as one: %s', (_, result) => {
    const lines = renderReport('ndjson', result).split('\n').slice(0, -1);

    const claims: { findings: unknown[] }[] = [];
    let whole: object = {};
    for (const line of lines) {
      const said = JSON.parse(line) as Record<string, object>;
      expect(Object.keys(said)).toHaveLength(1);
      if (said['result'] !== undefined) whole = said['result'];
      else if (said['claim'] !== undefined) claims.push({ ...said['claim'], findings: [] });
      else claims.at(-1)?.findings.push(said['finding']);
    }

    expect(lines[0]).toMatch(/^\{"result":/u);
    expect({ ...whole, claims }).toEqual(JSON.parse(renderReport('json', result)));
  });
});

describe.skipIf(!existsSync(sharedPath('schemas')))(
  `formats against their schemas ${NEEDS}`,
  () => {
    it.each(CASES)('JSON is as the contract says: %s', (_, result) => {
      const validate = compile2020('contract', 'scan-result.schema.json');

      validate(JSON.parse(renderReport('json', result)));

      expect(validate.errors ?? []).toEqual([]);
    });

    it.each(CASES)('every OCSF event is a Compliance Finding of 1.8.0: %s', (_, result) => {
      const validate = compile2020('schemas', 'ocsf-1.8.0-compliance_finding.schema.json');
      const lines = renderReport('ocsf', result).split('\n').slice(0, -1);

      for (const line of lines) {
        validate(JSON.parse(line));
        expect(validate.errors ?? []).toEqual([]);
      }
      expect(lines.length).toBeGreaterThanOrEqual(result.claims.length);
    });

    it.each(CASES)('OSCAL is an assessment-results document of 1.2.1: %s', (_, result) => {
      const ajv = formats.default(new Ajv({ strict: false, allErrors: true }));
      const validate = ajv.compile(schema('schemas', 'oscal-1.2.1-assessment-results.schema.json'));

      validate(JSON.parse(renderReport('oscal', result)));

      expect(validate.errors ?? []).toEqual([]);
    });
  },
);

function compile2020(...path: string[]) {
  const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
  return ajv.compile(schema(...path));
}

function schema(...path: string[]): object {
  const value: unknown = JSON.parse(readFileSync(sharedPath(...path), 'utf8'));
  if (typeof value !== 'object' || value === null)
    throw new Error(`${path.join('/')} is no schema`);
  return value;
}
