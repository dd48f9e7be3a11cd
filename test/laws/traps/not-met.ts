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
