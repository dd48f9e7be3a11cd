/** Of a beginning and of an end: the sections that tell the story; what else there is stands behind `--verbose`. */
const TOLD = {
  firing: ['From → to', 'What', 'Claim', 'Who', 'When', 'Mend', 'Commands', 'Evidence'],
  resolved: ['From → to', 'What', 'Who', 'When'],
} as const;

/** Lines that are told although they are not the first of their section: which resource, and how to take the alert. */
const TOLD_AS_WELL = {
  firing: /^\/subscriptions\/|\balerts ack al_/u,
  resolved: /^$/u,
} as const;

/** An alert as the log channel writes it, cut down so that a whole act of the demo fits on one screen: each line as it stands, or not at all. */
export function onOneScreen(
  lines: readonly string[],
  kind: 'firing' | 'resolved',
): readonly string[] {
  const [headline = '', ...rest] = lines;
  const told: string[] = [headline];
  let section = '';
  for (const line of rest) {
    const [, label = '', text = ''] = /^ {2}(.{9}) {2}(.*)$/u.exec(line) ?? [];
    const isFirst = label.trim() !== '';
    if (isFirst) section = label.trim();
    if (!TOLD[kind].some((name) => name === section)) continue;
    if (isFirst && !(section === 'Commands')) told.push(line);
    else if (TOLD_AS_WELL[kind].test(text))
      told.push(section === 'Commands' ? `  ${section.padEnd(9)}  ${text}` : line);
  }
  return told;
}

/** Lets acts overlap and still be read one after the other: what a later one says waits until those before it are over. */
export function createStage(say: (line: string) => void) {
  const acts: { readonly lines: string[]; isOver: boolean }[] = [];
  function flush(): void {
    for (;;) {
      const [act] = acts;
      if (act === undefined) return;
      for (const line of act.lines.splice(0)) say(line);
      if (!act.isOver) return;
      acts.shift();
    }
  }
  return {
    /** Begins an act after all that have begun. */
    open() {
      const act = { lines: new Array<string>(), isOver: false };
      acts.push(act);
      return {
        say: (line: string): void => {
          act.lines.push(line);
          flush();
        },
        end: (): void => {
          act.isOver = true;
          flush();
        },
      };
    },
  };
}
