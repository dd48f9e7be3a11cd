import { spawnSync } from 'node:child_process';
import { verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isVouchedFor, readHistory } from '#evidence/keys/key-history.ts';
import { openKeyVaultSigner } from '#evidence/keys/key-vault-signer.ts';
import { GO_ON, temporaryDirectory } from '../../harness/evidence-store.ts';
import { type FakeKeyVault, startKeyVault } from '../../harness/key-vault.ts';
import { createMemoryLog } from '../../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../../harness/sealed.ts';

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

function sealingWith(vault: FakeKeyVault, directory: string, key: string, log = createMemoryLog()) {
  return sealingIn(directory, log, {
    settings: {
      directory,
      origin: 'posture.test/log',
      signing: { kind: 'key-vault', key, directory: `${directory}/private` },
      timestamp: null,
    },
    openVaultKey: async (keyId, signal) => await openKeyVaultSigner(keyId, vault, signal),
  });
}

describe.skipIf(!hasOpenssl)(
  'a key in Key Vault (the real SDK, a small HTTPS server that signs by openssl; needs openssl)',
  () => {
    it('E13 signs what verifies as DER, by get and sign alone', async () => {
      const vault = await startKeyVault();
      const signer = await openKeyVaultSigner(vault.keyId, vault, GO_ON);
      const words = Buffer.from('some words');

      const signature = await signer.sign(words, GO_ON);

      expect(verify('sha256', words, signer.publicKey, signature)).toBe(true);
      const version = vault.keyId.split('/').at(-1);
      expect(new Set(vault.requests)).toEqual(
        new Set([`GET /keys/seal/${version}`, `POST /keys/seal/${version}/sign`]),
      );
    });

    it('E18 seals a snapshot that openssl verifies in a shell', async () => {
      const vault = await startKeyVault();
      const directory = temporaryDirectory();
      const { path, unsealed } = await sealedSnapshot(
        directory,
        sealingWith(vault, directory, vault.keyId),
      );
      writeFileSync(join(path, '../key.pem'), readFileSync(join(path, 'keys/attest-p256.pem')));
      const command = String.raw`(printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(wc -c <attestation.statement.json); cat attestation.statement.json) | openssl dgst -sha256 -verify ../key.pem -signature attestation.sig`;

      expect(unsealed).toBeNull();
      expect(spawnSync('sh', ['-c', command], { cwd: path }).status).toBe(0);
    });

    it('E17 lets the older version vouch for the newer one', async () => {
      const vault = await startKeyVault();
      const directory = temporaryDirectory();
      const log = createMemoryLog();
      await sealedSnapshot(directory, sealingWith(vault, directory, vault.keyId, log));
      const newer = vault.addVersion();

      await sealingWith(vault, directory, newer, log).sealer.begin(GO_ON);

      const history = await readHistory(directory);
      const keys = history.keys.filter(({ purpose }) => purpose === 'attest');
      expect(keys.map(({ keyId }) => keyId)).toEqual([vault.keyId, newer]);
      expect(keys.map((key) => isVouchedFor(key, history))).toEqual([false, true]);
      expect(keys[0]?.to).toBe(keys[1]?.from);
      expect(await log.find('key', { action: 'replaced' })).toBeDefined();
    });

    it('E17 says that nobody vouched when the older version is disabled', async () => {
      const vault = await startKeyVault();
      const directory = temporaryDirectory();
      const log = createMemoryLog();
      await sealedSnapshot(directory, sealingWith(vault, directory, vault.keyId, log));
      const newer = vault.addVersion();
      vault.disable(vault.keyId);

      await sealingWith(vault, directory, newer, log).sealer.begin(GO_ON);

      const { keys } = await readHistory(directory);
      const last = keys.at(-1);
      expect(last).toMatchObject({ keyId: newer, signature: null });
      expect(last?.signedBy).toBe(keys.find(({ keyId }) => keyId === vault.keyId)?.fingerprint);
    });

    it.each([
      ['the key is disabled', (vault: FakeKeyVault) => vault.disable(vault.keyId)],
      ['another key signed', (vault: FakeKeyVault) => void (vault.lie.on = true)],
    ])('keeps the snapshot unsealed, and says so, when %s', async (_, spoil) => {
      const vault = await startKeyVault();
      spoil(vault);
      const directory = temporaryDirectory();
      const sealing = sealingWith(vault, directory, vault.keyId);

      const { unsealed } = await sealedSnapshot(directory, sealing);

      expect(unsealed?.code).toBe('EVIDENCE_KEY_VAULT');
      expect(sealing.symptoms()).toMatchObject([{ code: 'SealingFailed' }]);
    });

    it('refuses a key on another curve', async () => {
      const vault = await startKeyVault('P-384');

      await expect(openKeyVaultSigner(vault.keyId, vault, GO_ON)).rejects.toThrow(/P-256/u);
    });
  },
);
