import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { preAuthentication } from '#evidence/attestation.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { SEALING_FILES } from '#evidence/snapshot-layout.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { openCheckpoint } from '#merkle-log/checkpoint.ts';
import { parseConsistency, parseInclusion } from '#merkle-log/proof-text.ts';
import { verifyConsistency, verifyInclusion } from '#merkle-log/proofs.ts';
import { parseVkey } from '#merkle-log/signed-note.ts';
import { leafHash } from '#merkle-log/tree.ts';
import { GO_ON, keptScan, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog } from '../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../harness/sealed.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

function text(path: string, name: string): string {
  return readFileSync(join(path, name), 'utf8');
}

describe('a sealed snapshot', () => {
  it('E13 has every file of the sealing and passes the verification of its contents', async () => {
    const { path, unsealed, manifest } = await sealedSnapshot(temporaryDirectory());

    const missing = SEALING_FILES.filter((file) => !existsSync(join(path, file)));
    const sums = text(path, 'SHA256SUMS');
    expect(unsealed).toBeNull();
    expect(missing).toEqual([]);
    expect(await verifyBundle(path)).toMatchObject({ altered: [] });
    expect(sums).toContain('  keys/attest-p256.pem\n');
    expect(sums).not.toMatch(/ {2}(?:attestation|log)[./]/u);
    expect(manifest.anchorsAbsent).toEqual(['immutableBlob', 'rfc3161']);
  });

  it('its manifest has the members of the format and no other', async () => {
    const { path } = await sealedSnapshot(temporaryDirectory());
    const members = Object.keys(JSON.parse(text(path, 'manifest.json')));

    expect(members).toEqual([
      'anchorsAbsent',
      'anchorsConfigured',
      'collector',
      'coverage',
      'files',
      'formatVersion',
      'period',
      'scanId',
      'snapshot',
      'tenantId',
    ]);
  });

  it.skipIf(!sharedIsHere)(
    'E13 has statement and envelope of the right shapes (needs the shared schemas)',
    async () => {
      const { path } = await sealedSnapshot(temporaryDirectory());
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const schema = (name: string): object =>
        JSON.parse(readFileSync(sharedPath('schemas', name), 'utf8')) as object;

      const statement: unknown = JSON.parse(text(path, 'attestation.statement.json'));
      const envelope = JSON.parse(text(path, 'attestation.dsse.json')) as { payload: string };

      expect(ajv.validate(schema('in-toto-statement-v1.schema.json'), statement)).toBe(true);
      expect(ajv.validate(schema('dsse-envelope.schema.json'), envelope)).toBe(true);
      expect(Buffer.from(envelope.payload, 'base64').toString()).toBe(
        text(path, 'attestation.statement.json'),
      );
    },
  );

  it.skipIf(!sharedIsHere)('E13 encodes as DSSE does (needs the shared vectors)', () => {
    const vectors = JSON.parse(
      readFileSync(sharedPath('schemas', 'crypto-vectors.json'), 'utf8'),
    ) as {
      readonly dsse: { readonly pae: string; readonly payloadType: string; readonly body: string };
    };
    const ours = preAuthentication(Buffer.from(vectors.dsse.body)).toString();

    const asTheirs = ours.replace(
      '28 application/vnd.in-toto+json',
      `29 ${vectors.dsse.payloadType}`,
    );

    expect(asTheirs).toBe(vectors.dsse.pae);
  });

  it('E11 stands in the log, and the log continues what was signed before', async () => {
    const { path } = await sealedSnapshot(temporaryDirectory());
    const key = parseVkey(text(path, 'keys/log.vkey').trimEnd());
    if (key === undefined) throw new Error('the key of the log was not read');
    const checkpoint = openCheckpoint(text(path, 'log/checkpoint'), key);
    const prior = openCheckpoint(text(path, 'log/prior-checkpoint'), key);
    const inclusion = parseInclusion(text(path, 'log/inclusion.tlog-proof'));
    const consistency = parseConsistency(text(path, 'log/consistency.txt'));
    if (!checkpoint || !prior || !inclusion || !consistency) throw new Error('a part is missing');

    const leaf = leafHash(readFileSync(join(path, 'log/entry.json')));
    const { size, root } = checkpoint;

    expect(verifyInclusion(leaf, inclusion.index, size, root, inclusion.proof)).toBe(true);
    expect(inclusion.index).toBeGreaterThanOrEqual(prior.size);
    expect(inclusion.checkpoint).toBe(text(path, 'log/checkpoint'));
    expect(consistency.oldSize).toBe(prior.size);
    expect(verifyConsistency(prior.size, prior.root, size, root, consistency.proof)).toBe(true);
    const { predicate } = JSON.parse(text(path, 'attestation.statement.json')) as {
      readonly predicate: { readonly log: object };
    };
    expect(predicate.log).toEqual({
      origin: 'posture.test/log',
      sizeBefore: prior.size,
      rootBefore: Buffer.from(prior.root).toString('base64'),
    });
  });

  it('E13 names the snapshot before it by the digest of its manifest', async () => {
    const directory = temporaryDirectory();
    const sealing = sealingIn(directory);
    const first = await sealedSnapshot(directory, sealing);
    const { store, result } = await keptScan(temporaryDirectory());
    const later = {
      ...result,
      scan: { ...result.scan, finishedAt: '2027-01-01T00:00:00.000Z' },
    };
    const input = snapshotInput(directory, store, later, { sealer: sealing.sealer });

    const second = await writeSnapshot(input, GO_ON);

    expect(text(second.path, 'attestation.statement.json')).toContain(first.manifest.snapshot);
    expect(text(first.path, 'attestation.statement.json')).toMatch(/"previous": null/u);
  });

  it('E17 carries keys that openssl and node read, the private ones readable by their owner alone', async () => {
    const directory = temporaryDirectory();
    const { path } = await sealedSnapshot(directory);

    const key = createPublicKey(text(path, 'keys/attest-p256.pem'));
    const payload = preAuthentication(readFileSync(join(path, 'attestation.statement.json')));
    const mode = statSync(join(directory, 'private/attest-p256.pem')).mode & 0o777;

    expect(verify('sha256', payload, key, readFileSync(join(path, 'attestation.sig')))).toBe(true);
    expect(mode).toBe(0o600);
    expect(text(path, 'keys/history.json')).toContain(text(path, 'keys/log.vkey').trim());
  });

  it('E12 is kept unsealed, and says so, when the log contradicts what was signed', async () => {
    const directory = temporaryDirectory();
    const log = createMemoryLog();
    const first = sealingIn(directory, log);
    await first.start(new AbortController().signal);
    log.rollBack(0);
    const sealing = sealingIn(directory, log);

    const { path, unsealed, manifest } = await sealedSnapshot(directory, sealing);

    expect(unsealed?.code).toBe('EVIDENCE_LOG_MISMATCH');
    expect(existsSync(join(path, 'attestation.sig'))).toBe(false);
    expect(manifest.anchorsAbsent).toContain('signature');
    expect(sealing.symptoms()).toMatchObject([{ code: 'LogMismatch', severity: 'critical' }]);
  });
});
