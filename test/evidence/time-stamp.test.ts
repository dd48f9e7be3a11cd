import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTimeStamper } from '#evidence/time-stamp.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog } from '../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../harness/sealed.ts';
import { startTimeStampAuthority } from '../harness/time-stamp-authority.ts';

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

function sealingStampedBy(url: string, chainFile: string, directory: string) {
  return sealingIn(directory, createMemoryLog(), {
    settings: {
      directory,
      origin: 'posture.test/log',
      signing: { kind: 'file', directory: `${directory}/private` },
      timestamp: { url, chainFile },
    },
    timeStamper: createTimeStamper(url),
  });
}

describe.skipIf(!hasOpenssl)('time stamps (openssl ts as a real authority; needs openssl)', () => {
  it('E14 E18 are verified by openssl ts in a shell, and not for an altered signature', async () => {
    const tsa = await startTimeStampAuthority();
    const directory = temporaryDirectory();

    const { path, manifest } = await sealedSnapshot(
      directory,
      sealingStampedBy(tsa.url, tsa.rootFile, directory),
    );
    writeFileSync(join(path, 'tsa-root.pem'), readFileSync(tsa.rootFile));
    const verify = (): number | null =>
      spawnSync(
        'sh',
        ['-c', 'openssl ts -verify -in attestation.tsr -data attestation.sig -CAfile tsa-root.pem'],
        { cwd: path },
      ).status;

    expect(verify()).toBe(0);
    expect(manifest.anchorsConfigured).toEqual(['rfc3161']);
    expect(readFileSync(join(path, 'log/anchors.json'), 'utf8')).toContain('"status": "present"');
    expect(readFileSync(join(path, 'keys/tsa-chain.pem'), 'utf8')).toBe(
      readFileSync(tsa.rootFile, 'utf8'),
    );
    writeFileSync(join(path, 'attestation.sig'), 'another');
    expect(verify()).not.toBe(0);
  });

  it('E14 that cannot be had leave the snapshot sealed, and the bundle says so', async () => {
    const tsa = await startTimeStampAuthority();
    tsa.script.status = 503;
    const directory = temporaryDirectory();
    const sealing = sealingStampedBy(tsa.url, tsa.rootFile, directory);

    const { path, unsealed } = await sealedSnapshot(directory, sealing);

    expect(unsealed).toBeNull();
    expect(existsSync(join(path, 'attestation.tsr'))).toBe(false);
    expect(readFileSync(join(path, 'log/anchors.json'), 'utf8')).toMatch(
      /503[^}]*"status": "failed"/u,
    );
    expect(sealing.symptoms()).toMatchObject([{ code: 'AnchorFailed:rfc3161' }]);
  });

  it.each<[string, RegExp, (reply: Buffer) => Buffer]>([
    ['is cut off', /no answer of RFC 3161/u, (reply) => reply.subarray(0, -1)],
    ['has something behind it', /no answer of RFC 3161/u, (reply) => Buffer.concat([reply, reply])],
    ['is empty', /no answer of RFC 3161/u, () => Buffer.alloc(0)],
    ['is no DER', /no answer of RFC 3161/u, () => Buffer.from('<html>')],
    ['refuses', /refused with status 2/u, () => Buffer.from('30053003020102', 'hex')],
    ['grants without a token', /no time stamp in it/u, () => Buffer.from('30053003020100', 'hex')],
  ])('E14 are refused when the answer %s', async (_, message, answer) => {
    const tsa = await startTimeStampAuthority();
    tsa.script.answer = answer;

    const stamped = createTimeStamper(tsa.url).stamp(Buffer.from('data'), GO_ON);

    await expect(stamped).rejects.toThrow(message);
  });

  it('E14 are refused when they are an earlier answer, for the same data or for other', async () => {
    const tsa = await startTimeStampAuthority();
    const stamper = createTimeStamper(tsa.url);
    const earlier = await stamper.stamp(Buffer.from('data'), GO_ON);
    tsa.script.answer = () => Buffer.from(earlier);

    await expect(stamper.stamp(Buffer.from('data'), GO_ON)).rejects.toThrow(/another request/u);
    await expect(stamper.stamp(Buffer.from('other'), GO_ON)).rejects.toThrow(/something else/u);
  });

  it('says so when nobody answers', async () => {
    const stamper = createTimeStamper('http://127.0.0.1:1/');

    await expect(stamper.stamp(Buffer.from('data'), GO_ON)).rejects.toMatchObject({
      code: 'EVIDENCE_TIME_STAMP',
    });
  });
});
