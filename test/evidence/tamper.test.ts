import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted } from '#evidence/verify-keys.ts';
import { temporaryDirectory } from '../harness/evidence-store.ts';
import { KEY_TAMPERS, PRIOR_TAMPERS } from './key-tampers.ts';
import { KNOWING_TAMPERS } from './knowing-tampers.ts';
import { PERIOD_TAMPERS, wholePeriod } from './period-tampers.ts';
import { PLAIN_TAMPERS } from './plain-tampers.ts';
import { type PythonVerifier, pythonIsHere, startPython } from './python-verifier.ts';
import { SEAL_TAMPERS, type SealTamper } from './seal-tampers.ts';
import { createTamperBase, type TamperBase } from './tamper-base.ts';
import { ZIP_TAMPERS } from './zip-tampers.ts';

const WITH_KEY = ({ key }: TamperBase) => ({ key });

describe('E19 ways of tampering', () => {
  let base: TamperBase;
  let python: PythonVerifier | undefined;

  beforeAll(async () => {
    base = await createTamperBase();
    python = pythonIsHere ? startPython() : undefined;
  });

  afterAll(() => {
    python?.close();
    base[Symbol.dispose]();
  });

  /** Both verifiers on one case; the second one must end alike and name the same file. */
  async function judge(
    path: string,
    { status, at, says, outside = WITH_KEY }: Omit<SealTamper, 'apply' | 'name'>,
  ) {
    const { key, prior } = outside(base);
    const trusted = key === undefined ? [] : parseTrusted(readFileSync(key, 'utf8'));
    const kept = prior === undefined ? {} : { prior: readFileSync(prior, 'utf8') };

    const found = await verifyBundle(path, { trusted, ...kept });
    const second = await python?.ask({
      bundle: path,
      ...(key && { key }),
      ...(prior && { prior }),
    });

    const remarks = [...found.altered, ...found.untrusted, ...found.incomplete];
    const shown = remarks.map((remark) => `${remark.path}: ${remark.message}`);
    expect(shown.filter((line) => line.startsWith(`${at}: `))).toContainEqual(
      expect.stringMatching(says),
    );
    expect(found.status, shown.join('\n')).toBe(status);
    if (second === undefined) return;
    expect(second.status, `${second.remarks.join('\n')}\n--\n${shown.join('\n')}`).toBe(status);
    expect(second.remarks.map((line) => line.slice(0, line.indexOf(': ')))).toContain(at);
  }

  it('are at least sixty, and no two have one name', () => {
    const all = [
      PLAIN_TAMPERS,
      KNOWING_TAMPERS,
      SEAL_TAMPERS,
      KEY_TAMPERS,
      PRIOR_TAMPERS,
      PERIOD_TAMPERS,
      ZIP_TAMPERS,
    ];
    const names = all.flatMap((table) => table.map(({ name }) => name));

    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(names).size).toBe(names.length);
  });

  it.skipIf(pythonIsHere)(
    'are shown to the second verifier as well (skipped: no python3 here)',
    () => {
      expect(pythonIsHere).toBe(false);
    },
  );

  it.each([...SEAL_TAMPERS, ...KEY_TAMPERS, ...PRIOR_TAMPERS, ...PERIOD_TAMPERS])(
    '$name: $status',
    async (tamper) => {
      const path = join(temporaryDirectory(), 'snapshot');
      cpSync(base.good, path, { recursive: true });
      await tamper.apply(path, base);

      await judge(path, tamper);
    },
  );

  it('accept a period in which nothing is missing', async () => {
    const path = join(temporaryDirectory(), 'snapshot');
    cpSync(base.good, path, { recursive: true });
    await wholePeriod(path, base);

    const found = await verifyBundle(path, {
      trusted: parseTrusted(readFileSync(base.key, 'utf8')),
    });
    const second = await python?.ask({ bundle: path, key: base.key });

    expect(found).toMatchObject({ status: 0, altered: [], untrusted: [], incomplete: [] });
    if (second !== undefined) expect(second).toEqual({ status: 0, remarks: [] });
  });

  it.each([...PLAIN_TAMPERS, ...KNOWING_TAMPERS])('$name: 1', async ({ apply, says }) => {
    const path = join(temporaryDirectory(), 'snapshot');
    cpSync(base.good, path, { recursive: true });
    apply(path);
    const found = await verifyBundle(path);
    const line = found.altered.find((remark) => says.test(`${remark.path} ${remark.message}`));

    await judge(path, { status: 1, at: line?.path ?? 'nothing', says: /./u });
  });

  it.each(ZIP_TAMPERS)('$name: $status', async (tamper) => {
    const path = join(temporaryDirectory(), 'bundle.zip');
    await tamper.apply(path, base);

    expect(existsSync(path)).toBe(true);
    await judge(path, tamper);
  });
});
