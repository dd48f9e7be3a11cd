import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBlobAnchor } from '#evidence/immutable-blob.ts';
import { type Azurite, azuriteIsHere, startAzurite } from '../harness/azurite.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog } from '../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../harness/sealed.ts';

function anchorAt(azurite: Azurite, changes: { container?: string } = {}) {
  return createBlobAnchor({
    ...azurite,
    origin: 'posture.test/log',
    now: () => '2026-11-21T03:00:00.000Z',
    ...changes,
  });
}

async function names({ owner }: Azurite): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of owner.listBlobsFlat()) found.push(name);
  return found;
}

describe.skipIf(!azuriteIsHere)(
  'checkpoints and bundles in a container (Azurite, which ignores immutability: its policy is not what is tested)',
  () => {
    it('E14 are put there once; the newest is found, and what is missing is said', async () => {
      const azurite = await startAzurite();
      const anchor = anchorAt(azurite);

      const empty = await anchor.newestCheckpoint(GO_ON);
      const protection = await anchor.keepCheckpoint('nine\n', 9, GO_ON);
      await anchor.keepCheckpoint('nine\n', 9, GO_ON);
      await anchor.keepCheckpoint('ten\n', 10, GO_ON);

      expect(empty).toBeUndefined();
      expect(protection.state).toBe('none');
      expect(await anchor.newestCheckpoint(GO_ON)).toBe('ten\n');
      expect(await names(azurite)).toHaveLength(2);
      await expect(anchor.keepCheckpoint('another nine\n', 9, GO_ON)).rejects.toThrow(
        /another content/u,
      );
      const file = join(temporaryDirectory(), 'b.zip');
      writeFileSync(file, 'a bundle');
      await anchor.keepFile('bundles/b.zip', file, GO_ON);
      await anchor.keepFile('bundles/b.zip', file, GO_ON);
      writeFileSync(file, 'altered');
      await expect(anchor.keepFile('bundles/b.zip', file, GO_ON)).rejects.toThrow(
        /another content/u,
      );
    });

    it('E12 E14 a state and a checkpoint set back together are refused at the next start', async () => {
      const azurite = await startAzurite();
      const directory = temporaryDirectory();
      const log = createMemoryLog();
      const blob = anchorAt(azurite);
      const sealing = sealingIn(directory, log, { blob });
      await sealing.start(GO_ON);
      const size = await log.size();
      const old = readFileSync(join(directory, 'log/checkpoint'));
      const { path, manifest } = await sealedSnapshot(directory, sealing);
      await sealing.keepSnapshot(path, GO_ON);

      log.rollBack(size);
      writeFileSync(join(directory, 'log/checkpoint'), old);
      const restarted = sealingIn(directory, log, { blob });
      await restarted.start(GO_ON);

      expect(manifest.anchorsConfigured).toEqual(['immutableBlob:None']);
      expect(readFileSync(join(path, 'log/anchors.json'), 'utf8')).toMatch(/none: [^}]*"present"/u);
      expect(await names(azurite)).toContainEqual(expect.stringMatching(/^bundles\/.*\.zip$/u));
      expect(sealing.symptoms()).toMatchObject([{ code: 'AnchorUnlocked', severity: 'medium' }]);
      expect(restarted.symptoms()).toMatchObject([{ code: 'LogMismatch', severity: 'critical' }]);
      expect(log.isFrozen).toBe(true);
    });

    it('E14 a container that is not there is a symptom, and the snapshot is sealed all the same', async () => {
      const azurite = await startAzurite();
      const blob = anchorAt(azurite, {
        container: azurite.container.replace(/evidence$/u, 'gone'),
      });
      const directory = temporaryDirectory();
      const sealing = sealingIn(directory, createMemoryLog(), { blob });

      const { path, unsealed } = await sealedSnapshot(directory, sealing);

      expect(unsealed).toBeNull();
      expect(readFileSync(join(path, 'log/anchors.json'), 'utf8')).toMatch(
        /ContainerNotFound[^}]*"failed"/u,
      );
      expect(sealing.symptoms()).toMatchObject([{ code: 'AnchorFailed:immutableBlob' }]);
    });
  },
);
