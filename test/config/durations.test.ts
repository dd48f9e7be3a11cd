import { describe, expect, it } from 'vitest';
import { accepted, MINIMAL, OWN, read } from './configuration-text.ts';

const timing = (text: string) =>
  accepted(read(`${MINIMAL}alerts: { timing: { ${text} } }\n`)).alerts.policy.timing;

describe('23: durations in the configuration', () => {
  it.each([
    ['confirmWithin: 45s', 'confirmWithinMs', 45_000],
    ['recoverAfter: 90m', 'recoverAfterMs', 5_400_000],
    ['remindAfter: PT4H', 'remindAfterMs', 14_400_000],
    ['remindAcknowledgedAfter: 1w', 'remindAcknowledgedAfterMs', 604_800_000],
    ['remindAcknowledgedAfter: P1W', 'remindAcknowledgedAfterMs', 604_800_000],
    ['updateEvery: 1h 30m', 'updateEveryMs', 5_400_000],
  ])('23: %s', (text, key, milliseconds) => {
    expect(timing(text)).toMatchObject({ [key]: milliseconds });
  });

  it.each(['90', '31d', '0s', '1mo', 'soon', '90M'])(
    '23: %j is refused and says what would be right',
    (text) => {
      const outcome = read(`${MINIMAL}alerts: { timing: { recoverAfter: "${text}" } }\n`);

      expect('problems' in outcome ? outcome.problems.map(({ message }) => message) : []).toEqual([
        expect.stringMatching(
          /^alerts\.timing\.recoverAfter: expected an ISO-8601 duration .*30s, 5m, 4h, 1d/u,
        ),
      ]);
    },
  );

  it.each([
    ['1y', 'P1Y'],
    ['6mo', 'P6M'],
    ['90d', 'P90D'],
    ['P1Y', 'P1Y'],
  ])('23: an attestation every %s', (every, iso) => {
    const own = OWN.replace('every: P1Y', `every: ${every}`);
    const { documents } = accepted(read(MINIMAL, {}, { 'etc/own.yaml': own }));

    expect(documents[0]?.statement.claims[0]?.attest?.every).toBe(iso);
  });
});
