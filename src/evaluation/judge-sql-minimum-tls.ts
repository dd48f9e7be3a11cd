import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';

/**
 * Worst to best; strings do not order by themselves ('None' > '1.2'). Source: Microsoft.Sql/servers `minimalTlsVersion`, 2025-01-01;
 * a managed instance knows the first four.
 */
const FLOORS = ['None', '1.0', '1.1', '1.2', '1.3'] as const;

/** Floors that a claim may demand. */
export const TLS_VERSIONS = ['1.0', '1.1', '1.2', '1.3'] as const;

/**
 * Judges the smallest TLS version that a server accepts. Absent is unknown, not a fail: the platform refuses TLS 1.0 and 1.1 since
 * August 2025 whatever is set, but nothing here proves it.
 */
export function judgeMinimumTls(
  found: string | null | undefined,
  atLeast: (typeof TLS_VERSIONS)[number],
): Verdict {
  const expected = `>= ${atLeast}`;
  if (found === null || found === undefined) {
    return unknown(
      'Azure names no minimum TLS version: none was ever set, so none is enforced by a setting',
      { expected },
    );
  }
  const rank = FLOORS.findIndex((floor) => floor === found);
  if (rank === -1) {
    return unknown(`The minimum TLS version ${found} is not one that is understood`, {
      expected,
      observed: found,
    });
  }
  const shown = { expected, observed: found };
  if (rank >= FLOORS.indexOf(atLeast)) return pass(`TLS ${found} or later is required`, shown);
  return fail(
    found === 'None' ? 'No minimum TLS version is required' : `TLS ${found} is still accepted`,
    shown,
  );
}
