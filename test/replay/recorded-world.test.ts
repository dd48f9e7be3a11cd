import { describe, expect, it } from 'vitest';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { askingsOf } from '#replay/askings.ts';
import type { RecordedSnapshot } from '#replay/recorded-snapshot.ts';
import { createRecordedWorld } from '#replay/recorded-world.ts';
import { scanResult } from '../harness/scan-result.ts';

const URL_A = 'https://a.example/x?api-version=1';

function kept(changes: Partial<KeptExchange>): KeptExchange {
  return {
    scan: 'now',
    seq: 1,
    operation: 'x',
    method: 'GET',
    url: URL_A,
    requestSha256: null,
    apiVersion: '1',
    status: 200,
    headers: {},
    startedAt: '2026-11-21T03:00:00.000Z',
    durationMs: 1,
    attempt: 1,
    bytes: 1,
    sha256: 'a',
    unaltered: true,
    ...changes,
  };
}

const TIME_UP = { code: 'Timeout', message: 'the time was up' } as const;

function worldOf(...exchanges: readonly KeptExchange[]) {
  const { scan, ...result } = scanResult([]);
  const snapshot: Pick<RecordedSnapshot, 'result' | 'exchanges' | 'body'> = {
    result: { ...result, scan: { ...scan, id: 'now' } },
    exchanges,
    body: (sha256) => (sha256 === 'lost' ? undefined : `body ${sha256}`),
  };
  return createRecordedWorld(snapshot);
}

const asked = (url = URL_A) => ({ method: 'GET', url, requestBody: null });

describe('askingsOf', () => {
  it.each<readonly [string, readonly Partial<KeptExchange>[], readonly (string | undefined)[]]>([
    ['one attempt after the other', [{ status: 500 }, { attempt: 2, sha256: 'b' }], ['b']],
    ['two askings of one question', [{}, { sha256: 'b' }], ['a', 'b']],
    [
      'a wait that the end of the scan cut short',
      [{ status: 429 }, { status: 0, fault: TIME_UP }],
      [undefined],
    ],
    ['a second asking that never left', [{}, { status: 0, fault: TIME_UP }], ['a', undefined]],
    [
      'a body that broke off to the last',
      [
        {},
        { attempt: 2 },
        { attempt: 2, status: 0, fault: { code: 'MalformedAnswer', message: 'ended too early' } },
      ],
      [undefined],
    ],
    ['two scans', [{ scan: 'before', sha256: 'b' }, {}], ['b', 'a']],
  ])('tells %s', (_, exchanges, outcomes) => {
    const askings = askingsOf(exchanges.map(kept));

    expect(
      askings.map(({ outcome }) => (outcome.fault === undefined ? outcome.sha256 : undefined)),
    ).toEqual(outcomes);
  });
});

describe('createRecordedWorld', () => {
  it('answers a question as often as it was asked, by this scan before any other', () => {
    const world = worldOf(kept({ scan: 'before', sha256: 'old' }), kept({}), kept({ sha256: 'b' }));

    const heard = [1, 2, 3].map(() => world.asHeard.answer(asked()));

    expect(heard).toEqual([
      { status: 200, body: 'body a' },
      { status: 200, body: 'body b' },
      { status: 200, body: 'body b' },
    ]);
    expect(world.resting(['old']).answer(asked())).toEqual({ status: 200, body: 'body old' });
    expect(world.resting(['a']).answer(asked())).toEqual({ status: 200, body: 'body a' });
    expect([...world.unrecorded, ...world.missing]).toEqual([]);
  });

  it('finds a question that was withdrawn before its version was pinned', () => {
    const world = worldOf(
      kept({ url: 'https://a.example/x?api-version=2014', status: 0, fault: TIME_UP }),
    );

    expect(world.asHeard.answer(asked())).toEqual({ fault: TIME_UP });
  });

  it('never answers what was not recorded, or is not kept any more, with something empty', () => {
    const world = worldOf(kept({ sha256: 'lost' }));

    const answers = [
      world.asHeard.answer(asked()),
      world.asHeard.answer(asked('https://a.example/other')),
    ];

    expect(answers).toMatchObject([
      { fault: { code: 'NotCollected' } },
      { fault: { code: 'NotCollected' } },
    ]);
    expect([...world.missing]).toEqual(['lost']);
    expect([...world.unrecorded]).toEqual(['GET https://a.example/other ']);
  });
});
