import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { classifyType } from '#resource-types/without-file.ts';
import { COVERAGE } from '../../tools/coverage-lines.ts';
import { simulatedConfiguration } from '../harness/simulated-scan.ts';

const CHECKS = resolve(import.meta.dirname, '../../checks');
const LINES = COVERAGE.flatMap(({ lines, open }) => [...lines, ...open]);

it('a line of the coverage names a question, or says why none asks it', () => {
  expect(LINES.length).toBeGreaterThan(60);
  expect(
    LINES.filter(({ checks = [], why = '' }) => checks.length === 0 && why === '').map(
      ({ what }) => what,
    ),
  ).toEqual([]);
});

it('each question is there, or is planned by a statement and the line says so', () => {
  const planned = new Set(
    simulatedConfiguration().documents.flatMap(({ statement }) =>
      statement.claims.flatMap(({ verify }) => verify.map(({ check }) => check)),
    ),
  );
  const missing = LINES.flatMap(({ checks = [] }) => checks).filter(
    (id) => !existsSync(resolve(CHECKS, `${id}.ts`)) && !planned.has(id),
  );

  expect(missing).toEqual([]);
});

it('each type has a file, or our table knows it', () => {
  const files = new Set(RESOURCE_TYPES.map(({ type }) => type.toLowerCase()));
  const lost = LINES.flatMap(({ types = [] }) => types).filter(
    (type) => !files.has(type.toLowerCase()) && classifyType(type) === undefined,
  );

  expect(lost).toEqual([]);
});
