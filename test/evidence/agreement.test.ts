import { createPublicKey } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted } from '#evidence/verify-keys.ts';
import { forge } from './forger.ts';
import { pythonIsHere, startPython } from './python-verifier.ts';
import { randomOf } from './random-of.ts';
import { createTamperBase, keyRecord, ORIGIN } from './tamper-base.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const ROUNDS = 150;
/** Changed before the true keys seal it again: nothing but the content itself can be wrong then. */
const CONTENT = ['raw/index.ndjson', 'results/result.json', 'results/drift.csv'] as const;
/** Changed behind the sealing. */
const SEAL = [
  'manifest.json',
  'SHA256SUMS',
  'attestation.dsse.json',
  'keys/history.json',
  'keys/log.vkey',
  'log/anchors.json',
  'log/checkpoint',
  'log/consistency.txt',
  'log/entry.json',
  'log/inclusion.tlog-proof',
] as const;
const PIECES = [
  '"',
  ':',
  'null',
  '0',
  '-1',
  '1.5',
  '[]',
  '{}',
  ' ',
  '\n',
  '\r\n',
  'unknown',
  'é',
  '\ufeff',
  '"a":1,',
];
const TOKEN = /"[^"\n]*"|\d+|null|true|false/gu;

function mutate(text: string, random: () => number): string {
  const pick = (length: number): number => Math.floor(random() * length);
  const piece = PIECES[pick(PIECES.length)] ?? '';
  const at = pick(text.length);
  const tokens = [...text.matchAll(TOKEN)];
  const token = tokens[pick(tokens.length)];
  const lines = text.split('\n');
  switch (pick(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + pick(5));
    case 1:
      return text.slice(0, at) + piece + text.slice(at);
    case 2:
      lines.splice(pick(lines.length), pick(2), ...lines.slice(0, pick(2)));
      return lines.join('\n');
    default:
      return token === undefined
        ? text
        : text.slice(0, token.index) + piece + text.slice(token.index + token[0].length);
  }
}

it.skipIf(!pythonIsHere)(
  `E19 both verifiers agree whatever was changed (needs python3; seed ${SEED})`,
  async () => {
    using base = await createTamperBase();
    const python = startPython();
    const trusted = parseTrusted(readFileSync(base.key, 'utf8'));
    const random = randomOf(SEED);
    const path = join(base.folder, 'changed');
    const seen = new Set<number>();
    const change = (file: string): void => {
      const text = readFileSync(join(path, file), 'utf8');
      rmSync(join(path, file));
      writeFileSync(join(path, file), mutate(text, random));
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const table = random() < 0.6 ? CONTENT : SEAL;
      const file = table[Math.floor(random() * table.length)] ?? 'manifest.json';
      rmSync(path, { recursive: true, force: true });
      cpSync(base.good, path, { recursive: true });
      if (table === CONTENT) change(file);
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
      if (table === SEAL) change(file);

      const first = await verifyBundle(path, { trusted });
      const second = await python.ask({ bundle: path, key: base.key });

      const told = `${file}\n${JSON.stringify(first.altered)}\n${second.remarks.join('\n')}`;
      expect(second.status, told).toBe(first.status);
      expect(second.remarks.join(), told).not.toContain('so damaged');
      seen.add(first.status);
    }
    python.close();

    expect([...seen].sort((a, b) => a - b)).toEqual([1, 2]);
  },
  120_000,
);
