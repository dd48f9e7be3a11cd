import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#domain/reading.ts';
import { createPartSharing } from '#scan/share-parts.ts';
import { digestOf } from '../harness/azure-access.ts';
import { finding } from '../harness/findings.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);

describe(`sharing equal parts (seed ${SEED})`, () => {
  it('says exactly the same as before', () => {
    const made = fc.record({
      evidence: fc.array(fc.constantFrom<Digest>(digestOf('a'), digestOf('b'), digestOf('c')), {
        maxLength: 3,
      }),
      readFrom: fc.option(
        fc.array(
          fc.record(
            {
              evidence: fc.constantFrom<Digest>(digestOf('a'), digestOf('b')),
              pointer: fc.constantFrom('', '/a', '/b'),
            },
            { noNullPrototype: true },
          ),
          { maxLength: 2 },
        ),
        { nil: undefined },
      ),
      readAt: fc.constantFrom('2026-11-21T03:00:00.000Z', '2026-11-21T03:00:00.001Z'),
      reason: fc.constantFrom('good', 'bad'),
      // A text that reads like another value is another value.
      observed: fc.constantFrom(
        1,
        '1',
        null,
        'null',
        '',
        { a: 1 },
        '{"a":1}',
        {},
        { a: undefined },
        [],
        'x'.repeat(400),
      ),
    });

    fc.assert(
      fc.property(fc.array(made, { maxLength: 12 }), (parts) => {
        const findings = parts.map(({ readFrom, ...part }) =>
          finding(readFrom === undefined ? part : { ...part, readFrom }),
        );

        const sharing = createPartSharing();
        const share = sharing();

        expect(findings.map((one) => sharing()(one))).toStrictEqual(findings);
        expect(findings.map(share)).toStrictEqual(findings);
      }),
      { seed: SEED },
    );
  });

  it('keeps one list for findings that rest on the same answers in the same order', () => {
    const resting = (evidence: readonly Digest[], pointer: string) =>
      finding({
        evidence,
        readFrom: evidence.map((digest) => ({ evidence: digest, pointer })),
      });
    const [a, b, c] = [
      resting([digestOf('a'), digestOf('b')], '/properties'),
      resting([digestOf('a'), digestOf('b')], '/properties'),
      resting([digestOf('b'), digestOf('a')], '/properties'),
    ].map(createPartSharing()());

    expect(b?.evidence).toBe(a?.evidence);
    expect(b?.readFrom).toBe(a?.readFrom);
    expect(c?.evidence).not.toBe(a?.evidence);
    expect(c?.readFrom).not.toBe(a?.readFrom);
  });

  it('keeps one value for findings of different resources that say the same', () => {
    const sharing = createPartSharing();
    const a = sharing()(finding({ observed: { days: 14 } }));
    const b = sharing()(finding({ observed: { days: 14 } }));

    expect(b.observed).toBe(a.observed);
  });
});
