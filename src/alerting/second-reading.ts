import type { AlertMember } from '#domain/alert.ts';
import { READ_ENDS } from '#domain/finding-end.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { type Draft, hasOpenMember } from './draft.ts';
import { isJustOver } from './follow-finding.ts';
import type { SeenScan } from './reconcile-input.ts';

/** Keeps, alert by alert, what a second reading said of the members that a scan saw begin or end. */
export interface SecondReading {
  /** To be called after a member was brought to its level; `was`: its state before, undefined for a new one. */
  note(draft: Draft, key: string, was: AlertMember['state'] | undefined): void;
  /** Writes the outcome into the drafts. `present`: the keys of all findings of the scan. */
  settle(drafts: readonly Draft[], present: ReadonlySet<string>): void;
}

/**
 * Of many members only some are read twice: they agree for all when at least one was and every one saw the same. An end that was
 * not read twice is believed when a second scan still sees it pass.
 */
export function createSecondReading(scan: SeenScan): SecondReading {
  const begun = new Map<Draft, string[]>();
  const ended = new Map<Draft, string[]>();
  return {
    note(draft, key, was) {
      const state = draft.members.get(key)?.state;
      if (state === 'failing' && (was === undefined || was === 'over')) add(begun, draft, key);
      if (state === 'over' && was !== 'over') add(ended, draft, key);
    },
    settle(drafts, present) {
      for (const draft of drafts) {
        if (draft.kind !== 'violation') continue;
        const was = draft.before?.state;
        if (hasOpenMember(draft)) {
          // The second reading of an alert is that of its beginning, also when it begins again.
          if (was !== 'firing') draft.confirmed = agreement(begun.get(draft) ?? [], scan);
        } else if (was === 'firing') {
          draft.confirmed = agreement(ended.get(draft) ?? [], scan, draft);
        } else if (
          draft.confirmed !== true &&
          !endedInThisScan(draft, scan) &&
          stillPasses(draft, present, scan)
        ) {
          draft.confirmed = true;
        }
      }
    },
  };
}

/** It was over in a part of the scan, so that the whole has not seen it a second time. */
function endedInThisScan({ recoveringSince }: Draft, { startedAt }: SeenScan): boolean {
  return recoveringSince !== null && startedAt !== undefined && recoveringSince >= startedAt;
}

function agreement(keys: readonly string[], scan: SeenScan, ending?: Draft): boolean | null {
  const ofAzure = keys.filter((key) => !isDecided(ending, key));
  // Nothing but people's words: there is nothing to be read twice, and nothing that could vouch for a reading either.
  if (ofAzure.length === 0) return keys.length > 0 ? true : null;
  const said = ofAzure.map((key) => scan.confirmed.get(key));
  return said.includes(true) && !said.includes(false) ? true : null;
}

/** What people decided (an exception, another scope, another claim) needs no second reading of Azure. */
function isDecided(ending: Draft | undefined, key: string): boolean {
  const member = ending?.members.get(key);
  const because = member?.kind === 'finding' ? member.over?.because : undefined;
  return because !== undefined && !READ_ENDS.has(because);
}

/** Every member that ended with the last ones was seen to pass again, or is still absent from a population that was read. */
function stillPasses(draft: Draft, present: ReadonlySet<string>, scan: SeenScan): boolean {
  for (const member of draft.members.values()) {
    if (member.kind !== 'finding' || !isJustOver(draft, member)) continue;
    if (present.has(member.key)) continue;
    const parts = parseResourceId(member.finding.resourceId);
    const isRead = scan.subscriptions.some(
      ({ id, status }) => status === 'complete' && id.toLowerCase() === parts?.subscriptionId,
    );
    if (!scan.whole || (parts !== undefined && !isRead)) return false;
  }
  return true;
}

function add(map: Map<Draft, string[]>, draft: Draft, key: string): void {
  const keys = map.get(draft);
  if (keys === undefined) map.set(draft, [key]);
  else keys.push(key);
}
