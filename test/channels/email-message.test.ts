import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderEmail } from '#channels/email-message.ts';
import type { Notification } from '#domain/alert.ts';
import { notification } from '../harness/notifications.ts';
import { HIDDEN, HOSTILE_TEXTS, hostileNotification, KINDS } from './hostile-corpus.ts';
import { type ParsedMail, parseMail } from './parse-mail.ts';

const ENVELOPE = { from: 'Posture <posture@example.com>', to: ['oncall@example.com'] };

async function render(told: Notification): Promise<ParsedMail & { readonly bytes: number }> {
  const { message, envelope } = await renderEmail(told, ENVELOPE, 0);
  expect(envelope).toEqual({ from: 'posture@example.com', to: ['oncall@example.com'] });
  return { ...parseMail(message.toString('utf8')), bytes: message.length };
}

const OUR_HEADERS = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

describe('renderEmail', () => {
  it.each(Object.entries(HOSTILE_TEXTS))(
    'A17: lets %s add no header, no tag and no link',
    async (_, text) => {
      for (const kind of KINDS) {
        const mail = await render(hostileNotification(text, kind));

        expect([...mail.headers.keys()].toSorted()).toEqual(OUR_HEADERS);
        expect(Array.from(mail.headers.get('subject') ?? '').length).toBeLessThanOrEqual(120);
        // Every tag is ours, and every link leads to where the configuration says.
        const tags = new Set(
          Array.from(mail.html.matchAll(/<\/?([a-zA-Z!][a-zA-Z0-9]*)/gu), ([, tag]) => tag),
        );
        const ours = [
          '!DOCTYPE',
          'html',
          'head',
          'meta',
          'title',
          'body',
          'h1',
          'table',
          'tr',
          'th',
        ];
        ours.push('td', 'div', 'pre', 'span', 'a');
        expect([...tags].filter((tag) => !ours.includes(tag ?? ''))).toEqual([]);
        const links = Array.from(mail.html.matchAll(/href="([^"]*)"/gu), ([, link]) => link);
        expect(new Set(links)).toEqual(
          new Set(['https://runbooks.example.com/pitr', 'https://posture.example.com/alerts/al_1']),
        );
        expect(mail.html.replace(/<a [^>]*>[^<]*<\/a>/gu, '')).not.toContain('://');
        expect(mail.text.replaceAll('\r\n', '\n')).not.toMatch(HIDDEN);
      }
    },
  );

  it('shows a command in HTML so that it can be copied as it is', async () => {
    const remediation = `az x --name 'a<b>&"c"' --url 'https://example.com/'`;
    const items = notification().items.map((item) => ({ ...item, remediation }));

    const { html } = await render(notification({ items }));

    const pre = /<pre[^>]*>(az x.*?)<\/pre>/u.exec(html)?.[1] ?? '';
    const copied = pre
      .replace(/<\/?span>/gu, '')
      .replace(/&#(\d+);/gu, (_, code: string) => String.fromCharCode(Number(code)));
    expect(copied).toBe(remediation);
  });

  it('A18: says how many lines are left out', async () => {
    expect((await render(notification({}, 500))).text).toContain('…and 480 more lines');
  });

  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

  it(`A18: never exceeds 100 000 bytes (seed ${String(seed)})`, async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4_000 }),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS)),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...KINDS), async (text, kind) => {
        const { bytes } = await render(hostileNotification(text, kind, 20));
        expect(bytes).toBeLessThanOrEqual(100_000);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('fills the room that there is', async () => {
    const reason = 'ä'.repeat(1_000);
    const items = notification({}, 20).items.map((item) => ({ ...item, reason }));

    const { bytes } = await render(notification({ items }, 20));

    expect(bytes).toBeGreaterThan(30_000);
  });
});
