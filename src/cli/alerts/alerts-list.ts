import { claimsOf } from '#alerting/told-members.ts';
import { configured } from '#cli/configured.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import type { Alert } from '#domain/alert.ts';
import { toInstant } from '#domain/instant.ts';
import type { Acknowledgement, Silence } from '#domain/silence.ts';
import { visibleText } from '#domain/visible-text.ts';
import {
  acknowledgementWords,
  memberLine,
  muteWords,
  overWords,
  silenceWords,
  standingMembers,
  worstFirst,
} from './alert-words.ts';

interface Options extends CommonOptions {
  readonly all?: boolean;
  readonly format: 'text' | 'json';
}

/** How many alerts that are over are listed too, with `--all`. */
const RECENT = 200;
/** How many claims and members of an alert are named. */
const SHOWN = 5;

interface Listed {
  readonly alerts: readonly Alert[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly silences: readonly Silence[];
}

/** `posture alerts list`: the open alerts, worst first, with why nobody is told of some, and the silences in force; from the state alone. */
export const alertsList: Command<Options> = async (workbench, terminal, options) => {
  const state = await workbench.openStateReader(configured(workbench, options));
  const open = (await state?.openAlerts()) ?? [];
  const recent = options.all === true ? ((await state?.recentAlerts(RECENT)) ?? []) : [];
  const known = new Set(open.map(({ id }) => id));
  const listed: Listed = {
    alerts: [...open.toSorted(worstFirst), ...recent.filter(({ id }) => !known.has(id))],
    acknowledgements: (await state?.acknowledgements()) ?? [],
    silences: (await state?.silences(toInstant(workbench.clock.now()))) ?? [],
  };
  state?.close();
  const text =
    options.format === 'json' ? `${JSON.stringify(asJson(listed), null, 2)}\n` : asText(listed);
  terminal.stdout.write(text);
  return 0;
};

function asText(listed: Listed): string {
  const { alerts, silences } = listed;
  const open = alerts.filter(({ state }) => state !== 'resolved');
  const lines = alerts.flatMap((alert) => alertLines(alert, listed));
  if (open.length === 0) lines.push('No open alerts.');
  else lines.push(countsLine(listed));
  for (const silence of silences) {
    const { id, expiresAt, by, reason, ticket } = silence;
    const why = visibleText(`${reason}${ticket === null ? '' : ` (${ticket})`}`);
    lines.push(`silence ${id} until ${expiresAt} by ${visibleText(by)}: ${why}`);
    lines.push(`  ${silenceWords(silence)}`);
  }
  return `${lines.join('\n')}\n`;
}

function alertLines(alert: Alert, { acknowledgements, silences }: Listed): readonly string[] {
  const { id, severity, kind, state, openedAt, resolvedAt, recoveringSince, members } = alert;
  const open = members.filter((member) => member.state !== 'over');
  const claims = claimsOf(alert.members);
  const now =
    state === 'resolved'
      ? `resolved at ${resolvedAt ?? 'an unknown time'} (${overWords(alert)})`
      : `${String(open.length)} open${state === 'firing' ? '' : `, ${state}`}`;
  const notes = [
    ...(recoveringSince === null || state === 'resolved'
      ? []
      : [`${overWords(alert)} since ${recoveringSince}`]),
    ...(alert.staleSince === null ? [] : [`cannot be looked at since ${alert.staleSince}`]),
    muteWords(alert, silences),
    acknowledgementWords(alert, acknowledgements),
  ].filter((note) => note !== undefined);
  // What another alert stands for is told there; `show` has the rest.
  const shown = alert.mute === null ? standingMembers(alert).map(memberLine) : [];
  return [
    `${severity} ${kind} since ${openedAt}, ${now} (${id})`,
    ...claims
      .slice(0, SHOWN)
      .map(({ claim, summary }) => `  ${visibleText(`${summary} (${claim})`)}`),
    ...notes.map((note) => `  ${note}`),
    ...shown.slice(0, SHOWN).map((line) => `    ${line}`),
    ...(shown.length > SHOWN ? [`    and ${String(shown.length - SHOWN)} more`] : []),
  ];
}

function countsOf({ alerts, acknowledgements }: Listed) {
  const open = alerts.filter(({ state }) => state !== 'resolved');
  const taken = new Set(acknowledgements.map(({ alertId }) => alertId));
  const count = (is: (alert: Alert) => boolean): number => open.filter(is).length;
  return {
    open: open.length,
    pending: count(({ state }) => state === 'pending'),
    recovering: count(({ state }) => state === 'recovering'),
    muted: count(({ mute }) => mute !== null),
    acknowledged: count(({ id }) => taken.has(id)),
  };
}

function countsLine(listed: Listed): string {
  const { open, ...parts } = countsOf(listed);
  const said = Object.entries(parts).map(([name, count]) => `${String(count)} ${name}`);
  return `${String(open)} open: ${said.join(', ')}.`;
}

function asJson(listed: Listed): unknown {
  const taken = new Map(listed.acknowledgements.map((one) => [one.alertId, one]));
  return {
    counts: countsOf(listed),
    alerts: listed.alerts.map((alert) => {
      const { members, ...rest } = alert;
      const over = members.filter(({ state }) => state === 'over').length;
      return {
        ...rest,
        acknowledged: taken.get(alert.id) ?? null,
        claims: claimsOf(alert.members),
        members: { open: members.length - over, over },
        ended: over === 0 ? null : overWords(alert),
      };
    }),
    silences: listed.silences,
  };
}
