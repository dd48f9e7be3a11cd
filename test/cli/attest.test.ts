import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore, openStoreForReading } from '#store/open-store.ts';
import { runHere } from '../harness/posture-here.ts';
import { wholeLog } from '../store/whole-log.ts';

let folder: string;
let config: string;
let proof: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'posture-attest-'));
  proof = join(folder, 'register.pdf');
  writeFileSync(proof, 'the register of contracts');
  const document = join(folder, 'own.yaml');
  writeFileSync(
    document,
    `id: own
title: Our own statement
claims:
  - { id: own.word, section: "1", summary: Contracts exist., locator: contracts, severity: low, attest: { every: P1Y, owner: legal } }
  - { id: own.tls, section: "2", summary: Encrypted., locator: TLS, severity: high, verify: [{ check: encryption-in-transit }] }
`,
  );
  config = join(folder, 'posture.yaml');
  writeFileSync(
    config,
    `azure: { credential: managed-identity }
documents: [{ file: ${document}, scope: { subscriptions: ["11111111-1111-4111-8111-111111111111"] } }]
state: ${join(folder, 'state')}
`,
  );
  (await openStore(join(folder, 'state'))).close();
});

async function attest(...args: readonly string[]) {
  return await runHere(['attest', ...args, '--config', config]);
}

describe('posture attest', () => {
  it('records the digest of a file in the state and in the evidence log, beside a running service', async () => {
    const service = await openStore(join(folder, 'state'));
    const run = await attest('own.word', '--proof', proof, '--by', 'Jane Doe', '--note', 'seen');
    service.close();

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('Jane Doe vouches for own.word');
    const state = await openStoreForReading(join(folder, 'state'));
    const [given] = (await state?.attestations()) ?? [];
    const sha256 = createHash('sha256').update(readFileSync(proof)).digest('hex');
    expect(given).toMatchObject({
      claim: 'own.word',
      document: 'own',
      by: 'Jane Doe',
      proof: 'register.pdf',
      proofSha256: sha256,
      note: 'seen',
    });
    if (state === undefined) throw new Error('there is a state');
    const entries = (await wholeLog(state)).filter(({ type }) => type === 'attestation');
    expect(entries).toMatchObject([
      { body: { id: given?.recorded.id, claim: 'own.word', by: 'Jane Doe', proofSha256: sha256 } },
    ]);
    state.close();
  });

  it('lists who vouched for what, when, and until when it counts', async () => {
    await attest('own.word', '--proof', 'https://intranet.example.com/x', '--date', '2025-03-01');

    const { attestations } = JSON.parse((await attest('--format', 'json')).stdout);
    const text = await attest();

    expect(attestations).toMatchObject([{ claim: 'own.word', owner: 'legal', status: 'attested' }]);
    const proofs = attestations[0].given.map((one: { proof: string }) => one.proof);
    expect(proofs).toContain('https://intranet.example.com/x');
    expect(text.stdout).toContain('Jane Doe');
    expect(text.stdout).not.toContain('own.tls');
  });

  it.each([
    ['a claim that is none', ['own.nothing', '--proof', 'https://x.example'], 'no claim'],
    ['a claim that Azure answers', ['own.tls', '--proof', 'https://x.example'], 'no attestation'],
    ['no proof', ['own.word'], '--proof must name'],
    ['a file that is not there', ['own.word', '--proof', '/nowhere/x.pdf'], 'as a file'],
    [
      'a day that does not exist',
      ['own.word', '--proof', 'https://x.example', '--date', '2026-02-30'],
      'no date',
    ],
    [
      'a day to come',
      ['own.word', '--proof', 'https://x.example', '--date', '2999-01-01'],
      'not begun',
    ],
    ['a password in the address', ['own.word', '--proof', 'https://a:b@x.example'], 'password'],
    ['a proof for nothing', ['--proof', 'https://x.example'], 'needs the claim'],
  ])('refuses %s', async (_, args, words) => {
    const run = await attest(...args);

    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain(words);
  });
});
