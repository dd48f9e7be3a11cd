import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resourceTypeOf } from '#domain/resource-id.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { modelledTypes } from '#simulator/types/registry.ts';
import { END_TO_END } from '../../tools/generate-claim-matrix.ts';
import { estateWithInstances, inOnePart, SERVICES, type Service } from '../harness/estates.ts';
import { CHECKS } from '../harness/product.ts';
import {
  type SimulatedAzure,
  startSimulatedAzure,
  statementsInOnePart,
} from '../harness/simulated-scan.ts';
import type { Breakage, Expected, MatrixRow } from './breakages/breakage.ts';
import { MATRIX_ROWS } from './breakages/matrix.ts';
import { DIFFERENCES, NEW_ROWS } from './breakages/since-the-old-form.ts';
import { type MatrixEntry, matrixSection, touched } from './matrix-page.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/claim-matrix.md');
const KNOWN = new Map(CHECKS.map((check) => [check.id, check]));
// Which claim depends on which check is the same in every part; a resource that all of a statement speaks of shows it at once.
const DOCUMENTS = statementsInOnePart();

/** Claims of the families that item 4 of the order names, in all four statements. */
const FAMILIES =
  /\.(location|region|jurisdiction|data-centres|data-residency|cloud-residency|germany-cloud|encryption-at-rest|sensitive-data|encryption-in-transit|keys|backups|pitr|backup-retention|differential|long-term-retention|monthly-retention|disaster-recovery|geo-redundant-backup|nightly-backup|replication|cloud-backup|backup-separation|full-backup|log-backup)$/u;

/** Questions that no single setting of this estate makes fail of such a type, and why. */
const UNBREAKABLE: Readonly<Record<string, string>> = {
  ...always('encryption-at-rest', [
    'microsoft.keyvault/vaults',
    'microsoft.recoveryservices/vaults',
  ]),
  ...always('encryption-in-transit', [
    'microsoft.keyvault/vaults',
    'microsoft.recoveryservices/vaults',
  ]),
  ...byPlatform('log-backup'),
  ...byPlatform('backup-interval'),
  'differential-backup microsoft.sql/managedinstances/databases':
    'the platform keeps the interval, nobody can set it',
  'full-backup microsoft.sql/servers/databases':
    'fails always: the platform takes weekly full backups',
  'full-backup microsoft.sql/managedinstances/databases':
    'fails always: the platform takes weekly full backups',
  'key-rotation microsoft.keyvault/vaults/secrets': 'only keys are rotated by a policy',
  'key-strength microsoft.keyvault/vaults/secrets': 'a secret has no type or size',
  ...noneThere(['location', 'encryption-at-rest', 'encryption-in-transit']),
};

type Reasons = Readonly<Record<string, string>>;

function always(check: string, types: readonly string[]): Reasons {
  return Object.fromEntries(
    types.map((type) => [
      `${check} ${type}`,
      'the platform vouches for it, nobody can turn it off',
    ]),
  );
}

function byPlatform(check: string): Reasons {
  const reason = 'the platform keeps the interval of logs, nobody can set it';
  return {
    [`${check} microsoft.sql/servers/databases`]: reason,
    [`${check} microsoft.sql/managedinstances/databases`]: reason,
  };
}

/** They are tried by what their file says; see test/resource-types/insights. */
function noneThere(checks: readonly string[]): Reasons {
  const reason = 'the good estate has no Application Insights';
  return Object.fromEntries(
    checks.map((check) => [`${check} microsoft.insights/components`, reason]),
  );
}

let azure: SimulatedAzure;
let baseline: ScanResult;
const entries: MatrixEntry[] = [];

