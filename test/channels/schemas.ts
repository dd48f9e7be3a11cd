import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { sharedPath } from '../harness/shared.ts';

/** What is wrong with a body by the published schema of that name; empty when nothing is. */
export function schemaCheck(name: string): (body: unknown) => readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  // The package is CommonJS: its function is the default export's default.
  addFormats.default(ajv);
  const schema: unknown = JSON.parse(readFileSync(sharedPath('schemas', name), 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error('The schema is no object');
  const validate = ajv.compile(schema);
  return (body) => {
    validate(body);
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
    );
  };
}
