import { describe, expect, it } from 'vitest';
import { accessLogging } from '#checks/access-logging.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { location } from '#checks/location.ts';
import { unavailable } from '#domain/reading.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { component } from '#resource-types/insights/component.ts';
import type { Question } from '#traits/define-check.ts';
import { judgeType, locateGood } from '../../harness/judge-type.ts';

const WORKSPACE =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log';
const ABROAD: Locate = async () =>
  await Promise.resolve({ is: 'in-scope', evidence: [], at: [], location: 'eastus' });
const HIDDEN: Locate = async () =>
  await Promise.resolve({ is: 'not-known', why: unavailable('AuthorizationFailed', 'refused') });

async function statusOf(
  question: Question,
  properties: Readonly<Record<string, unknown>>,
  locate: Locate = locateGood,
): Promise<string | undefined> {
  const bodies = { component: { location: 'northeurope', properties }, settings: [] };
  const given = question === location ? { within: 'EEA' } : {};
  const [judged] = await judgeType(question, component, bodies, given, { locate });
  return judged?.verdict.status;
}

describe('Application Insights', () => {
  it.each([
    ['in its workspace', { WorkspaceResourceId: WORKSPACE }, locateGood, 'pass'],
    ['in its workspace abroad', { WorkspaceResourceId: WORKSPACE }, ABROAD, 'fail'],
    ['in a workspace not to be seen', { WorkspaceResourceId: WORKSPACE }, HIDDEN, 'unknown'],
    // Its continuous export may send copies anywhere.
    ['by itself', {}, HIDDEN, 'unknown'],
    ['by itself, as it says', { IngestionMode: 'ApplicationInsights' }, HIDDEN, 'unknown'],
    ['by itself, with an empty name', { WorkspaceResourceId: '' }, HIDDEN, 'unknown'],
    ['in a workspace not named', { IngestionMode: 'LogAnalytics' }, locateGood, 'unknown'],
    ['in a new way', { IngestionMode: 'Future' }, locateGood, 'unknown'],
  ])('keeps its records %s: %s is where the data is', async (_, properties, locate, status) => {
    expect(await statusOf(location, properties, locate)).toBe(status);
  });

  it.each([
    ['in scope', { WorkspaceResourceId: WORKSPACE }, locateGood, 'not-applicable'],
    ['not to be seen', { WorkspaceResourceId: WORKSPACE }, HIDDEN, 'unknown'],
  ])('what a workspace %s keeps is judged there', async (_, properties, locate, status) => {
    expect(await statusOf(encryptionAtRest, properties, locate)).toBe(status);
    expect(await statusOf(accessLogging, properties, locate)).toBe(status);
  });

  it('what it keeps itself is always encrypted, and nobody knows who reads it', async () => {
    expect(await statusOf(encryptionAtRest, {})).toBe('pass');
    expect(await statusOf(accessLogging, {})).toBe('unknown');
  });
});
