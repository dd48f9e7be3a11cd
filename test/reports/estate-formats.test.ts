import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitStatusOf, type ScanResult } from '#domain/scan.ts';
import { ocsfLines } from '#reports/ocsf.ts';
import { oscalPieces } from '#reports/oscal.ts';
import { oscalPoamPieces } from '#reports/oscal-poam.ts';
import { estateWithInstances, FLEX, SERVICES } from '../harness/estates.ts';
import { sharedPath } from '../harness/shared.ts';
import {
  documentsOf,
  type SimulatedAzure,
  startSimulatedAzure,
  statementsInOnePart,
} from '../harness/simulated-scan.ts';
import { MATRIX_ROWS } from '../laws/breakages/matrix.ts';

/** What is the matter with the estate, and how it is brought about. */
const ESTATES: Readonly<Record<string, (azure: SimulatedAzure) => Promise<ScanResult>>> = {
  good: async (azure) => (await azure.scan()).result,
  broken: async (azure) => {
    await azure.write({
      method: 'PATCH',
      path: `${FLEX.group}/providers/Microsoft.Sql/servers/${FLEX.server}?api-version=2023-08-01`,
      body: { properties: { minimalTlsVersion: '1.0' } },
    });
    return (await azure.scan()).result;
  },
  'partly unreadable': async (azure) =>
    (
      await azure.scan({
        rules: [
          {
            match: { subscription: FLEX.subscription },
            effect: { status: 403, code: 'AuthorizationFailed' },
          },
        ],
      })
    ).result,
  'broken in every way at once': async () => {
    // With managed instances too: the rows about them would find nothing to break.
    await using azure = await startSimulatedAzure(estateWithInstances());
    const breakages = MATRIX_ROWS.flatMap((row) =>
      SERVICES.flatMap((service) => row.in(service) ?? []),
    );
    // One may have taken away what the next would change: then the estate is broken in one way less.
    for (const write of breakages.flatMap((breakage) => breakage.break ?? []))
      await azure.write(write).catch(() => undefined);
    const rules = breakages.flatMap(({ answers }) => answers ?? []);
    // Each claim speaks of the whole scope, so that every one of them has something to break.
    return (await azure.scan({ rules, documents: statementsInOnePart() })).result;
  },
  'not there at all': async (azure) =>
    (await azure.scan({ documents: documentsOf(['00000000-0000-4000-8000-000000000000']) })).result,
};

describe.skipIf(!existsSync(sharedPath('schemas')))(
  'OCSF and OSCAL of simulated estates (left out where the shared schemas are not beside the checkout)',
  () => {
    let azure: SimulatedAzure;
    let results: ValidateFunction;
    let poam: ValidateFunction;
    let ocsf: ValidateFunction;

    beforeAll(async () => {
      azure = await startSimulatedAzure();
      const ajv = formats.default(new Ajv({ strict: false, allErrors: true }));
      results = ajv.compile(schema('oscal-1.2.1-assessment-results.schema.json'));
      poam = ajv.compile(schema('oscal-1.2.1-poam.schema.json'));
      ocsf = formats
        .default(new Ajv2020({ strict: false, allErrors: true }))
        .compile(schema('ocsf-1.8.0-compliance_finding.schema.json'));
    }, 60_000);

    afterAll(async () => await azure[Symbol.asyncDispose]());

    it.each(Object.entries(ESTATES))(
      'E20: are valid for one that is %s',
      { timeout: 60_000 },
      async (name, scan) => {
        const result = await scan(azure);
        const events = [...ocsfLines(result)];

        expect(exitStatusOf(result) === 1).toBe(name.startsWith('broken'));
        expect(events.length).toBeGreaterThan(name === 'not there at all' ? 0 : 500);
        const failed = events.filter((event) => event.includes('"status_id":3'));
        expect(failed.length).toBeGreaterThan(name === 'broken in every way at once' ? 200 : -1);
        for (const event of events) {
          ocsf(JSON.parse(event));
          expect(ocsf.errors ?? []).toEqual([]);
        }
        results(JSON.parse([...oscalPieces(result)].join('')));
        expect(results.errors ?? []).toEqual([]);
        poam(JSON.parse([...oscalPoamPieces(result)].join('')));
        expect(poam.errors ?? []).toEqual([]);
      },
    );
  },
);

function schema(name: string): object {
  const value: unknown = JSON.parse(readFileSync(sharedPath('schemas', name), 'utf8'));
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is no schema`);
  return value;
}
