/** What one breakage in one service did. */
export interface MatrixEntry {
  readonly row: string;
  readonly resourceType: string;
  readonly document: string;
  /** `fail CLAIM CHECK RESOURCE`, or `unknown …`. */
  readonly findings: readonly string[];
}

/** The page that shows which breakage makes which checks fail and which claims break. */
export function matrixPage(
  entries: readonly MatrixEntry[],
  unbreakable: Readonly<Record<string, string>>,
): string {
  const rows = [...new Set(entries.map(({ row }) => row))].map((row) => {
    const own = entries.filter((entry) => entry.row === row);
    const parts = own.flatMap(({ findings }) => findings.map((line) => line.split(' ')));
    const unique = (position: number, word: string): string =>
      [...new Set(parts.filter(([status]) => status === word).map((part) => part[position] ?? ''))]
        .sort()
        .join('<br>');
    return `| ${row} | ${own[0]?.resourceType ?? ''} | ${unique(2, 'fail')} | ${unique(1, 'fail')} | ${unique(1, 'unknown')} |`;
  });
  const exempt = Object.entries(unbreakable).map(([check, reason]) => `| ${check} | ${reason} |`);
  return [
    '# Which breakage breaks which claims',
    '',
    'Written by `UPDATE_MATRIX=1 npx vitest run test/laws/claim-matrix` and compared in every test run. Each row breaks one setting of the good',
    'estate in each of the four statements’ subscriptions, scans, and mends it: exactly these checks fail on exactly the broken resource,',
    'exactly these claims break, and all statuses come back. *Unverified*: the breakage also takes away what the claim is told by.',
    '',
    '| breakage | resource | checks that fail | claims that break | claims unverified |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'Checks that no single setting makes fail:',
    '',
    '| check | why |',
    '| --- | --- |',
    ...exempt,
    '',
  ].join('\n');
}
