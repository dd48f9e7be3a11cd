import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '#config/read-configuration.ts';
import type { Change } from '#domain/change.ts';
import { isFormerCheck } from '#domain/former-checks.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import type { StateStore } from '#domain/state-store.ts';
import { takeOverFormer } from '#scan/take-over-former.ts';
import { openStore } from '#store/open-store.ts';
import { type KeptScans, type Ran, startKeptScans } from '../harness/kept-scans.ts';
import { CHECKS } from '../harness/product.ts';
import { createHandClock, FIXTURES, live, livedEstate, SERVER } from './lived-estate.ts';
import { everythingAt, everythingIn, putLivedState } from './lived-state.ts';

const CONFIGURATION = join(FIXTURES, 'posture-today.yaml');
const CUT = `${SERVER}/databases/cut`;

/** What today's form sees and the old one did not, of the same answers, and why. */
const ANEW: readonly (readonly [Change['kind'], string, string, readonly string[]])[] = [
  // A type without a file is unknown to every question: what it copies where is not read.
  ['became-unreadable', 'location', 'cosmos-lived', ['flex.location', 'draftit.cloud-residency']],
  // What a vault protects is a database like any other, and the sentence speaks of all of them.
  ['found-failing', 'differential-backup', 'archive', ['flex.differential']],
  ['found-failing', 'differential-backup', 'stale', ['flex.differential']],
  ['found-failing', 'long-term-retention', 'archive', ['flex.long-term-retention']],
  ['found-failing', 'long-term-retention', 'stale', ['flex.long-term-retention']],
  // What cannot be is not beside the sentence: a dedicated SQL pool keeps no promise about databases that it never can.
  ['found-failing', 'point-in-time-restore', 'warehouse', ['flex.pitr']],
  ['found-failing', 'long-term-retention', 'warehouse', ['flex.long-term-retention']],
  ['found-failing', 'log-backup', 'warehouse', ['draftit.log-backup']],
  ['found-failing', 'backup-retention', 'warehouse', ['draftit.backup-retention']],
  ['found-failing', 'monthly-retention', 'warehouse', ['draftit.monthly-retention']],
  // The claim named no check of storage accounts, so that one without backups counted as examined.
  ['found-failing', 'backup-recent', 'stabroad', ['draftit.cloud-backup']],
  // It was told by where its data is; the sentence speaks of its backups, and it has none.
  ['stopped-failing', 'location', 'stabroad', ['draftit.cloud-backup']],
  // Nobody asked for zones then.
  ...['bare', 'cut', 'nap', 'orders', 'warehouse'].map(
    (name) => ['found-failing', 'zone-redundant', name, ['draftit.isolation']] as const,
  ),
];

type Everything = Awaited<ReturnType<typeof everythingAt>>;

let scans: KeptScans;
let before: Everything;
let first: Ran;
let afterFirst: Everything;
let afterSecond: Everything;
const clock = createHandClock();

beforeAll(async () => {
  scans = await startKeptScans({ estate: livedEstate(), config: CONFIGURATION, clock });
  await live(scans, clock, { after: -1, until: 40 });
  putLivedState(scans.directory);
  before = await everythingAt(scans.directory);
  first = await scans.posture('scan', '--format', 'json');
  afterFirst = await everythingAt(scans.directory);
  clock.moveTo(50);
  await scans.posture('scan', '--format', 'json');
  afterSecond = await everythingAt(scans.directory);
}, 120_000);

afterAll(async () => {
  await scans[Symbol.asyncDispose]();
});

function since<T>(earlier: readonly T[], later: readonly T[], keyOf: (one: T) => string): T[] {
  const known = new Set(earlier.map(keyOf));
  return later.filter((one) => !known.has(keyOf(one)));
}

const lastName = (text: string): string => text.split(/[;/]/u).at(-1) ?? '';

const toldOf = ({ kind, finding: { check, claim, item, resourceId } }: Change): string =>
  [kind, check, lastName(item ?? resourceId), claim].join(' ');

const newChanges = (): readonly Change[] => afterFirst.changes.slice(before.changes.length);

const newMessages = (earlier: Everything, later: Everything) =>
  since(earlier.messages, later.messages, ({ message }) => message.id);

/** A finding of the state by its claim, the last name of its resource and its check. */
function findingOf(of: Everything, claim: string, name: string, check: string) {
  const found = of.findings.filter(
    ({ finding }) =>
      finding.claim === claim && lastName(finding.resourceId) === name && finding.check === check,
  );
  expect(found).toHaveLength(1);
  return found[0];
}

