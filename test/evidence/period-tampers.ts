import { createPublicKey } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forge } from './forger.ts';
import type { SealTamper } from './seal-tampers.ts';
import { keyRecord, ORIGIN, type TamperBase } from './tamper-base.ts';

const HEADERS: Readonly<Record<string, string>> = {
  'access-log.csv': 'at,who\r\n',
  'coverage/gaps.csv': 'from,to,cause\r\n',
  'coverage/runs.csv': 'run_id\r\n',
  'coverage/unknown.csv': 'claim_id\r\n',
  'index.html': '<!doctype html>\n',
  'results/drift.csv': 'alert_id,claim_id\r\nal_1,"two\nlines"\r\nal_2,x\r\n',
  'results/timeline.csv': 'claim_id\r\n',
  'scope/snapshots.csv': 'snapshot\r\n',
};

/** Turns a snapshot of a run into one of a period, with these files in it, and seals it with the true keys. */
async function sealPeriod(
  path: string,
  base: TamperBase,
  files: Readonly<Record<string, string>> = {},
  coverage: Readonly<Record<string, number>> = {},
  statement: (text: string) => string = (same) => same,
): Promise<void> {
  for (const run of ['results/result.json', 'results/results.csv', 'scope/population.csv'])
    rmSync(join(path, run));
  for (const [file, text] of Object.entries({ ...HEADERS, ...files })) {
    rmSync(join(path, file), { force: true });
    writeFileSync(join(path, file), text);
  }
  const publicOf = createPublicKey;
  await forge(path, {
    attest: base.attest,
    log: base.log,
    origin: ORIGIN,
    at: '2026-11-21T04:00:00.000Z',
    keys: [keyRecord('attest', publicOf(base.attest)), keyRecord('log', publicOf(base.log))],
    statement,
    manifest: (manifest) => ({
      ...manifest,
      kind: 'period',
      coverage: {
        ...manifest.coverage,
        findings: 2,
        findingsUnknown: 0,
        runsExpected: 96,
        runsCompleted: 96,
        ...coverage,
      },
    }),
  });
}

/** Of a bundle about a period. */
export const PERIOD_TAMPERS: readonly SealTamper[] = [
  {
    name: 'period: a gap',
    status: 2,
    at: 'coverage/gaps.csv',
    says: /1 gaps/u,
    apply: async (path, base) =>
      await sealPeriod(path, base, { 'coverage/gaps.csv': 'from,to,cause\r\na,b,"c\r\nd"\r\n' }),
  },
  {
    name: 'period: a run that was due is missing',
    status: 2,
    at: 'attestation.statement.json',
    says: /not every run/u,
    apply: async (path, base) => await sealPeriod(path, base, {}, { runsCompleted: 95 }),
  },
  {
    name: 'period: something was not known',
    status: 2,
    at: 'coverage/unknown.csv',
    says: /1 readings/u,
    apply: async (path, base) =>
      await sealPeriod(
        path,
        base,
        { 'coverage/unknown.csv': 'claim_id\r\na\r\n' },
        { findingsUnknown: 1 },
      ),
  },
  {
    name: 'period: more changes than are listed',
    status: 1,
    at: 'manifest.json',
    says: /counts 3 findings/u,
    apply: async (path, base) => await sealPeriod(path, base, {}, { findings: 3 }),
  },
  {
    name: 'period: a missing run is hidden in the statement alone',
    status: 1,
    at: 'attestation.statement.json',
    says: /coverage/u,
    apply: async (path, base) =>
      await sealPeriod(path, base, {}, { runsCompleted: 95 }, (text) =>
        text.replace('"runsCompleted": 95', '"runsCompleted": 96'),
      ),
  },
  {
    name: 'period: the list of its gaps is not there',
    status: 1,
    at: 'coverage/gaps.csv',
    says: /belongs to every/u,
    apply: async (path, base) => {
      await sealPeriod(path, base);
      rmSync(join(path, 'coverage/gaps.csv'));
      await sealAgain(path, base);
    },
  },
];

async function sealAgain(path: string, base: TamperBase): Promise<void> {
  await forge(path, {
    attest: base.attest,
    log: base.log,
    origin: ORIGIN,
    at: '2026-11-21T04:00:00.000Z',
    keys: [
      keyRecord('attest', createPublicKey(base.attest)),
      keyRecord('log', createPublicKey(base.log)),
    ],
  });
}

/** A period in which nothing is missing. */
export const wholePeriod = async (path: string, base: TamperBase): Promise<void> =>
  await sealPeriod(path, base);
