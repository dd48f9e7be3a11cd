/** Rows of the list of traps that no claim verified today can meet: why, and the claim that would meet it once its checks exist. */
export const NOT_MET: Readonly<
  Record<number, { readonly because: string; readonly claim: string | null }>
> = {
  13: {
    because: 'no check reads policy assignments: every verdict rests on the resources themselves',
    claim: null,
  },
  16: { because: 'role assignments are read by no check yet', claim: 'flex.rbac' },
  17: { because: 'guests are read by no check yet; paging is row 22', claim: 'flex.access-review' },
  18: { because: 'multi-factor authentication is attested, not measured', claim: null },
  19: {
    because: 'assessments of Defender are read by no check yet',
    claim: 'draftit.server-protection',
  },
  20: {
    because: 'vulnerability assessments are read by no check yet',
    claim: 'flex.vulnerability-scans',
  },
};

/** Rows of what this product itself fell into that are tried by a test of their own, and how that test is called. */
export const TRIED_ELSEWHERE: Readonly<
  Record<number, { readonly file: string; readonly title: string }>
> = {
  33: {
    file: 'scan/whole-population.test.ts',
    title: '9: a server that no list names and another one names as its partner is judged',
  },
  34: {
    file: 'scan/whole-population.test.ts',
    title: '10: one that hides resources makes the subscription partial, with its name',
  },
  35: {
    file: 'laws/answers-that-answer.test.ts',
    title: '5: an answer must answer what was asked',
  },
  36: {
    file: 'laws/answers-that-answer.test.ts',
    title: '8: an instant that is yet to come is not understood',
  },
  37: { file: 'scan/ends.test.ts', title: '12: what left the scope by a tag' },
  38: {
    file: 'evaluation/exception-rulings.test.ts',
    title: '13: no other item, whether it names one or not',
  },
  39: {
    file: 'resource-types/recovery-services/protected-items.test.ts',
    title: '14: what is dead hides nothing that lives',
  },
  41: { file: 'scan/paused-databases.test.ts', title: '28: a paused serverless database' },
};
