import type { CheckUse } from './document.ts';
import { FORMER, type Parameters } from './former-successors.ts';

/** All of them. */
export const FORMER_CHECKS: readonly string[] = Object.keys(FORMER);

/** Whether older versions had a check of this name, and this one has none. */
export function isFormerCheck(check: string): boolean {
  return Object.hasOwn(FORMER, check);
}

/** The questions that ask parts of what a former check asked, the likeliest first; empty: every question does by itself. */
export function successorsOf(former: string): readonly string[] {
  return FORMER[former]?.map(({ check }) => check) ?? [];
}

/** The question among those that a claim asks today which asks what a former check did; undefined: it asks that no more. */
export function successorAmong(former: string, asked: ReadonlySet<string>): string | undefined {
  return FORMER[former]?.find(({ check }) => asked.has(check))?.check;
}

/**
 * Uses of checks, of one claim, as they are written today: in place of former ones the questions that ask the same, each once. Where a
 * former check has several successors, that is chosen which another check of the claim has to be asked by anyhow.
 */
export function writtenToday(uses: readonly CheckUse[]): readonly CheckUse[] {
  // Who asks for more says how much of it.
  const fitting = uses
    .toSorted((a, b) => Object.keys(b.with).length - Object.keys(a.with).length)
    .map((use) => ({ use, successors: todayOf(use) }));
  const needed = new Set(
    fitting.flatMap(({ successors: [first, ...others] }) =>
      first === undefined || others.length > 0 ? [] : [first.check],
    ),
  );
  const written = new Map<string, Parameters>();
  for (const { successors } of fitting) {
    const chosen = successors.find(({ check }) => needed.has(check)) ?? successors[0];
    if (chosen === undefined) continue;
    const other = written.get(chosen.check);
    written.set(chosen.check, other === undefined ? chosen.with : together(other, chosen.with));
  }
  return [...written].map(([check, parameters]) => ({ check, with: parameters }));
}

function todayOf({ check, with: given }: CheckUse): readonly CheckUse[] {
  const former = FORMER[check];
  if (former === undefined) return [{ check, with: given }];
  return former.flatMap((successor) => {
    const parameters = successor.with(given);
    return parameters === undefined ? [] : [{ check: successor.check, with: parameters }];
  });
}

/** What one use asks and what another one does; what both settle stays as the first has it. Of what they speak, both do. */
function together(one: Parameters, other: Parameters): Parameters {
  const { of: mine, ...rest } = { ...other, ...one };
  const theirs = other['of'];
  const spokenOf = 'of' in one && Array.isArray(mine) && Array.isArray(theirs);
  return spokenOf ? { ...rest, of: [...new Set([...mine, ...theirs])] } : rest;
}
