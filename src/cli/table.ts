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

/** Columns of text under a heading, wrapped to `width` (default 120) at the last column; no colours, no lines. */
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
  const lastWidth = Math.min(last, Math.max(20, Math.floor(rest / 2)));
  const widths = [...natural.slice(0, -2), Math.min(before, rest - lastWidth), lastWidth];
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
