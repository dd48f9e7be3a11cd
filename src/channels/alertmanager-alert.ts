import type { AlertKind, Notification } from '#domain/alert.ts';
import { visibleText } from '#domain/visible-text.ts';
import { withinBytes } from './details.ts';
import { cutText } from './escape.ts';
import { fit } from './fit.ts';
import { type MessageParts, partsOf } from './words.ts';
import { sectionsOf } from './words-sections.ts';
import { linesOf } from './words-text.ts';

/** Label values are ids; a longer one is cut, and the same way each time. */
const MOST_LABEL = 200;
const MOST_ITEMS = 10;

/** Claim, from → to, command and the way to the alert (A18); the description says them all again. */
const MUST_BE_TOLD: ReadonlySet<string> = new Set(['summary', 'change', 'fix', 'alert_url']);

/** Texts by name, as Alertmanager has labels and annotations. */
export type Texts = Readonly<Record<string, string>>;

const NAMES: Readonly<Record<AlertKind, string>> = {
  violation: 'PostureClaimBroken',
  blind: 'PostureCannotBeVerified',
  expired: 'PostureAttestationExpired',
  'left-scope': 'PostureLeftScope',
  flapping: 'PostureFlapping',
  storm: 'PostureStorm',
  suspect: 'PostureMonitorSuspect',
};

/**
 * What an alert is known by. Alertmanager takes two alerts with different labels for two, so whoever sends news or an end must send
 * the labels of the beginning: severity and first claim can change while an alert lasts.
 */
export function labelsOf({ kind, about, severity, claims, alertId }: Notification): Texts {
  const [first] = claims;
  const isNews = kind !== 'digest' && kind !== 'test';
  return {
    alertname: isNews ? NAMES[about] : kind === 'test' ? 'PostureTest' : 'PostureDigest',
    alert_id: label(alertId),
    severity: isNews ? severity : 'informational',
    ...(first === undefined ? {} : { claim: label(first.claim), document: label(first.document) }),
  };
}

/** What there is to tell, in full words and, for templates, piece by piece; as JSON at most so many bytes. */
export function annotationsOf(notification: Notification, mostBytes: number): Texts {
  const texts = fit(partsOf(notification), MOST_ITEMS, render, (rendered) => {
    return Buffer.byteLength(JSON.stringify(rendered)) <= mostBytes;
  });
  return withinBytes(texts, mostBytes, (name) => MUST_BE_TOLD.has(name));
}

function label(text: string): string {
  return cutText(visibleText(text), MOST_LABEL);
}

function render(parts: MessageParts): Texts {
  const sections = new Map(
    sectionsOf(parts).map(({ label, lines }) => [label, lines.map(({ text }) => text).join('\n')]),
  );
  const pieces = { change: 'From → to', who: 'Who', when: 'When', where: 'Where', fix: 'Mend' };
  return {
    summary: parts.headline,
    description: linesOf(parts).join('\n'),
    ...Object.fromEntries(
      Object.entries(pieces).flatMap(([name, label]) => {
        const text = sections.get(label);
        return text === undefined ? [] : [[name, text] as const];
      }),
    ),
    ...(parts.runbook === null ? {} : { runbook_url: parts.runbook }),
    ...(parts.link === null ? {} : { alert_url: parts.link }),
  };
}