describe('a configuration of the old form', () => {
  it('is refused, with a sentence for each exception that names a former check', () => {
    const file = join(FIXTURES, 'posture.yaml');

    const outcome = readConfiguration({ file, environment: {}, checks: CHECKS });

    const told = 'problems' in outcome ? outcome.problems : [];
    expect(told.map(({ line, found }) => [line, found])).toEqual([
      [5, '"storage-https-only"'],
      [11, '"sql-full-backup-interval"'],
      [19, '"sql-managed-point-in-time-retention"'],
      [24, '"sql-managed-restore-window"'],
      [26, '"resource-type-coverage"'],
    ]);
    for (const { message } of told)
      expect(message).toMatch(/there is no check "[\w-]+" any more: /u);
  });
});

describe('a former check on the command line', () => {
  it.each([
    ['explain', 'sql-server-minimum-tls'],
    ['alerts', 'silence', '--check', 'sql-server-minimum-tls', '--reason', 'r'],
  ])('is answered with what it is called now: %s', async (...args) => {
    const { status, stderr } = await scans.posture(...args);

    expect(status).toBe(3);
    expect(stderr).toContain(
      '"sql-server-minimum-tls" any more: encryption-in-transit asks that now',
    );
  });
});

describe('a state of the old form', () => {
  it('is one with violations, exceptions, doubts, and alerts that people have taken', () => {
    const statuses = Map.groupBy(before.findings, ({ finding }) => finding.status);

    expect(statuses.get('fail')?.length).toBeGreaterThan(40);
    expect(statuses.get('excepted')?.length).toBeGreaterThan(5);
    expect(statuses.get('unknown')?.length).toBeGreaterThan(10);
    const names = new Set(before.findings.map(({ finding }) => finding.check));
    expect([...names].filter((check) => !isFormerCheck(check)).sort()).toEqual([
      'link-answers',
      'scope-visible',
    ]);
    expect(new Set(before.alerts.map(({ kind }) => kind))).toEqual(
      new Set(['violation', 'blind', 'storm', 'left-scope']),
    );
    expect(new Set(before.alerts.map(({ mute }) => mute?.because ?? null))).toEqual(
      new Set([null, 'storm', 'silence']),
    );
  });

  it('is scanned without a mistake, and no former check is left', () => {
    expect([first.status, first.stderr]).toEqual([1, '']);
    const names = afterFirst.findings.map(({ finding }) => finding.check);

    expect(names.filter(isFormerCheck)).toEqual([]);
  });

  it('tells no change but what today’s form sees anew', () => {
    const anew = ANEW.flatMap(([kind, check, name, claims]) =>
      claims.map((claim) => [kind, check, name, claim].join(' ')),
    );

    expect(newChanges().map(toldOf).sort()).toEqual(anew.sort());
  });

  it('sends nothing but what is found anew, in alerts of its own', () => {
    const known = new Set(before.alerts.map(({ id }) => id));
    const told = newMessages(before, afterFirst).map(({ message }) => message);
    const opened = afterFirst.alerts.filter(({ id }) => !known.has(id));

    expect(told.filter(({ alertId }) => known.has(alertId))).toEqual([]);
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['trigger']));
    const members = opened.flatMap((alert) => alert.members.map(({ key }) => key));
    const found = newChanges().filter(({ kind }) => kind === 'found-failing');
    expect(members).toHaveLength(found.length);
  });

  it('ends no alert, and leaves each as it was told, taken and silenced', () => {
    const lifeOf = (alerts: Everything['alerts']) =>
      new Map(
        alerts.map(({ id, state, severity, mute, toldAt, sequence, openedAt, destinations }) => [
          id,
          { state, severity, mute, toldAt, sequence, openedAt, destinations },
        ]),
      );
    const now = lifeOf(afterFirst.alerts);

    for (const [id, life] of lifeOf(before.alerts)) expect([id, now.get(id)]).toEqual([id, life]);
  });

  it('keeps every violation open that was, with its age and its author', () => {
    const openBefore = before.findings.filter(({ finding }) => finding.status === 'fail');
    const now = Map.groupBy(afterFirst.findings, ({ finding }) => whereOf(finding));

    for (const { finding } of openBefore) {
      const standing = now.get(whereOf(finding))?.filter((one) => one.finding.status === 'fail');
      const told = [finding.check, finding.claim, finding.resourceId, finding.item];
      if (
        finding.check === 'storage-secondary-location' &&
        finding.claim === 'draftit.cloud-backup'
      )
        continue;
      expect([told, standing?.length === 0]).toEqual([told, false]);
    }
    const { finding } = findingOf(afterFirst, 'flex.pitr', 'cut', 'point-in-time-restore') ?? {};
    const was = findingOf(before, 'flex.pitr', 'cut', 'sql-point-in-time-retention');
    expect(finding?.since).toBe(was?.finding.since);
    expect(finding?.changedBy).toEqual(was?.finding.changedBy);
  });

  it('keeps in an alert what several checks told of a setting as one member', () => {
    const member = afterFirst.alerts
      .flatMap(({ members }) => members)
      .find(
        ({ kind, key }) =>
          kind === 'finding' && key.includes('point-in-time-restore') && key.endsWith('/cut'),
      );

    expect(member).toMatchObject({
      state: 'failing',
      formerly: ['sql-point-in-time-retention', 'sql-restore-window'],
      finding: { expected: 'kept for at least 14 days' },
    });
  });

  it('stays excepted what was wholly excepted, and covers it as it is shown from now on', () => {
    const nightly = findingOf(afterSecond, 'flex.pitr', 'ledger', 'point-in-time-restore');
    expect(nightly?.finding.status).toBe('excepted');
    for (const name of ['orders', 'cut', 'bare', 'nap'])
      expect(
        findingOf(afterSecond, 'draftit.full-backup', name, 'full-backup')?.finding.status,
      ).toBe('excepted');
    expect(afterFirst.covers.filter(({ isFormer }) => isFormer === true)).toEqual([]);

    const beside = findingOf(
      afterSecond,
      'flex.encryption-in-transit',
      'stabroad',
      'encryption-in-transit',
    );
    expect(beside?.finding.status).toBe('fail');
    expect(beside?.finding.reason).toContain('Not covered by the exception that Jane Doe approved');
  });

  it('carries what was read of a database before it fell asleep', () => {
    const asleep = findingOf(afterSecond, 'flex.encryption-at-rest', 'nap', 'encryption-at-rest');

    expect(asleep?.finding.status).toBe('pass');
    expect(asleep?.formerly).toEqual(['sql-transparent-data-encryption']);
  });

  it('has nothing more to tell with the next scan', () => {
    expect(afterSecond.changes.slice(afterFirst.changes.length).map(toldOf)).toEqual([]);
    expect(newMessages(afterFirst, afterSecond)).toEqual([]);
  });

  it('shows former checks in its history up to their end, and open under no name but today’s', async () => {
    const store = await openStore(scans.directory);
    const { periods } = await store.resourceHistory(CUT, 9_999);
    store.close();

    const open = periods.filter(({ until }) => until === null);
    expect(open.length).toBeGreaterThan(5);
    expect(open.map(({ check }) => check).filter(isFormerCheck)).toEqual([]);
    expect(periods.map(({ check }) => check)).toContain('sql-restore-window');
  });

  it('is taken over to the same end after a crash in the middle', async () => {
    const outcome = readConfiguration({ file: CONFIGURATION, environment: {}, checks: CHECKS });
    if ('problems' in outcome)
      throw new Error(outcome.problems.map(({ message }) => message).join());
    const { documents } = outcome.configuration;
    const at = '2026-11-28T08:40:00.000Z';
    const inDirectory = async (work: (store: StateStore) => Promise<void>): Promise<Everything> => {
      const directory = mkdtempSync(join(tmpdir(), 'posture-taken-'));
      putLivedState(directory);
      const store = await openStore(directory);
      await work(store);
      const found = await everythingIn(store);
      store.close();
      rmSync(directory, { recursive: true });
      return found;
    };
    const whole = await inDirectory(async (store) => {
      expect(await takeOverFormer(store, documents, CHECKS, at)).toBe(true);
      expect(await takeOverFormer(store, documents, CHECKS, at)).toBe(false);
    });

    const broken = await inDirectory(async (store) => {
      const dying: StateStore = {
        ...store,
        async takeOver({ resources }) {
          const covers = { removed: [], added: [] };
          const half = resources.slice(0, resources.length / 2);
          await store.takeOver({ resources: half, alerts: [], covers, doneAt: null });
          throw new Error('killed');
        },
      };
      await expect(takeOverFormer(dying, documents, CHECKS, at)).rejects.toThrow('killed');
      expect(await store.holdsFormer()).toBe(true);
      expect(await takeOverFormer(store, documents, CHECKS, at)).toBe(true);
    });

    expect(broken).toEqual(whole);
    expect(whole.changes).toEqual(before.changes);
    expect(whole.findings.filter(isOfNobody)).toEqual([]);
  });
});

/** Told by a former check, though a question asks it: where none does, only a violation is left to the next comparison. */
function isOfNobody({ finding, lastRead }: RecordedFinding): boolean {
  return isFormerCheck(finding.check) && (lastRead ?? finding).status !== 'fail';
}

function whereOf({ claim, resourceId, item = '' }: RecordedFinding['finding']): string {
  return [claim, resourceId, item].join(' ').toLowerCase();
}
