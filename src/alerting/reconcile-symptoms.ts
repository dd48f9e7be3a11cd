import type { ProblemMember } from '#domain/alert.ts';
import type { Instant } from '#domain/instant.ts';
import type { Symptom } from '#domain/symptom.ts';
import { type Draft, type Hash, newDraft, putMember } from './draft.ts';
import type { SeenScan } from './reconcile-input.ts';

/** The symptom that a scan itself shows; no list of symptoms ends it. */
const CANARY_HOLDS = 'CanaryHolds';

/** Brings the alerts about the monitor itself to the level of its symptoms: one per code, over when the symptom is gone. */
export function reconcileSymptoms(
  drafts: Draft[],
  symptoms: readonly Symptom[],
  at: Instant,
  hash: Hash,
): void {
  const present = new Set(symptoms.map(({ code }) => code));
  for (const symptom of symptoms) put(drafts, symptom, at, hash);
  for (const draft of drafts) {
    const code = draft.cause.kind === 'monitor' ? draft.cause.code : CANARY_HOLDS;
    if (code !== CANARY_HOLDS && !present.has(code)) end(draft);
  }
}

/** A whole scan in which the canary is not found broken has proved that the monitor finds nothing (A16). */
export function reconcileCanary(drafts: Draft[], scan: SeenScan, hash: Hash): void {
  const { canary } = scan;
  const claims = scan.claims.filter(({ id }) => id === canary);
  const isBroken = claims.some(({ status }) => status === 'broken');
  if (canary !== null && scan.whole && !isBroken) {
    const found = claims[0] === undefined ? 'was not verified at all' : `is ${claims[0].status}`;
    const symptom: Symptom = {
      code: CANARY_HOLDS,
      severity: 'critical',
      message: `The claim ${canary}, which must be broken in every scan, ${found}: violations may go unseen.`,
      remedy:
        'Look whether the resource that breaks it on purpose is still there and still breaks it; if it does, the monitor does not see what it should.',
    };
    put(drafts, symptom, scan.at, hash);
    return;
  }
  if (canary !== null && !isBroken) return;
  for (const draft of drafts) {
    if (draft.cause.kind === 'monitor' && draft.cause.code === CANARY_HOLDS) end(draft);
  }
}

function put(drafts: Draft[], symptom: Symptom, at: Instant, hash: Hash): void {
  const { code, severity, message, remedy } = symptom;
  const known = drafts.find(({ cause }) => cause.kind === 'monitor' && cause.code === code);
  const member = known?.members.get(code);
  // Its words may count seconds or bytes: a figure that moves is no event.
  if (member?.kind === 'problem' && member.state === 'failing' && member.severity === severity)
    return;
  const cause = { kind: 'monitor', code } as const;
  const draft = known ?? newDraft({ kind: 'blind', cause }, { id: at, at }, hash);
  if (known === undefined) drafts.push(draft);
  putMember(draft, {
    kind: 'problem',
    key: code,
    state: 'failing',
    subscriptionId: '',
    code,
    severity,
    count: 1,
    examples: [
      {
        operation: 'monitor',
        code: 'Incomplete',
        message: remedy === null ? message : `${message} ${remedy}`,
        permission: null,
      },
    ],
    claims: [],
  } satisfies ProblemMember);
}

function end(draft: Draft): void {
  for (const member of draft.members.values()) {
    if (member.kind === 'problem' && member.state !== 'over')
      putMember(draft, { ...member, state: 'over' });
  }
}