beforeAll(async () => {
  azure = await startSimulatedAzure(inOnePart(estateWithInstances()));
  baseline = (await azure.scan({ documents: DOCUMENTS, keepOpen: true })).result;
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

/** A row's breakage in every service that has such a resource. */
function casesOf(
  row: MatrixRow,
): readonly { readonly service: Service; readonly breakage: Breakage }[] {
  return SERVICES.flatMap((service) => {
    const breakage = row.in(service);
    return breakage === undefined ? [] : [{ service, breakage }];
  });
}

/** What a row's breakages write or must make fail; lower case. */
function touchedBy(row: MatrixRow): readonly string[] {
  return casesOf(row).flatMap(({ breakage }) =>
    [
      ...(breakage.break ?? []).map(({ path }) => path.split('?')[0] ?? ''),
      ...breakage.expected.map(({ resource }) => resource),
    ].map((id) => id.toLowerCase()),
  );
}

/**
 * The rows in rounds of breakages that have nothing to do with each other: they are on different resources, none of which lies in another.
 * Each statement has a subscription of its own, so that a round is many experiments in one scan; what each must break is exact all the same.
 */
function roundsOf(rows: readonly MatrixRow[]): readonly (readonly MatrixRow[])[] {
  const rounds: { readonly rows: MatrixRow[]; readonly ids: Set<string> }[] = [];
  for (const row of rows) {
    const ids = touchedBy(row);
    const isFree = (others: ReadonlySet<string>): boolean =>
      ids.every((id) =>
        others.values().every((other) => !isWithin(id, other) && !isWithin(other, id)),
      );
    const free = rounds.find((round) => isFree(round.ids));
    const round = free ?? { rows: [], ids: new Set<string>() };
    if (free === undefined) rounds.push(round);
    round.rows.push(row);
    for (const id of ids) round.ids.add(id);
  }
  return rounds.map((round) => round.rows);
}

function isWithin(id: string, other: string): boolean {
  return id === other || id.startsWith(`${other}/`);
}

describe('breaking exactly one setting breaks exactly the claims that depend on it, and mending restores them', () => {
  test.each(roundsOf(MATRIX_ROWS).map((rows) => [rows.map(({ title }) => title), rows] as const))(
    '%j',
    async (_, rows) => {
      const cases = rows.flatMap((row) => casesOf(row).map((one) => ({ row, ...one })));
      for (const { breakage } of cases) await azure.write(...(breakage.break ?? []));
      const rules = cases.flatMap(({ service: { subscription }, breakage: { answers } }) =>
        (answers ?? []).map((rule) => ({ ...rule, match: { ...rule.match, subscription } })),
      );
      const { result } = await azure.scan({
        documents: DOCUMENTS,
        rules,
        ...(rules.length === 0 ? { keepOpen: true } : {}),
      });
      for (const { breakage } of cases) await azure.write(...(breakage.mend ?? []));
      for (const { document } of SERVICES) {
        const before = new Set(wrong(baseline, document));
        const after = wrong(result, document).filter((line) => !before.has(line));
        const own = cases
          .filter(({ service }) => service.document === document)
          .map((one) => ({ ...one, wanted: demanded(document, one.breakage.expected) }));
        const wanted = own.flatMap((one) => one.wanted).sort();
        expect(after, document).toEqual(wanted);
        expect(statuses(result, document)).toEqual(demandedStatuses(document, wanted));
        for (const { row, wanted: findings } of own)
          entries.push({ row: row.title, resourceType: row.resourceType, document, findings });
      }
    },
  );

  // Each round above was exact, so what the one before it broke was mended then; this is for the last one, and for all together.
  test('all that was mended is as it was', async () => {
    const mended = (await azure.scan({ documents: DOCUMENTS })).result;
    for (const { document } of SERVICES) {
      expect(wrong(mended, document), document).toEqual(wrong(baseline, document));
      expect(statuses(mended, document)).toEqual(statuses(baseline, document));
    }
  });
});

describe('nothing is left out', () => {
  test('every question of every such claim is made to fail of every type, or is known to be unbreakable', () => {
    const seen = new Set(
      entries.flatMap(({ findings }) =>
        findings
          .filter((line) => line.startsWith('fail '))
          .map((line) => {
            const [, claim, check, ...resource] = line.split(' ');
            return `${claim} ${check} ${resourceTypeOf(resource.join(' ')).toLowerCase()}`;
          }),
      ),
    );
    // A type that the estate does not have, or that the simulated Azure answers as it was given, is broken by its own file alone; see
    // the page's first part.
    const composed = new Set([...modelledTypes()].map(({ type }) => type.toLowerCase()));
    // Of which the keys alone are composed.
    composed.delete('microsoft.keyvault/managedhsms');
    const there = new Set(
      baseline.claims
        .flatMap(({ findings }) => findings.map(({ resourceType }) => resourceType))
        .filter((type) => composed.has(type)),
    );
    const wanted = DOCUMENTS.flatMap(({ statement }) =>
      statement.claims.filter(isOfFamilies).flatMap((claim) =>
        claim.verify.flatMap((use) => {
          const check = KNOWN.get(use.check);
          const types =
            check?.resourceTypes.filter(
              (type) => there.has(type) && check.speaksOf(type, use.with),
            ) ?? [];
          return types
            .filter((type) => UNBREAKABLE[`${use.check} ${type}`] === undefined)
            .map((type) => `${claim.id} ${use.check} ${type}`);
        }),
      ),
    );
    // One question stands for several settings of a type: there are fewer such uses than there were checks.
    expect(wanted.length).toBeGreaterThan(130);
    expect(wanted.filter((pair) => !seen.has(pair))).toEqual([]);
    // What is made to fail after all needs no excuse.
    const broken = new Set([...seen].map((pair) => pair.split(' ').slice(1).join(' ')));
    expect(Object.keys(UNBREAKABLE).filter((pair) => broken.has(pair))).toEqual([]);
    expect(entries.length).toBeGreaterThan(150);
  });

  test('docs/claim-matrix.md says what this run saw', () => {
    const inOrder = MATRIX_ROWS.flatMap(({ title }) => entries.filter(({ row }) => row === title));
    const section = matrixSection(END_TO_END, inOrder, UNBREAKABLE);
    const page = readFileSync(PAGE, 'utf8');
    const generated = page.slice(0, page.indexOf(END_TO_END));
    if (process.env['UPDATE_MATRIX'] !== undefined) writeFileSync(PAGE, `${generated}${section}`);
    expect(readFileSync(PAGE, 'utf8')).toBe(`${generated}${section}`);
  });
});

interface Claims {
  readonly broken: readonly string[];
  readonly unverified: readonly string[];
}

describe('what the form with one check for each setting said of the same breakages', () => {
  const file = resolve(import.meta.dirname, 'fixtures/claims-broken-before.json');
  const before = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Claims>>;

  test.each(Object.entries(before))('%s', (row, claims) => {
    const own = entries.filter((entry) => entry.row === row);
    const { broken = [], unverified = [] } = DIFFERENCES[row] ?? {};

    expect(touched(own, 'fail', 1)).toEqual(changedBy(claims.broken, broken));
    expect(touched(own, 'unknown', 1)).toEqual(changedBy(claims.unverified, unverified));
  });

  test('every row is compared but the new ones', () => {
    const rows = MATRIX_ROWS.map(({ title }) => title);

    expect(rows.filter((row) => before[row] === undefined)).toEqual(Object.keys(NEW_ROWS));
    expect(Object.keys(before).filter((row) => !rows.includes(row))).toEqual([]);
  });
});

/** The claims with those that a difference adds (`+`) or takes away (`-`). */
function changedBy(claims: readonly string[], changes: readonly string[]): readonly string[] {
  const gone = changes.filter((one) => one.startsWith('-')).map((one) => one.slice(1));
  const come = changes.filter((one) => one.startsWith('+')).map((one) => one.slice(1));
  expect(gone.filter((claim) => !claims.includes(claim))).toEqual([]);
  expect(come.filter((claim) => claims.includes(claim))).toEqual([]);
  return [...claims.filter((claim) => !gone.includes(claim)), ...come].sort();
}
