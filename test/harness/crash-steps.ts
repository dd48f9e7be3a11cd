/**
 * Where the child of the crash sweep ends itself, in the order in which an alert passes them. `received` alone is for the receiver
 * to strike: it has the whole request, and the child will never read the answer.
 */
export const STEPS = [
  'start: leases given back',
  'scan: about to be recorded',
  'scan: all written, not committed',
  'scan: recorded',
  'tick: all written, not committed',
  'tick: recorded',
  'claim: about to lease',
  'claim: leased',
  'send: begun',
  'send: received',
  'send: answered, not marked',
  'mark: marked',
  'fallback: ways remembered, not added',
  'fallback: added',
] as const;

export type Step = (typeof STEPS)[number];
