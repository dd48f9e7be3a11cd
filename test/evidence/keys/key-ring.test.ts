import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeNextKey } from '#evidence/keys/file-keys.ts';
import { currentKey, isVouchedFor, readHistory } from '#evidence/keys/key-history.ts';
import { type KeyTools, openLogKeyOf, openSigner, rotateKey } from '#evidence/keys/key-ring.ts';
import { fingerprintOf } from '#evidence/keys/signer.ts';
import { GO_ON, temporaryDirectory } from '../../harness/evidence-store.ts';
import { createMemoryLog } from '../../harness/memory-log.ts';

function keysIn(directory: string, changes: Partial<KeyTools> = {}) {
  const log = createMemoryLog();
  const notices: string[] = [];
  let second = 0;
  const tools: KeyTools = {
    settings: { kind: 'file', directory: join(directory, 'private') },
    evidence: directory,
    origin: 'posture.test/log',
    now: () => `2026-11-21T03:00:${String((second += 1)).padStart(2, '0')}.000Z`,
    openVaultKey: async () => await Promise.reject(new Error('no vault here')),
    notice: (message) => notices.push(message),
    tell: async (entry) => void (await log.append([entry])),
    ...changes,
  };
  return { tools, log, notices };
}

describe('signing keys in files', () => {
  it('E17 are made once, for their owner alone, with a word on what they are good for', async () => {
    const directory = temporaryDirectory();
    const { tools, log, notices } = keysIn(directory);

    const first = await openSigner(tools, GO_ON);
    const again = await openSigner(tools, GO_ON);
    const logKey = await openLogKeyOf(tools);

    expect(fingerprintOf(again.publicKey)).toBe(fingerprintOf(first.publicKey));
    expect((await openLogKeyOf(tools)).key).toEqual(logKey.key);
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/development key.*Key Vault/u);
    for (const file of ['attest-p256.pem', 'log-ed25519.pem'])
      expect(statSync(join(directory, 'private', file)).mode & 0o077).toBe(0);
    expect(await log.size()).toBe(2);
    expect((await log.find('key', { action: 'made', purpose: 'attest' }))?.index).toBe(0);
  });

  it('E17 hand over: the older key vouches for the newer, is gone, and the windows meet', async () => {
    const directory = temporaryDirectory();
    const { tools, log } = keysIn(directory);
    const older = await openSigner(tools, GO_ON);
    const oldPem = readFileSync(join(directory, 'private/attest-p256.pem'), 'utf8');

    const record = await rotateKey(tools, GO_ON);

    const history = await readHistory(directory);
    const [first, second] = history.keys;
    expect(record.signedBy).toBe(fingerprintOf(older.publicKey));
    expect(isVouchedFor(record, history)).toBe(true);
    expect(isVouchedFor({ ...record, from: '2020-01-01T00:00:00.000Z' }, history)).toBe(false);
    expect(first?.to).toBe(second?.from);
    expect(second?.to).toBeNull();
    expect(fingerprintOf((await openSigner(tools, GO_ON)).publicKey)).toBe(record.fingerprint);
    expect(readFileSync(join(directory, 'private/attest-p256.pem'), 'utf8')).not.toBe(oldPem);
    expect(existsSync(join(directory, 'private/attest-p256.next.pem'))).toBe(false);
    const entry = await log.find('key', { action: 'replaced', fingerprint: record.fingerprint });
    expect(Buffer.from(entry?.bytes ?? []).toString()).toContain(record.signature);
  });

  it('E17 finish a hand-over that was cut off after the history was written', async () => {
    const directory = temporaryDirectory();
    const { tools } = keysIn(directory);
    await openSigner(tools, GO_ON);
    const oldPem = readFileSync(join(directory, 'private/attest-p256.pem'));
    const record = await rotateKey(tools, GO_ON);
    const newPem = readFileSync(join(directory, 'private/attest-p256.pem'));
    writeFileSync(join(directory, 'private/attest-p256.next.pem'), newPem);
    writeFileSync(join(directory, 'private/attest-p256.pem'), oldPem);

    const signer = await openSigner(tools, GO_ON);

    expect(fingerprintOf(signer.publicKey)).toBe(record.fingerprint);
    expect((await readHistory(directory)).keys).toHaveLength(2);
  });

  it('E17 forget a key that was made for a hand-over that never was', async () => {
    const directory = temporaryDirectory();
    const { tools } = keysIn(directory);
    const before = await openSigner(tools, GO_ON);
    await makeNextKey(join(directory, 'private'));

    const after = await openSigner(tools, GO_ON);

    expect(fingerprintOf(after.publicKey)).toBe(fingerprintOf(before.publicKey));
  });

  it('E17 say so when the file was swapped: nobody vouched for the key in it', async () => {
    const directory = temporaryDirectory();
    const { tools } = keysIn(directory);
    await openSigner(tools, GO_ON);
    const other = keysIn(temporaryDirectory());
    await openSigner(other.tools, GO_ON);
    const theirs = readFileSync(join(other.tools.settings.directory, 'attest-p256.pem'));
    writeFileSync(join(directory, 'private/attest-p256.pem'), theirs);

    await openSigner(tools, GO_ON);

    const history = await readHistory(directory);
    const current = currentKey(history, 'attest');
    expect(current).toMatchObject({ signature: null, signedBy: history.keys[0]?.fingerprint });
    expect(current === undefined || isVouchedFor(current, history)).toBe(false);
  });

  it.each([
    ['no PEM', 'hello'],
    ['a key of another kind', undefined],
  ])('refuse a file with %s', async (_, content) => {
    const directory = temporaryDirectory();
    const { tools } = keysIn(directory);
    await openLogKeyOf(tools);
    const ed25519 = readFileSync(join(directory, 'private/log-ed25519.pem'), 'utf8');
    writeFileSync(join(directory, 'private/attest-p256.pem'), content ?? ed25519);

    await expect(openSigner(tools, GO_ON)).rejects.toMatchObject({ code: 'EVIDENCE_KEY' });
  });

  it('refuse a history that is damaged instead of beginning another', async () => {
    const directory = temporaryDirectory();
    const { tools } = keysIn(directory);
    await openSigner(tools, GO_ON);
    writeFileSync(join(directory, 'keys/history.json'), '{"keys":[{}]}');

    await expect(openSigner(tools, GO_ON)).rejects.toMatchObject({ code: 'EVIDENCE_KEY_HISTORY' });
  });
});
