import type { MessageParts } from './words.ts';
import type { ItemParts } from './words-item.ts';

/** One line. A command is written so that it can be copied as it is; an address is ours and may be a link. */
export interface SectionLine {
  readonly form: 'words' | 'command' | 'link';
  readonly text: string;
}

/** What belongs under one label. */
export interface Section {
  readonly label: string;
  readonly lines: readonly SectionLine[];
}

/**
 * Everything below the headline in the order in which it is needed at night: what is so, who and when, the command that mends it,
 * and then the rest. Of what cannot be read the permission that is lacking comes first. Sections without a line are left out.
 */
export function sectionsOf(parts: MessageParts): readonly Section[] {
  const { about, who, when, where, runbook, link, confirmed, acknowledgedBy } = parts;
  const mend: Section = { label: 'Mend', lines: mendLines(parts) };
  const matter = [
    section(changeLabel(parts), changeLines(parts)),
    section('Claim', claimLines(parts)),
    section('Who', who === null ? [] : [who]),
    section('When', when),
  ];
  const sections: readonly Section[] = [
    ...(about === 'blind' ? [mend, ...matter] : [...matter, mend]),
    section('Where', where),
    section('Note', noteLines(parts)),
    section('Confirmed', confirmed === null ? [] : [confirmed]),
    section('Taken by', acknowledgedBy === null ? [] : [acknowledgedBy]),
    { label: 'Runbook', lines: runbook === null ? [] : [{ form: 'link', text: runbook }] },
    { label: 'Alert', lines: link === null ? [] : [{ form: 'link', text: link }] },
    { label: 'Commands', lines: parts.commands.map(({ command }) => commandLine(command)) },
    section('Evidence', evidenceLines(parts)),
    section('Message', [parts.reference]),
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** What the lines are. */
function changeLabel({ kind, items }: MessageParts): string {
  if (kind === 'digest') return 'Alerts';
  return items.some(({ from }) => from !== null) ? 'From → to' : 'What';
}

function commandLine(text: string): SectionLine {
  return { form: 'command', text };
}

function section(label: string, texts: readonly string[]): Section {
  return { label, lines: texts.map((text) => ({ form: 'words', text })) };
}

/** So many claims are told in their published words; of what cannot be read, which hides many, the ids say enough. */
const WHOLE_CLAIMS = 3;

function claimLines({ claims, hiddenClaims, about }: MessageParts): readonly string[] {
  if (about === 'blind') {
    const names = claims.map(({ id }) => id).join(', ');
    return names === '' ? [] : [[names, ...more(hiddenClaims, 'claim')].join(' ')];
  }
  const whole = claims.slice(0, WHOLE_CLAIMS);
  return [
    ...whole.map(({ summary, source }) => `“${summary}” (${source})`),
    ...more(hiddenClaims + claims.length - whole.length, 'claim'),
  ];
}

function changeLines({ items, hiddenItems, kind }: MessageParts): readonly string[] {
  return [
    ...items.flatMap((item, index) => itemLines(item, kind, items[index - 1]?.id ?? null)),
    ...more(hiddenItems, 'line'),
  ];
}

function itemLines(
  item: ItemParts,
  kind: MessageParts['kind'],
  idBefore: string | null,
): readonly string[] {
  const { name, fact, claim, id, from, to, claimed, since, by, reason } = item;
  const change = from === null || to === null ? null : `${from} → ${to}`;
  if (name === null && change === null) return [claim === null ? reason : `${claim}: ${reason}`];
  const details = [
    ...(claim === null ? [] : [claim]),
    ...(claimed === null ? [] : [`claimed: ${claimed}`]),
    ...(since === null ? [] : [`${kind === 'resolved' ? 'broken ' : ''}since ${since}`]),
    ...(by === null ? [] : [`by ${by}`]),
  ];
  const subject = name === null ? '' : `${name}: `;
  const matter = [fact, change].filter((text) => text !== null).join('; ');
  const rest = details.length === 0 ? '' : ` (${details.join('; ')})`;
  return [
    `${subject}${matter}${rest}`,
    ...(reason === '' ? [] : [reason]),
    // Two checks of one resource: its id is said once.
    ...(id === null || id === idBefore ? [] : [id]),
  ];
}

function noteLines({ notes, hiddenNotes }: MessageParts): readonly string[] {
  return [...notes, ...more(hiddenNotes, 'note')];
}

/** Each command once, in the order of the lines; what is left out is said. */
function mendLines({ items, kind }: MessageParts): readonly SectionLine[] {
  if (kind === 'resolved') return [];
  const commands = new Set(items.flatMap(({ command }) => (command === null ? [] : [command])));
  const notes = new Set(
    items.flatMap(({ commandNote }) => (commandNote === null ? [] : [commandNote])),
  );
  return [
    ...[...commands].map(
      (text): SectionLine => ({ form: isCommand(text) ? 'command' : 'words', text }),
    ),
    ...[...notes].map((text): SectionLine => ({ form: 'words', text })),
  ];
}

/** What cannot be read is mended by granting a permission, which is said in words. */
function isCommand(text: string): boolean {
  return /^(az|posture) /u.test(text);
}

function evidenceLines({ logIndex }: MessageParts): readonly string[] {
  return logIndex === null ? [] : [`entry ${String(logIndex)} of the evidence log`];
}

function more(count: number, noun: string): readonly string[] {
  return count <= 0 ? [] : [`…and ${String(count)} more ${noun}${count === 1 ? '' : 's'}`];
}
