/** One thing that a verification found. */
export interface Remark {
  /** Relative to the bundle; `.` is the bundle as a whole. */
  readonly path: string;
  readonly message: string;
}

/** What was found, by what it means for a reader. */
export interface RemarkGroups {
  /** Not as it was sealed, or never sealed like this. */
  readonly altered: readonly Remark[];
  /** Nobody whom the reader trusts vouches for it. */
  readonly untrusted: readonly Remark[];
  /** True, but not the whole. */
  readonly incomplete: readonly Remark[];
  /** Worth knowing, and no fault. */
  readonly stated: readonly Remark[];
}

/** Where the parts of a verification put what they find; the same remark counts once. */
export interface Remarks extends RemarkGroups {
  alter(path: string, message: string): void;
  distrust(path: string, message: string): void;
  miss(path: string, message: string): void;
  state(path: string, message: string): void;
}

/** Exit status of a verification, as E19 has it: 0 verified, 1 altered, 2 incomplete, 3 untrusted. What is altered outweighs the rest. */
export function statusOf({ altered, untrusted, incomplete }: RemarkGroups): 0 | 1 | 2 | 3 {
  if (altered.length > 0) return 1;
  if (untrusted.length > 0) return 3;
  return incomplete.length > 0 ? 2 : 0;
}

export function createRemarks(): Remarks {
  const seen = new Set<string>();
  const groups = {
    altered: [] as Remark[],
    untrusted: [] as Remark[],
    incomplete: [] as Remark[],
    stated: [] as Remark[],
  };
  const into = (group: keyof typeof groups) => (path: string, message: string) => {
    const key = `${group}\n${path}\n${message}`;
    if (seen.has(key)) return;
    seen.add(key);
    groups[group].push({ path, message });
  };
  return {
    ...groups,
    alter: into('altered'),
    distrust: into('untrusted'),
    miss: into('incomplete'),
    state: into('stated'),
  };
}
