/** What one breakage in one service does. */
export interface MatrixEntry {
  readonly row: string;
  readonly resourceType: string;
  readonly document: string;
  /** `fail CLAIM CHECK RESOURCE`, or `unknown …`. */
  readonly findings: readonly string[];
}

/** What all entries of one row name: 1 the claims, 2 the questions. */
export function touched(
  entries: readonly MatrixEntry[],
  word: 'fail' | 'unknown',
  position: 1 | 2,
): readonly string[] {
  const parts = entries.flatMap(({ findings }) => findings.map((line) => line.split(' ')));
  const named = parts.filter(([status]) => status === word).map((part) => part[position] ?? '');
  return [...new Set(named)].sort();
}

/** The part of the page that shows which breakage makes which questions fail and which claims break. */
export function matrixSection(
  heading: string,
  entries: readonly MatrixEntry[],
  unbreakable: Readonly<Record<string, string>>,
): string {
  const rows = [...Map.groupBy(entries, ({ row }) => row)].map(([row, own]) => {
    const cells = [touched(own, 'fail', 2), touched(own, 'fail', 1), touched(own, 'unknown', 1)];
    const told = cells.map((names) => names.join('<br>'));
    return `| ${row} | ${own[0]?.resourceType ?? ''} | ${told.join(' | ')} |`;
  });
  const exempt = Object.entries(unbreakable).map(([check, reason]) => `| ${check} | ${reason} |`);
  return [
    heading,
    '',
    'Written by `UPDATE_MATRIX=1 npx vitest run test/laws/claim-matrix` and compared in every test run. Each row breaks one setting of the good',
    'estate in each of the four statements’ subscriptions, scans, and mends it: exactly these questions fail on exactly the broken resource,',
    'exactly these claims break, and all statuses come back. *Unverified*: the breakage also takes away what the claim is told by.',
    '',
    '| breakage | resource | questions that fail | claims that break | claims unverified |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'Questions that no single setting makes fail:',
    '',
    '| question | why |',
    '| --- | --- |',
    ...exempt,
    '',
  ].join('\n');
}
