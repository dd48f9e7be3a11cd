import type { Notification, NotificationKind } from '#domain/alert.ts';
import { azCommand } from '#domain/az-command.ts';
import { notification } from '../harness/notifications.ts';

/** All kinds, so that a test can go through them. */
export const KINDS = [
  'firing',
  'updated',
  'reminder',
  'acknowledged',
  'resolved',
  'digest',
  'test',
] as const satisfies readonly NotificationKind[];

/** What somebody who may name a resource would try on whoever reads of it (A17). */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'Slack mention': '<!channel> <!here> <@U0123> <https://evil.example/x|click> @channel @everyone',
  Markdown: '[click](https://evil.example/x) **bold** _it_ `code` ~~gone~~ # head\n- list | table',
  'code fence': '```\nrm -rf /\n```',
  HTML: '<img src=x onerror=alert(1)><script>alert(1)</script><a href="https://evil.example">x</a>',
  attribute: '" onmouseover="alert(1)" \' onclick=\'alert(1)',
  header: 'name\r\nBcc: victim@evil.example\r\n\r\n<p>body</p>',
  'SMTP end of data': 'name\r\n.\r\nMAIL FROM:<evil@evil.example>',
  bidi: 'safe\u202egnp.exe\u2066\u2069\u200f',
  'zero width': 'pay\u200bpal\u200d\u2060\ufeff\u00ad',
  control: 'bell\u0007 escape\u001b[31m\u001b]0;title\u0007 null\u0000 back\u0008',
  'line separators': 'one\u2028two\u2029three\u0085four',
  tags: '\u{e0041}\u{e0042}',
  'lone surrogates': 'high\ud800 low\udc00 end',
  emoji: '🚨'.repeat(50) + '👩‍👩‍👧 :rotating_light: :x:',
  combining: `z${'\u0335\u0321\u0322'.repeat(200)}`,
  'card function': '{{DATE(2017-02-14T06:00:00Z, SHORT)}} ${name} @{concat(1)}',
  shell: '\'; $(rm -rf /) `reboot` && echo "$HOME" \\ #',
  address: 'https://evil.example/login http://evil.example www.evil.example mailto:a@evil.example',
  scheme: 'javascript:alert(1) [x](javascript:alert(1)) data:text/html,x',
  'long name': 'n'.repeat(10_000),
  'long quotes': '"\\&<>'.repeat(3_000),
  'long astral': '𝒳'.repeat(10_000),
  JSON: '"},{"type":"actions","elements":[]},{"x":"',
  nothing: '',
  blank: '   ',
};

/** A notification in which the text stands wherever Azure, a tag or a person could have put it. */
export function hostileNotification(
  text: string,
  kind: NotificationKind = 'firing',
  items = 3,
): Notification {
  const calm = notification({ kind }, items);
  const who = {
    by: text,
    byType: text,
    at: calm.at,
    client: text,
    operation: text,
    correlationId: text,
    from: text,
    to: text,
    source: 'activity-log' as const,
  };
  return {
    ...calm,
    title: text,
    who,
    claims: Array.from({ length: items }, () => ({ document: text, claim: text, summary: text })),
    items: calm.items.map((item) => ({
      ...item,
      document: text,
      claim: text,
      check: text,
      resourceId: `${item.resourceId ?? ''}${text}`,
      from: { [text]: text },
      to: [text],
      expected: text,
      reason: text,
      since: text,
      changedBy: { ...who, by: `${text}2` },
      remediation: azCommand`az sql db update --name ${text}`,
    })),
    counts: { items: 500, claims: 40, resources: 500, open: 500 },
    where: {
      subscriptionIds: [text, text],
      resourceGroups: Array.from({ length: 20 }, () => text),
    },
    evidence: [text],
    changedAt: text,
    resolvedAt: text,
    acknowledgedBy: text,
    notes: [text, text],
  };
}

/** What a person must never be handed: it hides, reorders or breaks. A line feed may divide lines of ours. */
export const HIDDEN = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
