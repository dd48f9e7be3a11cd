import type { Notification } from '#domain/alert.ts';
import type { Severity } from '#domain/severity.ts';
import { escapeCardText } from './escape.ts';
import { fit } from './fit.ts';
import { type MessageParts, partsOf } from './words.ts';
import { type Section, type SectionLine, sectionsOf } from './words-sections.ts';

/** Teams refuses, after it has answered 202, what its own form of the message makes larger than 28 672 (MicrosoftDocs/msteams-docs#11274). */
export const MOST_TEAMS_BYTES = 20_000;
const MOST_ITEMS = 5;
/** Short sections with a value of ours each. */
const FACTS: ReadonlySet<string> = new Set(['When', 'Confirmed', 'Taken by', 'Message']);

/**
 * A notification as the body of a Teams workflow webhook: one Adaptive Card 1.5. What comes from Azure stands in RichTextBlocks, which
 * know no Markdown. Sources: learn.microsoft.com, "Text features" of Adaptive Cards; adaptive-card 1.5.0 schema.
 */
export function renderTeamsMessage(notification: Notification): string {
  return fit(
    partsOf(notification),
    MOST_ITEMS,
    (parts) => JSON.stringify(messageOf(parts)),
    (text) => Buffer.byteLength(text) <= MOST_TEAMS_BYTES,
  );
}

function messageOf(parts: MessageParts): object {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: cardOf(parts),
      },
    ],
  };
}

function cardOf(parts: MessageParts): object {
  const sections = sectionsOf(parts);
  const actions = [
    ...(parts.link === null ? [] : [openUrl('Open the alert', parts.link)]),
    ...(parts.runbook === null ? [] : [openUrl('Runbook', parts.runbook)]),
  ];
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'full' },
    fallbackText: escapeCardText(withoutDates(parts.headline)),
    body: [
      richText([
        {
          text: withoutDates(parts.headline),
          size: 'Large',
          weight: 'Bolder',
          color: colourOf(parts),
        },
      ]),
      ...bodyOf(sections),
    ],
    ...(actions.length === 0 ? {} : { actions }),
  };
}

const COLOURS: Readonly<Record<Severity, string>> = {
  critical: 'Attention',
  high: 'Attention',
  medium: 'Warning',
  low: 'Default',
  informational: 'Default',
};

function colourOf({ kind, severity }: MessageParts): string {
  if (kind === 'resolved') return 'Good';
  return kind === 'firing' || kind === 'updated' || kind === 'reminder'
    ? COLOURS[severity]
    : 'Default';
}

/** In their order; short sections that follow each other are one table. */
function bodyOf(sections: readonly Section[]): readonly object[] {
  const body: object[] = [];
  let facts: object[] = [];
  for (const section of sections) {
    if (FACTS.has(section.label)) {
      if (facts.length === 0) body.push({ type: 'FactSet', facts });
      facts.push(...factsOf(section));
    } else {
      facts = [];
      body.push(...blocksOf(section));
    }
  }
  return body;
}

/** Addresses are buttons. */
function blocksOf({ label, lines }: Section): readonly object[] {
  const shown = lines.filter(({ form }) => form !== 'link');
  if (shown.length === 0) return [];
  return [
    richText([{ text: label, weight: 'Bolder', isSubtle: true }]),
    ...shown.map((line) => ({ ...richText([runOf(line)]), spacing: 'None' })),
  ];
}

function runOf({ form, text }: SectionLine): object {
  return form === 'command' ? { text, fontType: 'Monospace' } : { text: withoutDates(text) };
}

function factsOf({ label, lines }: Section): readonly object[] {
  const value = lines.map(({ text }) => escapeCardText(withoutDates(text))).join('; ');
  return [{ title: label, value }];
}

/** Clients put a date where `{{DATE(…)}}` stands, in every kind of text; in a command such a thing is quoted data and stays. */
function withoutDates(text: string): string {
  return text.replaceAll('{{', '{ {');
}

function richText(runs: readonly object[]): object {
  return { type: 'RichTextBlock', inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}

function openUrl(title: string, url: string): object {
  return { type: 'Action.OpenUrl', title, url };
}
