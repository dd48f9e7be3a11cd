import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { estateWithInstances, inOnePart, SERVICES, type Service } from '../harness/estates.ts';
import { CHECKS } from '../harness/product.ts';
import {
  type SimulatedAzure,
  startSimulatedAzure,
  statementsInOnePart,
} from '../harness/simulated-scan.ts';
import type { Breakage, Expected } from './breakages/breakage.ts';
import { MATRIX_ROWS } from './breakages/matrix.ts';
import { type MatrixEntry, matrixPage } from './matrix-page.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/claim-matrix.md');
const KNOWN = new Set(CHECKS.map(({ id }) => id));
// Which claim depends on which check is the same in every part; a resource that all of a statement speaks of shows it at once.
const DOCUMENTS = statementsInOnePart();

/** Claims of the families that item 4 of the order names, in all four statements. */
const FAMILIES =
  /\.(location|region|jurisdiction|data-centres|data-residency|cloud-residency|germany-cloud|encryption-at-rest|sensitive-data|encryption-in-transit|keys|backups|pitr|backup-retention|differential|long-term-retention|monthly-retention|disaster-recovery|geo-redundant-backup|nightly-backup|replication|cloud-backup|backup-separation|full-backup|log-backup)$/u;

/** Checks that no single setting of this estate makes fail, and why. */
const UNBREAKABLE: Readonly<Record<string, string>> = {
  'resource-type-coverage':
    'says only what is not known: a type that no check reads makes a claim unverified',
  'sql-data-warehouse-recent-restore-point':
    'an estate with a dedicated SQL pool cannot hold every claim; see traps.test.ts',
  'sql-log-backup-interval': 'the platform keeps the interval, nobody can set it',
  'sql-managed-log-backup-interval': 'the platform keeps the interval, nobody can set it',
  'sql-managed-differential-backup-interval': 'the platform keeps the interval, nobody can set it',
  'sql-full-backup-interval': 'fails always: the platform takes weekly full backups',
  'sql-managed-full-backup-interval': 'fails always: the platform takes weekly full backups',
};

let azure: SimulatedAzure;
let baseline: ScanResult;
const entries: MatrixEntry[] = [];

beforeAll(async () => {
  azure = await startSimulatedAzure(inOnePart(estateWithInstances()));
  baseline = (await azure.scan({ documents: DOCUMENTS })).result;
}, 60_000);

afterAll(async () => {
  await azure[Symbol.asyncDispose]();
});

/** Findings that are not right, as text that names all that must be exact. */
function wrong(result: ScanResult, document: string): readonly string[] {
  return result.claims
    .filter((claim) => claim.document === document)
    .flatMap(({ findings }) => findings)
    .filter(({ status }) => status === 'fail' || status === 'unknown')
    .map(
      ({ claim, check, resourceId, status }) =>
        `${status} ${claim} ${check} ${resourceId.toLowerCase()}`,
    )
    .sort();
}

function statuses(result: ScanResult, document: string): Readonly<Record<string, string>> {
  const own = result.claims.filter((claim) => claim.document === document);
  return Object.fromEntries(own.map(({ id, status }) => [id, status]));
}

/** What must be wrong, from the statements themselves and the table's word on the checks. */
function demanded(document: string, expected: readonly Expected[]): readonly string[] {
  const claims =
    DOCUMENTS.find(({ statement }) => statement.id === document)?.statement.claims ?? [];
  return claims
    .flatMap((claim) =>
      claim.verify.flatMap((use) =>
        expected
          .filter(({ check, when }) => check === use.check && (when?.(use.with) ?? true))
          .map(
            ({ check, resource, becomes }) =>
              `${becomes ?? 'fail'} ${claim.id} ${check} ${resource.toLowerCase()}`,
          ),
      ),
    )
    .sort();
}

