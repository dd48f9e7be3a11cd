import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedFiles } from '../../tools/generate-config-schema.ts';

const ROOT = resolve(import.meta.dirname, '../..');

function validatorOf(path: string) {
  const file = generatedFiles().find((generated) => generated.path === path);
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(file?.content ?? 'false'));
}

function yaml(...path: string[]): unknown {
  return parse(readFileSync(join(ROOT, ...path), 'utf8'), { merge: true });
}

describe('the schemas for editors', () => {
  it.each(['posture.yaml', 'simulated.yaml'])('accept config/%s', (name) => {
    const validate = validatorOf('config/posture.schema.json');

    expect(validate(yaml('config', name)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(readdirSync(join(ROOT, 'config/documents')))('accept config/documents/%s', (name) => {
    const validate = validatorOf('config/document.schema.json');

    expect(validate(yaml('config/documents', name)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    'unknown-key',
    'unknown-credential',
    'wrong-type',
    'missing-section',
    'secret-as-value',
  ])('refuse test/config/bad/%s.yaml', (name) => {
    expect(validatorOf('config/posture.schema.json')(yaml('test/config/bad', `${name}.yaml`))).toBe(
      false,
    );
  });

  it('are described key by key in the reference page', () => {
    const page =
      generatedFiles().find(({ path }) => path === 'docs/configuration.md')?.content ?? '';

    for (const key of [
      'azure.cloud.caFile',
      'documents[].scope.exclude.tags',
      'schedules.timezone',
      'alerts.channels[].secret.env',
      'claims[].verify[].check',
    ]) {
      expect(page).toContain(`\`${key}\``);
    }
    expect(page.split('\n').filter((line) => line.startsWith('| `')).length).toBeGreaterThan(80);
  });
});
