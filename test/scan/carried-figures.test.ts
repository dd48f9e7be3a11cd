import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { BoundDocument } from '#domain/document.ts';
import { toInstant } from '#domain/instant.ts';
import { pass } from '#domain/verdict.ts';
import type { Check } from '#evaluation/check.ts';
import { runScan } from '#scan/run-scan.ts';
import type { ScanOutcome, ScanRequest } from '#scan/scanner.ts';
import {
  announce,
  createWorld,
  scannerOf,
  statement,
  thing,
  VAULT,
  type World,
  worldCheck,
} from '../harness/monitor-world.ts';
import { remember, withStood } from '../harness/remembered.ts';

const HOUR_MS = 3_600_000;
const OWN = thing(VAULT, ['v1']);

/** A made-up measure, which may stand for six hours. */
const UPTIME: Check = {
  ...worldCheck('uptime', VAULT, ['keyVault'], (_value, _resource, parameters) =>
    pass('It was up', { expected: parameters, observed: 100 }),
  ),
  parameters: z.strictObject({ atLeast: z.number() }),
  figure: { unit: '%', measures: ['up'], days: 30 },
  carriedAtMostHours: 6,
};

function documentOf(unit: string): BoundDocument {
  const { statement: text, scope } = statement('s', [[]]);
  const measure = { measure: 'up', atLeast: 99.9, unit };
  return {
    scope,
    statement: { ...text, claims: text.claims.map((claim) => ({ ...claim, measure })) },
  };
}

async function scan(
  world: World,
  earlier?: ScanOutcome,
  unit = '%',
): Promise<{ outcome: ScanOutcome; asked: readonly string[] }> {
  world.questions.length = 0;
  const request: ScanRequest = {
    id: 'scan-00000001',
    mode: earlier === undefined ? 'full' : 'incremental',
    documents: [documentOf(unit)],
    attestations: [],
    exceptions: [],
    only: {},
    deadlineMs: 60_000,
    ...(earlier === undefined
      ? {}
      : { earlier: remember(earlier), changesSince: toInstant(world.now - HOUR_MS) }),
  };
  const scanner = { ...scannerOf(world), checks: [UPTIME] };
  const made = await runScan(scanner, request, new AbortController().signal);
  const outcome = await withStood(made, earlier === undefined ? undefined : remember(earlier));
  return { outcome, asked: [...world.questions] };
}

// Six hours at the most, and spread over the last quarter of that.
describe('a figure that an earlier scan measured', () => {
  it.each([
    [1, 0],
    [4.5, 0],
    [6.01, 1],
    [20, 1],
  ])('%d hours later is asked %d times, and holds', async (hours, times) => {
    const world = createWorld([OWN]);
    const first = await scan(world);
    world.now += hours * HOUR_MS;
    const second = await scan(world, first.outcome);

    expect(first.asked).toHaveLength(1);
    expect(second.asked).toHaveLength(times);
    expect(second.outcome.result.claims[0]).toMatchObject({
      status: 'holds',
      measurement: { value: 100 },
      findings: [{ readAt: toInstant(times === 0 ? world.now - hours * HOUR_MS : world.now) }],
    });
  });

  it('is asked again when its resource was written', async () => {
    const world = createWorld([OWN]);
    const first = await scan(world);
    announce(world, OWN.id);

    expect((await scan(world, first.outcome)).asked).toHaveLength(1);
  });

  it('is not asked for at all in another unit', async () => {
    const { outcome, asked } = await scan(createWorld([OWN]), undefined, 'hours');

    expect(asked).toEqual([]);
    expect(outcome.result.claims[0]).toMatchObject({
      status: 'unverified',
      reason: expect.stringContaining('no such measure: up in hours.'),
    });
  });
});
