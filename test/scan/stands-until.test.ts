import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { unavailable } from '#domain/reading.ts';
import { fail, pass, unknown } from '#domain/verdict.ts';
import type { Check } from '#evaluation/check.ts';
import type { Judgement } from '#evaluation/judgement.ts';
import { runScan } from '#scan/run-scan.ts';
import type { ScanOutcome } from '#scan/scanner.ts';
import { standsUntil, stillStands } from '#scan/stands-until.ts';
import { digestOf } from '../harness/azure-access.ts';
import {
  announce,
  createWorld,
  scannerOf,
  statement,
  type Thing,
  thing,
  VAULT,
  type World,
  worldCheck,
} from '../harness/monitor-world.ts';
import { type Remembered, remember, withStood } from '../harness/remembered.ts';

const HOUR = 3_600_000;
const NOW = '2026-11-21T00:00:00.000Z';
const now = toMilliseconds(NOW) ?? 0;
const EVIDENCE = [digestOf('an answer')];

/** A judgement that passes until so many hours from now, and fails from then on. */
const passingFor =
  (hours: number, item?: string) =>
  (at: Instant): Judgement => {
    const isOver = (toMilliseconds(at) ?? 0) - now >= hours * HOUR;
    const shown = { expected: 'young', observed: at };
    return {
      verdict: isOver ? fail('It is too old.', shown) : pass('It is young.', shown),
      evidence: EVIDENCE,
      readAt: now,
      ...(item === undefined ? {} : { item }),
    };
  };

async function hoursOf(...made: ((at: Instant) => Judgement)[]): Promise<number | undefined> {
  const judgeAt = async (at: Instant) => await Promise.resolve(made.map((one) => one(at)));
  const until = await standsUntil(await judgeAt(NOW), judgeAt, NOW);
  return until === undefined ? undefined : ((toMilliseconds(until) ?? 0) - now) / HOUR;
}

describe('standsUntil', () => {
  it('never says longer than until the verdict turns, nor much less, nor more than a day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0.3, max: 60, noNaN: true }), async (turns) => {
        const stands = (await hoursOf(passingFor(turns))) ?? -1;
        expect(stands).toBeLessThan(turns);
        expect(stands).toBeLessThanOrEqual(24);
        expect(stands).toBeGreaterThanOrEqual(Math.min(turns - 0.26, 18));
      }),
    );
  });

  it('goes by the item that turns first', async () => {
    const stands = (await hoursOf(passingFor(100, 'a'), passingFor(3, 'b'))) ?? -1;

    expect(stands).toBeLessThan(3);
    expect(stands).toBeGreaterThan(2.7);
  });

  it('says nothing of what fails or is not known: what mends it is told by no record', async () => {
    const blind = (): Judgement => ({
      verdict: unknown('It could not be read.', { expected: null }),
      evidence: EVIDENCE,
      readAt: now,
    });

    expect(await hoursOf(passingFor(-1))).toBeUndefined();
    expect(await hoursOf(passingFor(9, 'a'), blind)).toBeUndefined();
  });

  it('leaves a finding that does not say it to the next scan', async () => {
    const { result } = await scan(createWorld([youngVault()]));
    const finding = result.claims[0]?.findings[0];
    if (finding === undefined) throw new Error('there is no finding');

    expect(stillStands(finding, NOW)).toBe(true);
    const { standsUntil: until, ...bare } = finding;
    expect(stillStands(bare, NOW)).toBe(false);
    expect(stillStands(finding, until ?? '')).toBe(false);
  });
});

/** A vault whose setting is the hour at which it was young. */
function youngVault(): Thing {
  return thing(VAULT, ['v'], { settings: { own: '0' } });
}

/** Passes for five hours after the setting's hour. */
function agingCheck(): Check {
  return {
    ...worldCheck('young', VAULT, ['keyVault'], () => {
      throw new Error('it is judged by the clock');
    }),
    isTimeBound: true,
    async judge(entry, _parameters, source, { asOf }) {
      const reading = await source('keyVault', entry);
      if (reading.status === 'unavailable') {
        const verdict = unknown(reading.detail, { expected: null });
        return [{ verdict, evidence: entry.evidence, readAt: entry.readAt }];
      }
      const { setting } = reading.value as { setting: string };
      const hours = ((toMilliseconds(asOf) ?? 0) - now) / HOUR - Number(setting);
      const shown = { expected: 'young', observed: setting };
      const verdict = hours < 5 ? pass('It is young.', shown) : fail('It is old.', shown);
      return [{ verdict, evidence: reading.evidence, readAt: reading.readAt }];
    },
  };
}

async function scan(world: World, earlier?: Remembered, since?: Instant): Promise<ScanOutcome> {
  world.groupTags.set('rg', {});
  world.questions.length = 0;
  const made = await runScan(
    { ...scannerOf(world), checks: [agingCheck()] },
    {
      id: 'scan-00000001',
      mode: earlier === undefined ? 'full' : 'incremental',
      documents: [statement('s', [['young']])],
      attestations: [],
      exceptions: [],
      only: {},
      deadlineMs: 60_000,
      ...(earlier === undefined ? {} : { earlier }),
      ...(since === undefined ? {} : { changesSince: since }),
    },
    new AbortController().signal,
  );
  return await withStood(made, earlier);
}

const statusOf = ({ result }: ScanOutcome) => result.claims[0]?.findings.map((one) => one.status);

describe('a verdict that goes by the clock', () => {
  const vault = () => createWorld([youngVault()]);
  const later = (world: World, hours: number): Instant => {
    const since = toInstant(world.now);
    world.now = now + hours * HOUR;
    return since;
  };

  it('is carried while it stands, and its answer is not asked for', async () => {
    const world = vault();
    const first = await scan(world);
    const since = later(world, 4);

    const second = await scan(world, remember(first), since);

    expect(statusOf(second)).toEqual(['pass']);
    expect(world.questions).toEqual([]);
    expect(second.result.claims[0]?.findings[0]?.readAt).toBe(NOW);
  });

  it('is made anew before it could turn, and then says what is so now', async () => {
    const world = vault();
    const first = await scan(world);
    const since = later(world, 5.1);

    expect(statusOf(await scan(world, remember(first), since))).toEqual(['fail']);

    const renewed = [...world.things.values()][0];
    if (renewed !== undefined) renewed.settings['own'] = '5';
    expect(statusOf(await scan(world, remember(first), since))).toEqual(['pass']);
    expect(world.questions.length).toBeGreaterThan(0);
  });

  it('is made anew when a write is announced, and when the records could not be read', async () => {
    const world = vault();
    const first = await scan(world);
    const since = later(world, 1);
    const [one] = [...world.things.values()];
    if (one === undefined) throw new Error('there is no vault');
    announce(world, one.id);
    await scan(world, remember(first), since);
    expect(world.questions.length).toBeGreaterThan(0);

    world.writes.length = 0;
    world.feed = 'unreadable';
    await scan(world, remember(first), since);
    expect(world.questions.length).toBeGreaterThan(0);
  });

  it('that fails is looked at by every scan, and what could not be read stays unknown', async () => {
    const world = vault();
    const [one] = [...world.things.values()];
    if (one === undefined) throw new Error('there is no vault');
    one.settings['own'] = '-9';
    const first = await scan(world);
    expect(statusOf(first)).toEqual(['fail']);
    const since = later(world, 1);
    world.refusals.set('*', unavailable('ServerError', 'no'));

    expect(statusOf(await scan(world, remember(first), since))).toEqual(['unknown']);
  });
});
