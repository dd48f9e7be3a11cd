import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTimeStamper } from '#evidence/time-stamp.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted } from '#evidence/verify-keys.ts';
import { temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog } from '../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../harness/sealed.ts';
import { startTimeStampAuthority } from '../harness/time-stamp-authority.ts';
import { pythonIsHere, startPython } from './python-verifier.ts';

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

describe.skipIf(!hasOpenssl)('verifying time stamps (needs openssl)', () => {
  it('E14 accepts the one of this signature, and neither another’s nor a refused one', async () => {
    const tsa = await startTimeStampAuthority();
    const directory = temporaryDirectory();
    const stamper = createTimeStamper(tsa.url);
    const { path } = await sealedSnapshot(
      directory,
      sealingIn(directory, createMemoryLog(), {
        settings: {
          directory,
          origin: 'posture.test/log',
          signing: { kind: 'file', directory: `${directory}/private` },
          timestamp: { url: tsa.url, chainFile: null },
        },
        timeStamper: stamper,
      }),
    );
    const key = join(path, 'keys/attest-p256.pem');
    const trusted = parseTrusted(readFileSync(key, 'utf8'));
    const python = pythonIsHere ? startPython() : undefined;
    onTestFinished(() => python?.close());
    const statuses = async () => [
      (await verifyBundle(path, { trusted })).status,
      (await python?.ask({ bundle: path, key }))?.status ?? 'no python3 here',
    ];
    const expected = (status: number) => [
      status,
      python === undefined ? 'no python3 here' : status,
    ];
    const file = join(path, 'attestation.tsr');
    const good = readFileSync(file);

    expect(await statuses()).toEqual(expected(2));
    const signal = new AbortController().signal;
    const others = await stamper.stamp(Buffer.from('another signature'), signal);
    const refused = Buffer.from(good);
    // The status is the first number in it.
    refused[refused.indexOf(Buffer.from('020100', 'hex')) + 2] = 2;
    for (const bad of [others, refused, good.subarray(0, -1), Buffer.concat([good, good])]) {
      writeFileSync(file, bad);
      expect(await statuses()).toEqual(expected(1));
    }
    rmSync(file);
    expect(await statuses()).toEqual(expected(1));
  }, 30_000);
});
