import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SLACK_CHARACTERS, renderSlackMessage } from '#channels/slack-message.ts';
import { notification } from '../harness/notifications.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';
import { HIDDEN, HOSTILE_TEXTS, hostileNotification, KINDS } from './hostile-corpus.ts';

interface Text {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly verbatim?: boolean;
  readonly emoji?: boolean;
}

interface Message {
  readonly text: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly text?: Text;
    readonly elements?: readonly { readonly text: unknown; readonly url?: string }[];
  }[];
}

/** Our own output, read back. */
function render(...parameters: Parameters<typeof notification>): Message {
  return JSON.parse(renderSlackMessage(notification(...parameters))) as Message;
}

function texts(message: Message): readonly Text[] {
  return message.blocks.flatMap(({ text }) => (text === undefined ? [] : [text]));
}

function shown(message: Message): string {
  return texts(message)
    .map(({ text }) => text)
    .join('\n');
}

describe('renderSlackMessage', () => {
  it('20: tells from → to, claim, who, when, command, where, runbook and evidence, in that order, with bold labels', () => {
    const message = render({}, 2);

    const order = ['days: 35 → days: 7', '“Databases can be restored.”', 'alice@example.com'];
    order.push(
      '3 min 9 s later',
      '```az sql db str-policy',
      'resource group rg-prod',
      'entry 1187',
    );
    const places = order.map((text) => shown(message).indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const labels = message.blocks.flatMap(({ type, elements }) =>
      type === 'context' ? (elements ?? []) : [],
    );
    expect(labels).toContainEqual({ type: 'mrkdwn', text: '*Who*', verbatim: true });
    const buttons = message.blocks.find(({ type }) => type === 'actions')?.elements;
    expect(buttons?.map(({ url }) => url)).toEqual([
      'https://posture.example.com/alerts/al_1',
      'https://runbooks.example.com/pitr',
    ]);
    expect(JSON.stringify(message.blocks.at(-1))).toContain(notification().id);
  });

  it('A18: says how many lines are left out', () => {
    expect(shown(render({}, 500))).toContain('…and 495 more lines');
  });

  it('A18: counts all blocks together, not each alone', () => {
    const items = notification({}, 5).items.map((item, n) => ({
      ...item,
      remediation: `az sql db update --name '${String(n).repeat(2_900)}'`,
    }));

    const message = render({ items }, 5);

    expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(MOST_SLACK_CHARACTERS);
    expect(shown(message)).toMatch(/```az sql db update --name '0{2900}'```/u);
  });

  it('shows the end as an end, without a command to mend', () => {
    const message = render({ kind: 'resolved', resolvedAt: '2026-01-01T02:00:00.000Z' });

    expect(message.blocks[0]?.text?.text).toMatch(/^🟢 \[RESOLVED\]/u);
    expect(shown(message)).toContain('lasted 2 h');
    expect(shown(message)).not.toContain('az sql');
  });

  it('shows a command with a back quote as plain text, whole', () => {
    const remediation = "az sql db update --name 'a`b'";
    const items = notification().items.map((item) => ({ ...item, remediation }));

    const block = texts(render({ items })).find(({ text }) => text.includes('a`b'));

    expect(block?.type).toBe('plain_text');
    expect(block?.text).toContain(remediation);
  });

  it.each(Object.entries(HOSTILE_TEXTS))('A17: keeps %s from being markup', (_, text) => {
    for (const kind of KINDS) {
      const message = JSON.parse(renderSlackMessage(hostileNotification(text, kind))) as Message;

      expect(message.text).not.toMatch(/[<>]/u);
      for (const { type, text: shown, verbatim, emoji } of texts(message)) {
        // Besides our own label, markup holds one code block and nothing that would end it or open a link.
        if (type === 'mrkdwn') {
          expect(shown).toMatch(/^(\*(Mend|Commands)\*\n)?```[^`<>]*```$/u);
          expect(verbatim).toBe(true);
        } else {
          expect(emoji).toBe(false);
        }
        expect(shown).not.toMatch(HIDDEN);
      }
    }
  });

  it('A17: makes no button of an address that is not https', () => {
    const message = render({ link: 'javascript:alert(1)', runbook: 'http://evil.example/' });

    expect(message.blocks.map(({ type }) => type)).not.toContain('actions');
  });

  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

  it(`A18: never exceeds a limit (seed ${String(seed)})`, () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4_000 }),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS)),
    );
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...KINDS),
        fc.integer({ min: 0, max: 20 }),
        (text, kind, items) => {
          const rendered = renderSlackMessage(hostileNotification(text, kind, items));
          const message = JSON.parse(rendered) as Message;
          expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(MOST_SLACK_CHARACTERS);
          expect(message.blocks.length).toBeLessThanOrEqual(50);
          expect(message.blocks[0]?.text?.text.length).toBeLessThanOrEqual(150);
          for (const { text } of texts(message)) expect(text.length).toBeLessThanOrEqual(3_000);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it('is valid against the schema, for every kind and hostile text', () => {
      const ajv = new Ajv2020({ strict: false });
      formats.default(ajv);
      const schema = readFileSync(
        sharedPath('schemas', 'slack-incoming-webhook.schema.json'),
        'utf8',
      );
      const validate = ajv.compile(JSON.parse(schema) as object);

      for (const kind of KINDS) {
        for (const text of Object.values(HOSTILE_TEXTS)) {
          const body: unknown = JSON.parse(renderSlackMessage(hostileNotification(text, kind)));
          expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
        }
        const body: unknown = JSON.parse(renderSlackMessage(notification({ kind }, 500)));
        expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
      }
      expect(validate({ text: 'x', blocks: [] })).toBe(false);
    });
  });
});