function demandedStatuses(
  document: string,
  findings: readonly string[],
): Readonly<Record<string, string>> {
  const before = statuses(baseline, document);
  const touched = (word: string): readonly string[] =>
    findings.filter((line) => line.startsWith(word)).map((line) => line.split(' ')[1] ?? '');
  const broken = new Set(touched('fail'));
  const blind = new Set(touched('unknown'));
  return Object.fromEntries(
    Object.entries(before).map(([claim, status]) => {
      if (broken.has(claim) || status === 'broken') return [claim, 'broken'];
      return [claim, blind.has(claim) ? 'unverified' : status];
    }),
  );
}

describe('the good estate', () => {
  test('makes every claim of the families hold but the one that nothing can make hold', () => {
    const claims = baseline.claims.filter(isOfFamilies);
    expect(claims.length).toBe(32);
    const rest = claims.filter(({ status }) => status !== 'holds' && status !== 'attested');
    expect(rest.map(({ id, status }) => `${id} ${status}`)).toEqual([
      // Azure SQL takes weekly full backups: it cannot meet this.
      'draftit.full-backup broken',
    ]);
  });
});

function isOfFamilies({ id, kinds }: Pick<ClaimResult, 'id' | 'kinds'>): boolean {
  return kinds.includes('auto') && FAMILIES.test(id);
}

describe('breaking exactly one setting breaks exactly the claims that depend on it, and mending restores them', () => {
  test.each(MATRIX_ROWS.map((row) => [row.title, row] as const))('%s', async (_, row) => {
    const cases = SERVICES.flatMap((service): (readonly [Service, Breakage])[] => {
      const breakage = row.in(service);
      return breakage === undefined ? [] : [[service, breakage]];
    });
    // Each statement has a subscription of its own: four breakages are four experiments in one scan.
    for (const [, breakage] of cases) await azure.write(...(breakage.break ?? []));
    const rules = cases.flatMap(([{ subscription }, { answers }]) =>
      (answers ?? []).map((rule) => ({ ...rule, match: { ...rule.match, subscription } })),
    );
    const { result } = await azure.scan({ documents: DOCUMENTS, rules });
    for (const [, breakage] of cases) await azure.write(...(breakage.mend ?? []));
    for (const [service, { expected }] of cases) {
      const { document } = service;
      const before = new Set(wrong(baseline, document));
      const after = wrong(result, document).filter((line) => !before.has(line));
      const wanted = demanded(document, expected);
      expect(after, document).toEqual(wanted);
      expect(statuses(result, document)).toEqual(demandedStatuses(document, wanted));
      entries.push({ row: row.title, resourceType: row.resourceType, document, findings: wanted });
    }
  });

  // Each row above was exact, so what the row before it broke was mended then; this is for the last one, and for all together.
  test('all that was mended is as it was', async () => {
    const mended = (await azure.scan({ documents: DOCUMENTS })).result;
    for (const { document } of SERVICES) {
      expect(wrong(mended, document), document).toEqual(wrong(baseline, document));
      expect(statuses(mended, document)).toEqual(statuses(baseline, document));
    }
  });
});

describe('nothing is left out', () => {
  test('every check of every such claim is made to fail, or is known to be unbreakable', () => {
    const seen = new Set(
      entries.flatMap(({ findings }) =>
        findings
          .filter((line) => line.startsWith('fail '))
          .map((line) => line.split(' ').slice(1, 3).join(' ')),
      ),
    );
    const pairs = DOCUMENTS.flatMap(({ statement }) =>
      statement.claims
        .filter(isOfFamilies)
        .flatMap((claim) =>
          claim.verify
            .filter(({ check }) => KNOWN.has(check) && UNBREAKABLE[check] === undefined)
            .map(({ check }) => `${claim.id} ${check}`),
        ),
    );
    expect(pairs.length).toBeGreaterThan(150);
    expect(pairs.filter((pair) => !seen.has(pair))).toEqual([]);
    expect(entries.length).toBeGreaterThan(150);
  });

  test('docs/claim-matrix.md says what this run saw', () => {
    const page = matrixPage(entries, UNBREAKABLE);
    if (process.env['UPDATE_MATRIX'] !== undefined) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
