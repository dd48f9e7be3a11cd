import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import { toInstant } from '#domain/instant.ts';
import { madeReports } from '#scan/made-reports.ts';
import { type Performed, performScan } from '#scan/perform-scan.ts';
import { snapshotReports } from '#scan/snapshot-reports.ts';
import { openStore } from '#store/open-store.ts';
import { deskOf } from '../harness/monitor-desk.ts';
import {
  announce,
  createWorld,
  scannerOf,
  statement,
  thing,
  VAULT,
} from '../harness/monitor-world.ts';
import { parseCsv } from '../harness/parse-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'reports-'));
const USED = [{ id: 'vault-good', version: 'v1', sha256: 'f'.repeat(64) }];
const QUARTER = 15 * 60_000;

/** A vault that is good, bad and good again, seen by a run each quarter of an hour but one. */
async function story() {
  const world = createWorld([thing(VAULT, ['v'])]);
  world.groupTags.set('rg', {});
  const store = await openStore(':memory:');
  writeFileSync(join(folder, 's.txt'), 'Section\n\nThe vault is good, says the text.');
  const bound = statement('s', [['vault-good']]);
  const [claim] = bound.statement.claims;
  if (claim === undefined) throw new Error('the statement has no claim');
  const claims = [{ ...claim, section: 'Section', locator: 'vault is good' }];
  const configuration = {
    file: join(folder, 'posture.yaml'),
    documents: [{ ...bound, statement: { ...bound.statement, text: 's.txt', claims } }],
    attestations: [],
    exceptions: [],
    evidence: { directory: folder },
    schedules: { scan: '*/15 * * * *', full: '0 3 * * *', evidence: '30 3 * * *', timezone: 'UTC' },
  } as unknown as Configuration;
  let count = 0;
  const scan = async () => {
    count += 1;
    return await performScan(
      scannerOf(world),
      {
        scanId: `scan-0000000${count}`,
        mode: 'full',
        configuration,
        only: {},
        deadlineMs: 60_000,
        configurationSha256: 'a',
        finishEvidence: async () => await Promise.resolve(undefined),
        desk: deskOf(store),
      },
      new AbortController().signal,
    );
  };
  const set = (own: string) => {
    for (const each of world.things.values()) {
      each.settings['own'] = own;
      announce(world, each.id);
    }
  };
  await scan();
  world.now += QUARTER;
  set('bad');
  await scan();
  // One run does not take place.
  world.now += 2 * QUARTER;
  set('good');
  const performed = await scan();
  return { store, configuration, performed, now: toInstant(world.now) };
}

function text(file: string | Iterable<string> | undefined): string {
  return file === undefined ? '' : typeof file === 'string' ? file : [...file].join('');
}

/** The reports that are made of these files, read as they lie on the disk. */
function made(
  { documents }: Configuration,
  { result }: Performed,
  files: Readonly<Record<string, string | Iterable<string>>>,
): ReadonlyMap<string, string | Iterable<string>> {
  return madeReports(
    {
      snapshot: 'a snapshot',
      result,
      documents,
      checks: USED,
      history: JSON.parse(text(files['results/history.json'])),
      textOf: (document) => text(files[`scope/statements/${document}.txt`]),
    },
    '../bundle/raw/',
  );
}

