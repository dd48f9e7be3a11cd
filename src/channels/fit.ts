import { cutText } from './escape.ts';
import type { MessageParts } from './words.ts';
import type { ItemParts } from './words-item.ts';

/** How much is told; each step is smaller than the one before it. */
interface Detail {
  readonly items: number;
  readonly claims: number;
  readonly notes: number;
  /** Code points of a sentence or a value. */
  readonly text: number;
  readonly id: number;
  /** Longer commands are left out whole: one that was cut would do something else. */
  readonly command: number;
}

/** The order in which detail is dropped: lines first, then the length of texts, commands last. */
const STEPS: readonly Detail[] = [
  { items: 20, claims: 20, notes: 20, text: 2_000, id: 1_000, command: 4_000 },
  { items: 20, claims: 10, notes: 10, text: 500, id: 1_000, command: 4_000 },
  { items: 10, claims: 5, notes: 5, text: 400, id: 1_000, command: 4_000 },
  { items: 5, claims: 3, notes: 3, text: 300, id: 600, command: 4_000 },
  { items: 3, claims: 3, notes: 3, text: 240, id: 600, command: 4_000 },
  { items: 2, claims: 2, notes: 2, text: 200, id: 600, command: 4_000 },
  { items: 1, claims: 1, notes: 1, text: 160, id: 400, command: 2_800 },
  { items: 1, claims: 1, notes: 1, text: 120, id: 300, command: 1_400 },
];

/** Fits every destination, whatever the texts are. */
const LEAST: Detail = {
  items: 1,
  claims: 1,

  notes: 0,
  text: 100,
  id: 300,
  command: 700,
};

/**
 * Renders with as much detail as fits (A18): claim, from → to, command and the way to the alert always stay; what was cut ends in
 * "…", and the parts say how much is left out. `mostItems`: how many lines anybody would read at this destination.
 */
export function fit<T>(
  parts: MessageParts,
  mostItems: number,
  render: (parts: MessageParts) => T,
  fits: (rendered: T) => boolean,
): T {
  for (const detail of STEPS) {
    const rendered = render(reduce(parts, detail, mostItems));
    if (fits(rendered)) return rendered;
  }
  return render(reduce(parts, LEAST, mostItems));
}

function reduce(parts: MessageParts, detail: Detail, mostItems: number): MessageParts {
  const cut = (text: string): string => cutText(text, detail.text);
  const items = parts.items.slice(0, Math.min(detail.items, mostItems));
  const claims = parts.claims.slice(0, detail.claims);
  return {
    ...parts,
    headline: cutText(parts.headline, Math.max(detail.text, 150)),
    claims: claims.map(({ id, summary, source }) => ({
      id: cut(id),
      summary: cut(summary),
      source: cut(source),
    })),
    hiddenClaims: parts.hiddenClaims + parts.claims.length - claims.length,
    items: items.map((item) => reduceItem(item, detail)),
    hiddenItems: parts.hiddenItems + parts.items.length - items.length,
    who: parts.who === null ? null : cut(parts.who),
    when: parts.when.map(cut),
    where: parts.where.map(cut),
    notes: parts.notes.slice(0, detail.notes).map(cut),
    hiddenNotes: parts.hiddenNotes + Math.max(0, parts.notes.length - detail.notes),
    acknowledgedBy: parts.acknowledgedBy === null ? null : cut(parts.acknowledgedBy),
    commands: parts.commands.filter(({ command }) => isShort(command, detail)),
    reference: cut(parts.reference),
  };
}

function reduceItem(item: ItemParts, detail: Detail): ItemParts {
  const cut = (text: string | null): string | null =>
    text === null ? null : cutText(text, detail.text);
  const isTooLong = item.command !== null && !isShort(item.command, detail);
  return {
    name: cut(item.name),
    fact: cut(item.fact),
    claim: cut(item.claim),
    id: item.id === null ? null : cutText(item.id, detail.id),
    from: cut(item.from),
    to: cut(item.to),
    claimed: cut(item.claimed),
    reason: cutText(item.reason, detail.text),
    since: cut(item.since),
    by: cut(item.by),
    command: isTooLong ? null : item.command,
    commandNote: isTooLong ? TOO_LONG : item.commandNote,
  };
}

const TOO_LONG = 'A command is left out because it is too long for this message.';

function isShort(command: string, detail: Detail): boolean {
  return cutText(command, detail.command) === command;
}
