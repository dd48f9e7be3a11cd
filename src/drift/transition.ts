import type { Change, ChangeKind } from '#domain/change.ts';
import type { Finding } from '#domain/finding.ts';
import type { LastRead, RecordedFinding } from '#domain/recorded.ts';
import { isSameSetting } from './same-value.ts';

/** What a finding became: the kind of its change, and what it is compared with. */
export interface Transition {
  readonly kind: ChangeKind;
  readonly before: Change['before'];
}

/**
 * What became of a finding that this scan and the state both know; undefined when nothing did.
 * A finding that was unreadable is compared with what was last read of it: a violation that was there before the blindness and is
 * there after it is `readable-again` and not a new one; one that is over in the meantime is `stopped-failing`. What checks of an older
 * version told is compared by its status alone; what fails only by today's question was found by it, and nobody has seen it begin.
 */
export function transitionOf(previous: RecordedFinding, current: Finding): Transition | undefined {
  const known = lastRead(previous);
  const wasBlind = previous.finding.status === 'unknown';
  if (current.status === 'unknown') {
    return wasBlind ? undefined : { kind: 'became-unreadable', before: asBefore(known) };
  }
  if (known === null) {
    return {
      kind: current.status === 'fail' ? 'found-failing' : 'readable-again',
      before: { status: 'unknown', observed: null },
    };
  }
  const isFormer = previous.formerly !== undefined;
  if (known.status !== 'fail' && current.status === 'fail') {
    if (isFormer) return { kind: 'found-failing', before: null };
    return { kind: 'started-failing', before: asBefore(known) };
  }
  if (known.status === 'fail' && current.status !== 'fail') {
    return { kind: 'stopped-failing', before: asBefore(known) };
  }
  if (wasBlind) return { kind: 'readable-again', before: asBefore(known) };
  if (isFormer) return undefined;
  const isSame = known.status === current.status && isSameSetting(known.observed, current.observed);
  return isSame ? undefined : { kind: 'value-changed', before: asBefore(known) };
}

/** What was last read of a finding: the finding itself, or what it was before it became unreadable; null when it never was read. */
export function lastRead(recorded: RecordedFinding): LastRead | null {
  const { status, observed, since, changedBy } = recorded.finding;
  return status === 'unknown' ? recorded.lastRead : { status, observed, since, changedBy };
}

function asBefore(known: LastRead | null): Change['before'] {
  return known === null ? null : { status: known.status, observed: known.observed };
}