describe('snapshotReports', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('E8: tells what happened since the last snapshot: breakage, mending, runs and the gap', async () => {
    const { store, configuration, performed } = await story();
    const files = await snapshotReports(configuration, performed, USED, store);
    const drift = parseCsv(text(files['results/drift.csv'])).slice(1);
    const timeline = parseCsv(text(files['results/timeline.csv'])).slice(1);
    const runs = parseCsv(text(files['coverage/runs.csv'])).slice(1);
    const gaps = parseCsv(text(files['coverage/gaps.csv'])).slice(1);

    expect(drift.map((row) => row[1])).toEqual(['s.0', 's.0']);
    expect(drift[0]?.[0]).toMatch(/^al_/u);
    expect(drift[0]?.[18]).toMatch(/^\d*$/u);
    expect(timeline.map((row) => row[4])).toEqual(['not-known', 'holds', 'broken', 'not-known']);
    expect(runs).toHaveLength(3);
    expect(gaps.map((row) => row[4])).toEqual(['before-first-scan', 'no-run']);
  });

  it('has every file of the layout that is made of results, each with the same bytes when made again', async () => {
    const { store, configuration, performed } = await story();
    const first = await snapshotReports(configuration, performed, USED, store);
    const again = await snapshotReports(configuration, performed, USED, store);

    expect(Object.keys(first).sort()).toEqual([
      'access-log.csv',
      'coverage/gaps.csv',
      'coverage/runs.csv',
      'results/drift.csv',
      'results/history.json',
      'results/results.csv',
      'results/timeline.csv',
      'scope/checks/vault-good@v1.json',
      'scope/statements.json',
      'scope/statements/s.txt',
    ]);
    for (const [path, file] of Object.entries(first)) {
      const bytes = text(file);
      expect(bytes.length, path).toBeGreaterThan(0);
      expect(text(again[path]), path).toBe(bytes);
    }
  });

  it('the page tells how much of the time before is known, and what was broken in it', async () => {
    const { store, configuration, performed } = await story();
    const files = await snapshotReports(configuration, performed, USED, store);
    const page = text(made(configuration, performed, files).get('index.html'));

    expect(page).toMatch(/nothing is known of .* in 2 gaps/u);
    expect(page).toMatch(/<li>s\.0: broken from .*; 1 resource<\/li>/u);
    expect(page).toMatch(
      /<li><time [^>]*>[^<]*<\/time> to <time [^>]*>[^<]*<\/time>: not known\. No run ended/u,
    );
  });

  it('reports are made of them, each with the same bytes when made again', async () => {
    const { store, configuration, performed } = await story();
    const sealed = await snapshotReports(configuration, performed, USED, store);
    const files = Object.fromEntries(
      Object.entries(sealed).map(([path, file]) => [path, text(file)]),
    );
    const first = made(configuration, performed, files);
    const again = made(configuration, performed, files);

    expect([...first.keys()].sort()).toEqual([
      'index.html',
      'ocsf-2003.ndjson',
      'oscal-ar.json',
      'oscal-poam.json',
      'results.ndjson',
      'statement/s.html',
    ]);
    for (const [path, file] of first) {
      const bytes = text(file);
      expect(bytes.length, path).toBeGreaterThan(0);
      expect(text(again.get(path)), path).toBe(bytes);
    }
  });

  it('E5: says which text the claims were taken from, by the digest of its bytes', async () => {
    const { store, configuration, performed } = await story();
    const files = await snapshotReports(configuration, performed, USED, store);
    const bytes = readFileSync(join(folder, 's.txt'));

    expect(JSON.parse(text(files['scope/statements.json']))).toEqual([
      { document: 's', source: 's.txt', sha256: createHash('sha256').update(bytes).digest('hex') },
    ]);
  });

  it('marks the claim in the text that the document names', async () => {
    const { store, configuration, performed } = await story();
    const files = await snapshotReports(configuration, performed, USED, store);

    const reports = made(configuration, performed, files);

    expect(text(reports.get('statement/s.html'))).toContain(
      '<mark class="good">The vault is good, says the text.</mark>',
    );
  });

  it('without a state tells of this scan alone', async () => {
    const { configuration, performed } = await story();
    const files = await snapshotReports(configuration, performed, USED, undefined);

    expect(parseCsv(text(files['results/drift.csv']))).toHaveLength(2);
    expect(parseCsv(text(files['coverage/runs.csv']))).toHaveLength(1);
    expect(parseCsv(text(files['results/timeline.csv']))).toHaveLength(1);
  });
});
