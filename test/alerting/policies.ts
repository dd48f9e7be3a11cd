import type { Alert, AlertMember, FindingMember } from '#domain/alert.ts';
import type { AlertPolicy, AlertRoute, ChannelFacts } from '#domain/alert-policy.ts';
import type { Finding } from '#domain/finding.ts';
import { finding, minute } from '../harness/findings.ts';

/** A channel; types that wake somebody say so. */
export function channel(
  name: string,
  type = name,
  changes: Partial<ChannelFacts> = {},
): ChannelFacts {
  return { name, type, pages: type === 'pagerduty', destinationVersion: `${name}-1`, ...changes };
}

export const PAGER = channel('pagerduty');
export const CHAT = channel('slack');
export const MAIL = channel('email');
export const LOG = channel('log');

/** A route that matches everything, unless told otherwise. */
export function route(channels: readonly string[], changes: Partial<AlertRoute> = {}): AlertRoute {
  return {
    name: `to ${channels.join(', ')}`,
    match: {},
    channels,
    fallback: [],
    quiet: null,
    continue: false,
    ...changes,
  };
}

/** A policy with four channels; routes only where a case gives them. */
export function policy(changes: Partial<AlertPolicy> = {}): AlertPolicy {
  return {
    routes: [],
    defaultChannels: ['log'],
    timing: {
      confirmWithinMs: 30_000,
      recoverAfterMs: 300_000,
      remindAfterMs: 14_400_000,
      remindAcknowledgedAfterMs: 86_400_000,
      updateEveryMs: 300_000,
      fallbackAfterMs: 300_000,
      blindAfterScans: 2,
    },
    channels: [PAGER, CHAT, MAIL, LOG],
    publicUrl: null,
    runbooks: [],
    canary: null,
    ...changes,
  };
}

/** A violation seen failing, unless told otherwise. */
export function member(
  of: Partial<Finding> = {},
  state: FindingMember['state'] = 'failing',
): FindingMember {
  const failing = finding({ status: 'fail', ...of });
  const over = { at: minute(9), because: 'passes', observed: null, changedBy: null } as const;
  return {
    kind: 'finding',
    key: [failing.document, failing.claim, failing.resourceId].join('|'),
    state,
    finding: failing,
    summary: 'Databases can be restored.',
    from: null,
    over: state === 'over' ? over : null,
  };
}

/** A firing alert about one database. */
export function alert(
  changes: Partial<Alert> = {},
  members: readonly AlertMember[] = [member()],
): Alert {
  return {
    id: 'al_1',
    kind: 'violation',
    cause: { kind: 'correlation', correlationId: 'c' },
    state: 'firing',
    severity: 'high',
    openedAt: minute(0),
    recoveringSince: null,
    resolvedAt: null,
    scansSeen: 1,
    confirmed: true,
    mute: null,
    toldAt: null,
    hasUntoldNews: false,
    destinations: [],
    staleSince: null,
    sequence: 1,
    members,
    ...changes,
  };
}
