/** A stretch of visible text in one form; `from` and `to` count characters of the text. */
export interface InlineRun {
  readonly from: number;
  readonly to: number;
  readonly strong: boolean;
  readonly emphasised: boolean;
  readonly code: boolean;
  /** Where a link leads. */
  readonly address: boolean;
}

type Form = Pick<InlineRun, 'strong' | 'emphasised' | 'code' | 'address'>;

const PLAIN: Form = { strong: false, emphasised: false, code: false, address: false };

/** Marks of Markdown within a line. A pair that is further apart than this is no pair, so that no text makes the search long. */
const MARKS = new RegExp(
  [
    String.raw`\\(?<escaped>[\\!"#$%&'()*+,./:;<=>?@\[\]^_\x60{|}~-])`,
    String.raw`(?<ticks>\x60+)(?<code>[^\x60](?:[^]{0,400}?[^\x60])??)\k<ticks>(?!\x60)`,
    String.raw`\*\*\*(?=[^\s*])(?<both>[^*]{0,400}?[^\s*])\*\*\*(?!\*)`,
    String.raw`\*\*(?=\S)(?<strong>[^]{0,400}?\S)\*\*`,
    String.raw`(?<![\p{L}\p{N}_])__(?=\S)(?<strongToo>[^]{0,400}?\S)__(?![\p{L}\p{N}_])`,
    String.raw`\*(?=[^\s*])(?<emphasis>[^*]{0,400}?[^\s*])\*(?!\*)`,
    String.raw`(?<![\p{L}\p{N}_])_(?=[^\s_])(?<emphasisToo>[^_]{0,400}?[^\s_])_(?![\p{L}\p{N}_])`,
    String.raw`!?\[(?<words>[^\[\]\n]{1,400})\]\((?<target>[^()\s]{0,400})\)`,
  ].join('|'),
  'du',
);

/** What a reader sees of the text, without the marks. A link shows its words, and its address beside them where it leads anywhere. */
export function inlineRuns(text: string, from: number, to: number): readonly InlineRun[] {
  return runs(text, from, to, PLAIN);
}

function runs(text: string, from: number, to: number, form: Form): readonly InlineRun[] {
  const found: InlineRun[] = [];
  let at = from;
  while (at < to) {
    const match = MARKS.exec(text.slice(at, to));
    const [begin, end] = match?.indices?.[0] ?? [to - at, to - at];
    if (begin > 0) found.push({ from: at, to: at + begin, ...form });
    const groups = match?.indices?.groups ?? {};
    const within = (name: string, changes: Partial<Form>): void => {
      const place = groups[name];
      if (place === undefined) return;
      const inner = { ...form, ...changes };
      if (inner.code || name === 'escaped')
        found.push({ from: at + place[0], to: at + place[1], ...inner });
      else found.push(...runs(text, at + place[0], at + place[1], inner));
    };
    within('escaped', {});
    within('code', { code: true });
    within('both', { strong: true, emphasised: true });
    within('strong', { strong: true });
    within('strongToo', { strong: true });
    within('emphasis', { emphasised: true });
    within('emphasisToo', { emphasised: true });
    within('words', {});
    const target = groups['target'];
    // The address is part of what was published: it is shown, and leads nowhere from here.
    if (target !== undefined && !text.startsWith('#', at + target[0]) && target[1] > target[0])
      found.push({ from: at + target[0], to: at + target[1], ...form, address: true });
    at += end;
  }
  return found;
}
