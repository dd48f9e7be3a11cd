import { describe, expect, it } from 'vitest';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { logWorkspace } from '#resource-types/insights/workspace.ts';
import type { Question } from '#traits/define-check.ts';
import { type Bodies, brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

const ABROAD: Locate = async () =>
  await Promise.resolve({ is: 'in-scope', evidence: [], at: [], location: 'eastus' });

async function statusOf(
  question: Question,
  bodies: Bodies,
  given = {},
  locate: Locate = locateGood,
): Promise<string | undefined> {
  const judged = await judgeType(question, logWorkspace, bodies, given, { locate });
  return judged[0]?.verdict.status;
}

function without(read: 'exports' | 'linked', more: Parameters<typeof brokenBodies>[1] = {}) {
  const other = read === 'exports' ? 'linked' : 'exports';
  return { ...brokenBodies(logWorkspace, more), [other]: [], settings: [] };
}

describe('a log workspace', () => {
  it.each([
    ['an export rule', without('exports'), 'fail'],
    [
      'an export rule that is off',
      without('exports', { exports: { '0/properties/enable': false } }),
      'pass',
    ],
    [
      'an export rule that does not say so',
      without('exports', { exports: { '0/properties/enable': undefined } }),
      'fail',
    ],
    ['a linked account', without('linked'), 'fail'],
  ])('has its logs abroad as well by %s', async (_, bodies, status) => {
    expect(await statusOf(location, bodies, { within: 'EEA' }, ABROAD)).toBe(status);
  });

  it.each([
    ['on', { enabled: true, location: 'eastus' }, 'fail'],
    ['off', { enabled: false, location: 'eastus' }, 'pass'],
    [
      'being switched off',
      { enabled: false, location: 'eastus', provisioningState: 'Disabling' },
      'fail',
    ],
    ['on without a place', { enabled: true }, 'unknown'],
    ['not said', {}, 'unknown'],
  ])('is replicated where replication is %s', async (_, replication, status) => {
    const bodies = brokenBodies(logWorkspace, {
      workspace: { 'properties/replication': replication },
    });

    expect(await statusOf(location, bodies, { within: 'EEA' })).toBe(status);
  });
});

describe.skipIf(!sharedIsHere)('recorded workspaces (need the shared recordings)', () => {
  it('are open to everybody, over TLS, in the United States', async () => {
    const rows = recordedRows('Microsoft.OperationalInsights/workspaces');

    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const workspace of rows) {
      const bodies = { workspace, exports: [], linked: [], settings: [] };
      expect(await statusOf(networkIsolation, bodies)).toBe('fail');
      expect(await statusOf(encryptionInTransit, bodies)).toBe('pass');
      expect(await statusOf(location, bodies, { within: 'EEA' })).toBe('fail');
    }
  });
});
