import { claimsOf } from '#alerting/told-members.ts';
import { configured } from '#cli/configured.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import type { Alert, AlertMember } from '#domain/alert.ts';
import type { ChangeAuthor } from '#domain/finding.ts';
import { END_NAMES } from '#domain/finding-end.ts';
import type { MessageStatus } from '#domain/outbox-message.ts';
import type { StateReader } from '#domain/state-store.ts';
import { shownValue, visibleText } from '#domain/visible-text.ts';
import { memberWords } from '#reports/member-words.ts';
import { findAlert } from './alert-lookup.ts';
import {
  acknowledgementWords,
  memberLine,
  muteWords,
  overWords,
  withEndNames,
} from './alert-words.ts';

interface Options extends CommonOptions {
  readonly arguments: readonly string[];
  readonly format: 'text' | 'json';
}

/** How many entries of the evidence log are read at a time. */
const PIECE = 1000;

interface Entry {
  readonly index: number;
  readonly text: string;
}

/** `posture alerts show ID`: everything about one alert: what, from what to what, who, how to mend it, who was told when and how that went, and its entries in the evidence log. */
export const alertsShow: Command<Options> = async (workbench, terminal, options) => {
  const state = await workbench.openOperator(configured(workbench, options));
  try {
    const alert = await findAlert(state, options.arguments[0] ?? '');
    const messages = await state.messages(alert.id);
    const entries = await entriesOf(state, alert, messages);
    const acknowledgements = await state.acknowledgements();
    if (options.format === 'json') {
      const log = entries.map(({ index, text }) => ({ index, entry: JSON.parse(text) as unknown }));
      const acknowledged = acknowledgements.find(({ alertId }) => alertId === alert.id) ?? null;
      terminal.stdout.write(
        `${JSON.stringify({ alert: withEndNames(alert), acknowledged, messages, log }, null, 2)}\n`,
      );
      return 0;
    }
    const notes = [
      muteWords(alert, await state.silences()),
      acknowledgementWords(alert, acknowledgements),
    ].filter((note) => note !== undefined);
    const lines = [
      ...headLines(alert),
      ...notes,
      ...section('what', alert.members.flatMap(memberLines)),
      ...section('told', messages.flatMap(messageLines)),
      ...section(
        'evidence log',
        entries.map(({ index, text }) => `${String(index)} ${visibleText(text)}`),
      ),
    ];
    terminal.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  } finally {
    state.close();
  }
};

function headLines(alert: Alert): readonly string[] {
  const { id, kind, severity, state, openedAt, cause, confirmed } = alert;
  const read = confirmed === null ? 'not read a second time' : 'seen by a second, direct read';
  const times = [
    `opened ${openedAt}`,
    ...(alert.recoveringSince === null
      ? []
      : [`${overWords(alert)} since ${alert.recoveringSince}`]),
    ...(alert.resolvedAt === null ? [] : [`resolved ${alert.resolvedAt}`]),
    ...(alert.staleSince === null ? [] : [`cannot be looked at since ${alert.staleSince}`]),
    alert.toldAt === null ? 'nobody was told yet' : `last told ${alert.toldAt}`,
  ];
  const { kind: by, ...about } = cause;
  const details = Object.entries(about).map(([name, value]) => `${name} ${shownValue(value, '-')}`);
  return [
    `${id}: ${severity} ${kind}, ${state}`,
    ...claimsOf(alert.members).map(({ claim, summary }) => visibleText(`${summary} (${claim})`)),
    times.join(', '),
    `one cause: ${by} (${details.join(', ')}); ${read}`,
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function memberLines(member: AlertMember): readonly string[] {
  const head = `${member.state} ${memberLine(member)}`;
  if (member.kind === 'problem') {
    const shown = member.examples.map(({ operation, message }) => `  ${operation}: ${message}`);
    return [head, ...shown.map(visibleText)];
  }
  if (member.kind !== 'finding') return [head];
  const { finding, from, over } = member;
  const members = memberWords(finding);
  const mend =
    over === null && finding.remediation !== null ? [`mend: ${finding.remediation}`] : [];
  return [
    head,
    `  ${visibleText(finding.reason)}`,
    `  from ${shownValue(from, 'not known')} to ${shownValue(finding.observed, 'nothing')}; expected ${shownValue(finding.expected, 'nothing')}`,
    `  ${authorWords('changed', finding.changedBy)}`,
    ...(over === null
      ? []
      : [
          `  over ${over.at} (${END_NAMES[over.because]})${howWords(over.how)}: ${shownValue(over.observed, 'nothing')}; ${authorWords('mended', over.changedBy)}`,
        ]),
    ...mend.map((line) => `  ${visibleText(line)}`),
    ...(members === undefined ? [] : [`  read from ${members}`]),
    ...finding.evidence.map((digest) => `  evidence ${digest}`),
  ];
}

function howWords(how: string | null | undefined): string {
  return how === null || how === undefined ? '' : ` because ${visibleText(how)}`;
}

function authorWords(what: string, author: ChangeAuthor | null): string {
  if (author === null) return `${what} by: not known`;
  const { by, at, client, operation, correlationId } = author;
  const how = [client, operation, correlationId].filter((part) => part !== null).join(', ');
  return visibleText(`${what} by ${by} at ${at}${how === '' ? '' : ` (${how})`}`);
}

function messageLines({ message, state, attempts }: MessageStatus): readonly string[] {
  const { id, channel, sequence, notification, createdAt } = message;
  return [
    `${notification.kind} ${String(sequence)} to ${channel}: ${state}, made ${createdAt} (${id})`,
    ...attempts.map(({ at, tookMs, outcome, status, reason, responseId }) => {
      const parts = [
        `${outcome} after ${String(tookMs)} ms`,
        ...(status === null ? [] : [`status ${String(status)}`]),
        ...(reason === null ? [] : [reason]),
        ...(responseId === null ? [] : [`response ${responseId}`]),
      ];
      return `  ${at} ${visibleText(parts.join(', '))}`;
    }),
  ];
}

/** Entries that name the alert; none is older than the first that one of its messages points to. */
async function entriesOf(
  state: StateReader,
  { id }: Alert,
  messages: readonly MessageStatus[],
): Promise<readonly Entry[]> {
  const places = messages.flatMap(({ message }) => message.notification.logIndex ?? []);
  const size = await state.log.size();
  const found: Entry[] = [];
  const isItsOwn = `"alertId":${JSON.stringify(id)}`;
  for (let from = Math.min(size, ...places); from < size; from += PIECE) {
    for (const { index, bytes } of await state.log.entries(from, from + PIECE)) {
      const text = Buffer.from(bytes).toString('utf8');
      if (text.includes(isItsOwn)) found.push({ index, text });
    }
  }
  return found;
}
