import { describe, expect, it } from 'vitest';
import type { Digest } from '#domain/reading.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { vaultedIn } from '#resource-types/data-protection/vault-reads.ts';
import { createJoins } from '#scan/join-rows.ts';

const DIGEST: Digest = `sha256:${'3'.repeat(64)}`;
const NOW = Date.parse('2026-11-21T06:00:00Z');
const VAULT: InventoryEntry = {
  resource: { id: '/vault', name: 'vault', type: 'Microsoft.DataProtection/backupVaults' },
  groupTags: {},
  evidence: [DIGEST],
  readAt: NOW,
};

/** What the instances of the one vault say of a resource. */
async function saidOf(id: string, rows: readonly unknown[]) {
  const holders = { of: async () => await Promise.resolve({ entries: [VAULT], isAll: true }) };
  const join = createJoins(
    holders,
    async () =>
      await Promise.resolve({
        status: 'collected',
        value: rows,
        evidence: [DIGEST],
        at: rows.map((_, index) => ({ evidence: DIGEST, pointer: `/value/${index}` })),
        readAt: NOW,
      }),
    () => NOW,
  );
  return await join(vaultedIn, id);
}

describe('what backup vaults say of a resource', () => {
  const ofDisk = { properties: { dataSourceInfo: { resourceID: '/disk' } } };
  const ofNothing = { properties: { dataSourceInfo: {} } };

  it('is what the instances say that name it, in any letter case', async () => {
    expect(await saidOf('/DISK', [ofDisk])).toMatchObject({ value: [ofDisk] });
    expect(await saidOf('/another', [ofDisk])).toMatchObject({ status: 'collected', value: [] });
  });

  it('is not known where an instance does not say what it is of', async () => {
    const code = 'MalformedAnswer';

    expect(await saidOf('/another', [ofDisk, ofNothing])).toMatchObject({ code });
    // Who is named is named, whatever the others are of.
    expect(await saidOf('/disk', [ofDisk, ofNothing])).toMatchObject({ value: [ofDisk] });
  });
});
