import type { Notification } from '#domain/alert.ts';
import type { Severity } from '#domain/severity.ts';
import { wrongOf } from './details.ts';
import { cutUnits, escapeSlack } from './escape.ts';
import { fit } from './fit.ts';
import { type MessageParts, partsOf } from './words.ts';
import { type Section, sectionsOf } from './words-sections.ts';

/** Characters of the JSON of all blocks. Slack refuses near 13 200 (slackapi/bolt-js#2509). */
export const MOST_SLACK_CHARACTERS = 12_000;
const MOST_TEXT = 3_000;
const MOST_HEADER = 150;
const MOST_FALLBACK = 4_000;
const MOST_BLOCKS = 50;
/** Nobody reads more lines than that in a chat; the rest is counted. */
const MOST_ITEMS = 5;

type SlackText =
  | { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
  | { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true };

type SlackBlock =
  | { readonly type: 'header' | 'section'; readonly text: SlackText }
  | { readonly type: 'context'; readonly elements: readonly SlackText[] }
  | { readonly type: 'actions'; readonly elements: readonly SlackButton[] };

interface SlackButton {
  readonly type: 'button';
  readonly text: SlackText;
  readonly url: string;
}

interface SlackMessage {
  readonly text: string;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly blocks: readonly SlackBlock[];
}

/**
 * A notification as the body of a Slack incoming webhook. What comes from Azure stands in `plain_text`, which knows no markup, and
 * commands in a code block with `verbatim`, so that nothing becomes a mention, a link or an emoji; labels are ours, and bold.
 * Source: docs.slack.dev, "Text object". Guess: that `plain_text` makes no links follows from `verbatim` being for `mrkdwn` alone.
 */
export function renderSlackMessage(notification: Notification): string {
  const message = fit(partsOf(notification), MOST_ITEMS, messageOf, isWithin);
  return JSON.stringify(message);
}

function messageOf(parts: MessageParts): SlackMessage {
  const header = `${markOf(parts)}${parts.headline}`;
  const sections = sectionsOf(parts);
  const buttons = [
    ...(parts.link === null ? [] : [button('Open the alert', parts.link)]),
    ...(parts.runbook === null ? [] : [button('Runbook', parts.runbook)]),
  ];
  return {
    // What a lock screen shows.
    text: cutUnits(escapeSlack(wrongOf(parts)), MOST_FALLBACK),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(cutUnits(header, MOST_HEADER)) },
      ...(header.length > MOST_HEADER ? [words(parts.headline)] : []),
      ...sections.flatMap(blocksOf),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
      { type: 'context', elements: [plain(parts.reference)] },
    ],
  };
}

/** Colour is sparse: what must be mended now, what should be, what is over. */
const MARKS: Readonly<Record<Severity, string>> = {
  critical: '🔴 ',
  high: '🟠 ',
  medium: '🟡 ',
  low: '',
  informational: '',
};

function markOf({ kind, severity }: MessageParts): string {
  if (kind === 'resolved') return '🟢 ';
  return kind === 'firing' || kind === 'updated' || kind === 'reminder' ? MARKS[severity] : '';
}

/** The reference stands in the context, addresses are buttons. */
function blocksOf({ label, lines }: Section): readonly SlackBlock[] {
  if (label === 'Message') return [];
  const commands = lines.filter(({ form }) => form === 'command');
  const texts = lines.filter(({ form }) => form === 'words').map(({ text }) => text);
  return [
    ...(texts.length === 0 ? [] : labelled(label, texts.join('\n'))),
    ...commands.map(({ text }, index) => command(text, index === 0 ? `*${label}*\n` : '')),
  ];
}

/** The label is ours and bold; what belongs to it stands below, where nothing can be markup. */
function labelled(label: string, text: string): readonly SlackBlock[] {
  const bold = { type: 'mrkdwn', text: `*${label}*`, verbatim: true } as const;
  // An empty text would be refused.
  return [{ type: 'context', elements: [bold] }, words(text.trim() === '' ? '(nothing)' : text)];
}

function words(text: string): SlackBlock {
  return { type: 'section', text: plain(text) };
}

function command(text: string, before: string): SlackBlock {
  const code = `${before}\`\`\`${escapeSlack(text)}\`\`\``;
  // A back quote would end the code block, and Slack knows no way to write one inside.
  if (text.includes('`') || code.length > MOST_TEXT) return words(text);
  return { type: 'section', text: { type: 'mrkdwn', text: code, verbatim: true } };
}

function plain(text: string): SlackText {
  return { type: 'plain_text', text, emoji: false };
}

function button(label: string, url: string): SlackButton {
  return { type: 'button', text: plain(label), url };
}

function isWithin({ blocks }: SlackMessage): boolean {
  return (
    blocks.length <= MOST_BLOCKS &&
    blocks.every((block) => !('text' in block) || block.text.text.length <= MOST_TEXT) &&
    JSON.stringify(blocks).length <= MOST_SLACK_CHARACTERS
  );
}
