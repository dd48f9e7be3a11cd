import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '#config/read-configuration.ts';
import type { Claim, ClaimKind, Statement } from '#domain/document.ts';
import { CHECKS } from '../harness/product.ts';
import { sharedPath } from '../harness/shared.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CLAIMS = sharedPath('claims.md');
const sharedIsMissing = !existsSync(CLAIMS);

function statements(): readonly Statement[] {
  const outcome = readConfiguration({
    file: join(ROOT, 'config/posture.yaml'),
    environment: {},
    checks: CHECKS,
  });
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.configuration.documents.map(({ statement }) => statement);
}

const all: readonly Claim[] = statements().flatMap(({ claims }) => claims);

/** Id → kinds, as the shared reading of the statements has them. */
function sharedClaims(): ReadonlyMap<string, readonly string[]> {
  const rows = readFileSync(CLAIMS, 'utf8').matchAll(
    /^\| ([a-z]+\.[\w-]+) \|[^|]*\| ([a-z +]+) \|/gmu,
  );
  return new Map(
    [...rows].map(([, id = '', kinds = '']) => [id, kinds.split('+').map((kind) => kind.trim())]),
  );
}

/** Claims whose row carries the remark "stale wording" beside the check, not among the kinds. */
const STALE_BY_REMARK = new Set(['severa.threat-detection']);

function textOf(statement: Statement): string {
  return readFileSync(sharedPath('documents', `${statement.id}.txt`), 'utf8');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

describe('the four documents', () => {
  it('are what lies in config/documents', () => {
    const files = readdirSync(join(ROOT, 'config/documents')).map((name) =>
      name.replace('.yaml', ''),
    );

    expect(
      statements()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(files.toSorted());
    expect(files).toHaveLength(4);
  });

  it.each(['posture.yaml', 'simulated.yaml'])(
    'are bound without a mistake by config/%s',
    (name) => {
      const outcome = readConfiguration({
        file: join(ROOT, 'config', name),
        environment: {},
        checks: CHECKS,
      });

      expect(outcome).not.toHaveProperty('problems');
    },
  );

  it('give every check that exists parameters that it accepts', () => {
    const outcome = readConfiguration({
      file: join(ROOT, 'config/posture.yaml'),
      environment: {},
      checks: CHECKS,
    });

    expect('problems' in outcome ? outcome.problems.map(({ message }) => message) : []).toEqual([]);
    const known = new Set(CHECKS.map(({ id }) => id));
    const used = new Set(
      all.flatMap(({ verify }) => verify.map(({ check }) => check)).filter((id) => known.has(id)),
    );
    expect(used.size).toBeGreaterThan(20);
  });

  it('ask of every claim on location about every place that data can be', () => {
    const claims = [
      'flex.location',
      'severa.data-residency',
      'draftit.jurisdiction',
      'draftit.cloud-residency',
      'draftit.data-centres',
      'flinker.location',
      'flinker.germany-cloud',
    ];

    for (const id of claims) {
      const uses = all.find((claim) => claim.id === id)?.verify ?? [];
      const asked = uses.filter(({ check }) => check === 'location');
      expect(asked, id).toHaveLength(1);
      // Narrowed to some places, a copy or a log elsewhere would not be asked after.
      expect(asked[0]?.with, id).not.toHaveProperty('of');
    }
  });

  it('ask what is said of all data of all of it: no claim on encryption is narrowed', () => {
    const asking = (id: string) =>
      all.flatMap(({ verify }) => verify.filter(({ check }) => check === id));

    expect(asking('encryption-at-rest')).toHaveLength(4);
    expect(asking('encryption-in-transit')).toHaveLength(4);
    for (const use of [...asking('encryption-at-rest'), ...asking('encryption-in-transit')])
      expect(use.with).not.toHaveProperty('of');
  });

  describe.skipIf(sharedIsMissing)(
    'beside the shared reading (left out where ../shared is not there)',
    () => {
      it('carry every row under the same id and no other', () => {
        const rows = sharedClaims();

        expect(rows.size).toBe(127);
        expect(all.map(({ id }) => id).toSorted()).toEqual([...rows.keys()].toSorted());
      });

      it('are of the kinds that the row says', () => {
        for (const claim of all) {
          const kinds: readonly ClaimKind[] = STALE_BY_REMARK.has(claim.id)
            ? claim.kinds.filter((kind) => kind !== 'stale')
            : claim.kinds;
          expect([...kinds].toSorted(), claim.id).toEqual(
            [...(sharedClaims().get(claim.id) ?? [])].toSorted(),
          );
        }
      });

      it('locate each claim by few words that stand in the text', () => {
        for (const statement of statements()) {
          const text = textOf(statement).toLowerCase();
          for (const { id, locator } of statement.claims) {
            expect(text, id).toContain(locator.toLowerCase());
            expect(locator.length, id).toBeLessThanOrEqual(60);
            expect(locator.split(/\s+/u).length, id).toBeLessThanOrEqual(6);
          }
        }
      });

      it('name sections that stand in the text', () => {
        for (const statement of statements()) {
          const text = textOf(statement);
          for (const { id, section } of statement.claims) {
            for (const part of statement.id === 'flinker'
              ? section.split(/, (?=[A-Z][a-z/]*[A-Z /a-z]*$)/u)
              : [section]) {
              expect(text, id).toContain(part);
            }
          }
        }
      });

      it("never repeat eight words in a row of a statement's sentences", () => {
        let seen = 0;
        for (const statement of statements()) {
          const text = ` ${wordsOf(textOf(statement)).join(' ')} `;
          for (const { id, summary } of statement.claims) {
            const words = wordsOf(summary);
            for (let start = 0; start + 8 <= words.length; start += 1) {
              seen += 1;
              expect(text, id).not.toContain(` ${words.slice(start, start + 8).join(' ')} `);
            }
          }
        }
        expect(seen).toBeGreaterThan(100);
      });
    },
  );
});
