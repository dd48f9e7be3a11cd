import { describe, expect, it } from 'vitest';
import { backupRecent } from '#checks/backup-recent.ts';
import { customerKeys } from '#checks/customer-keys.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { location } from '#checks/location.ts';
import { disk } from '#resource-types/compute/disk.ts';
import { scaleSet } from '#resource-types/compute/scale-set.ts';
import { snapshot } from '#resource-types/compute/snapshot.ts';
import { virtualMachine } from '#resource-types/compute/virtual-machine.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { judgeType } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

type Question = Parameters<typeof judgeType>[0];

/** What a question says of every recorded resource of a type, with nothing that backs it up. */
async function verdicts(question: Question, type: ResourceType, given = {}) {
  const [first = ''] = Object.keys(type.reads);
  const none = Object.fromEntries(Object.keys(type.reads).map((name) => [name, []]));
  const said: string[] = [];
  for (const row of recordedRows(type.type)) {
    const bodies = { ...none, [first]: row };
    const judged = await judgeType(question, type, bodies, given);
    said.push(judged[0]?.verdict.status ?? '');
  }
  return said;
}

function count(said: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(said, (word) => word)].map(([word, all]) => [word, all.length]),
  );
}

describe.skipIf(!sharedIsHere)('recorded compute (needs the shared recordings)', () => {
  it('disks: all encrypted, of most whose key is not said; those that hang on nothing are lost', async () => {
    const attached = recordedRows(disk.type).filter((row) => typeof row['managedBy'] === 'string');

    expect(count(await verdicts(location, disk, { within: 'EEA' }))).toEqual({ fail: 7 });
    expect(count(await verdicts(encryptionAtRest, disk))).toEqual({ pass: 7 });
    // One of 2024 names the platform's key; those of 2018 name none.
    expect(count(await verdicts(customerKeys, disk))).toEqual({ fail: 1, unknown: 6 });
    // Attached ones are judged by their machines, which nothing looks up here.
    expect(count(await verdicts(backupRecent, disk))).toEqual({
      fail: 7 - attached.length,
      unknown: attached.length,
    });
  });

  it('snapshots: in the United States, under a key of the customer', async () => {
    expect(await verdicts(location, snapshot, { within: 'EEA' })).toEqual(['fail', 'fail']);
    expect(await verdicts(encryptionAtRest, snapshot)).toEqual(['pass', 'pass']);
    expect(await verdicts(customerKeys, snapshot)).toEqual(['pass', 'pass']);
  });

  it('machines: none is encrypted by its host, and no vault keeps any', async () => {
    const said = await verdicts(encryptionAtRest, virtualMachine);
    const rows = recordedRows(virtualMachine.type);
    const isOn = rows.map((row) => /"encryptionAtHost":true/u.test(JSON.stringify(row)));

    expect(rows.length).toBeGreaterThanOrEqual(25);
    expect(said.filter((word) => word === 'pass')).toHaveLength(isOn.filter(Boolean).length);
    expect(count(said)['fail']).toBeGreaterThan(15);
    expect(new Set(await verdicts(backupRecent, virtualMachine))).toEqual(new Set(['fail']));
  });

  it('scale sets: none says that its hosts encrypt', async () => {
    const said = await verdicts(encryptionAtRest, scaleSet);

    expect(said).toHaveLength(3);
    expect(said).not.toContain('pass');
  });
});
