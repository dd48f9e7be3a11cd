import type { AttachedMember } from '#domain/alert.ts';
import { type Draft, putMember, severityOf } from './draft.ts';
import { titleOf } from './notification-title.ts';

/** Makes an alert part of the one that stands for it. */
export function attach(standIn: Draft, draft: Draft): void {
  putMember(standIn, {
    kind: 'attached',
    key: draft.id,
    state: 'failing',
    title: titleOf({ ...draft, members: [...draft.members.values()] }, 'firing'),
    severity: severityOf(draft),
  } satisfies AttachedMember);
}

/** Ends the members of a storm or suspect that are over in their own alerts, or all of them. */
export function detach(standIn: Draft, isOver: (id: string) => boolean): void {
  for (const member of standIn.members.values()) {
    if (member.kind === 'attached' && member.state === 'failing' && isOver(member.key))
      putMember(standIn, { ...member, state: 'over' });
  }
}

/** The alerts for which a storm or suspect stands now, by their ids. */
export function standInsOf(drafts: readonly Draft[]): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>();
  for (const draft of drafts) {
    for (const member of draft.members.values()) {
      if (member.kind === 'attached' && member.state === 'failing') found.set(member.key, draft);
    }
  }
  return found;
}
