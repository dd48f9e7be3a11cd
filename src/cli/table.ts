import Table from 'cli-table3';

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** Columns of text under a heading, the last two wrapped between words to `width` (default 120); a longer word makes it wider, nothing is cut. No colours, no lines. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width = 120,
): string {
  const natural = head.map((title, column) =>
    Math.max(
      title.length,
      ...rows.flatMap((row) => (row[column] ?? '').split('\n').map((line) => line.length)),
    ),
  );
  const fixed = natural.slice(0, -2).reduce((sum, size) => sum + size + 2, 0);
  const rest = Math.max(width - fixed - 2, 40);
  const [before = 0, last = 0] = natural.slice(-2);
  const lastWidth = Math.min(last, Math.max(20, Math.floor(rest / 2), longestWord(rows, -1)));
  const beforeWidth = Math.min(before, Math.max(rest - lastWidth, longestWord(rows, -2)));
  const widths = [...natural.slice(0, -2), beforeWidth, lastWidth];
  const made = new Table({
    head: [...head],
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: widths,
    wordWrap: true,
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function longestWord(rows: readonly (readonly string[])[], column: -1 | -2): number {
  return Math.max(
    0,
    ...rows.flatMap((row) => (row.at(column) ?? '').split(/\s/u).map((word) => word.length)),
  );
}
