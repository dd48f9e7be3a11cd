import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEstate } from '#simulator/estate/read-estate.ts';
import { startSimulator } from '#simulator/simulator.ts';
import { httpTo, textOf } from './http.ts';

const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';

describe('estate files', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'estates-'));
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  const write = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };

  it.each([
    [
      'an unknown member',
      `subscriptions:\n  - id: ${SUBSCRIPTION}\n    displayName: x\n    colour: red\n`,
      2,
      /colour/,
    ],
    [
      'a wrong type',
      `subscriptions:\n  - id: ${SUBSCRIPTION}\n    displayName:\n      - 1\n`,
      4,
      /displayName/,
    ],
    ['no YAML', 'subscriptions: [\n', 2, /not YAML/],
    [
      'a rule without effect',
      'subscriptions: []\nmisbehaviour:\n  - match: {}\n',
      3,
      /misbehaviour.0/,
    ],
  ])('say where %s is', (name, text, line, what) => {
    const path = write(`${name}.yaml`, text);

    expect(() => readEstate(path)).toThrow(new RegExp(`${name}\\.yaml:${line}: `));
    expect(() => readEstate(path)).toThrow(what);
  });

  it('say that a file cannot be read', () => {
    expect(() => readEstate(join(directory, 'none.yaml'))).toThrow(/none\.yaml: cannot be read/);
  });

  it('hold 50 000 databases, and answer about them without holding everything up', async () => {
    const estate = {
      subscriptions: [
        {
          id: SUBSCRIPTION,
          displayName: 'Large',
          resourceGroups: [
            {
              name: 'rg',
              location: 'westeurope',
              resources: [
                {
                  type: 'Microsoft.Sql/servers',
                  name: 'sql-{n}',
                  repeat: 500,
                  children: { databases: [{ name: 'db-{n}', repeat: 100 }] },
                },
              ],
            },
          ],
        },
      ],
    };
    const before = process.memoryUsage().heapUsed;
    const simulator = await startSimulator({ port: 0, estate });
    const http = httpTo(simulator);
    const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;

    const count = await http.query(
      "resources | where type == 'microsoft.sql/servers/databases' | summarize n = count()",
    );
    const base = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Sql/servers/sql-77`;
    const page = await http.get(`${base}/databases?api-version=2023-08-01`);
    const rest = await http.get(textOf(page.body['nextLink']));
    const from = performance.now();
    for (let n = 1; n <= 100; n++) {
      const path = `${base}/databases/db-${n}/transparentDataEncryption/current?api-version=2023-08-01`;
      expect((await http.get(path)).status).toBe(200);
    }
    const each = (performance.now() - from) / 100;
    await http.close();
    await simulator.close();

    expect(count.body['data']?.[0]?.['n']).toBe(50_500);
    expect(page.body['value']).toHaveLength(100);
    expect(rest.body['value']).toHaveLength(1);
    expect(each).toBeLessThan(20);
    expect(grown).toBeLessThan(200);
  });
});
