import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_TEAMS_BYTES, renderTeamsMessage } from '#channels/teams-card.ts';
import { notification } from '../harness/notifications.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';
import { HIDDEN, HOSTILE_TEXTS, hostileNotification, KINDS } from './hostile-corpus.ts';

interface Run {
  readonly text: string;
  readonly fontType?: string;
}

interface Card {
  readonly type: string;
  readonly fallbackText: string;
  readonly body: readonly {
    readonly type: string;
    readonly inlines?: readonly Run[];
    readonly facts?: readonly { readonly title: string; readonly value: string }[];
  }[];
  readonly actions?: readonly { readonly type: string; readonly url: string }[];
  readonly msteams?: object;
}

/** Our own output, read back. */
function cardOf(body: string): Card {
  const message = JSON.parse(body) as { attachments: [{ content: Card }] };
  return message.attachments[0].content;
}

function runs({ body }: Card): readonly Run[] {
  return body.flatMap(({ inlines }) => inlines ?? []);
}

describe('renderTeamsMessage', () => {
  it('20: tells from → to, claim, who, command, where and evidence in that order, and when as facts before the command', () => {
    const card = cardOf(renderTeamsMessage(notification({}, 2)));

    const text = runs(card)
      .map(({ text }) => text)
      .join('\n');
    const order = ['days: 35 → days: 7', '“Databases can be restored.”', 'alice@example.com'];
    order.push('az sql db str-policy', 'resource group rg-prod', 'entry 1187');
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const facts = card.body.flatMap(({ facts }) => facts ?? []);
    expect(facts.find(({ title }) => title === 'When')?.value).toContain('3 min 9 s later');
    const json = JSON.stringify(card);
    expect(json.indexOf('3 min 9 s later')).toBeLessThan(json.indexOf('az sql db str-policy'));
    expect(card.actions?.map(({ url }) => url)).toEqual([
      'https://posture.example.com/alerts/al_1',
      'https://runbooks.example.com/pitr',
    ]);
  });

  it('keeps the command as it is, in monospace', () => {
    const remediation = "az sql db update --name 'a_*b*_`c`'";
    const items = notification().items.map((item) => ({ ...item, remediation }));

    const card = cardOf(renderTeamsMessage(notification({ items })));

    expect(runs(card).filter(({ fontType }) => fontType === 'Monospace')[0]?.text).toBe(
      remediation,
    );
  });

  it('A18: says how many lines are left out', () => {
    expect(renderTeamsMessage(notification({}, 500))).toContain('…and 495 more lines');
  });

  it.each(Object.entries(HOSTILE_TEXTS))(
    'A17: keeps %s from being Markdown or a link',
    (_, text) => {
      for (const kind of KINDS) {
        const card = cardOf(renderTeamsMessage(hostileNotification(text, kind)));

        // What Azure says stands where no Markdown is read, or has each sign of it escaped.
        expect(card.body.every(({ type }) => type === 'RichTextBlock' || type === 'FactSet')).toBe(
          true,
        );
        const read = card.body.flatMap(({ facts }) => (facts ?? []).map(({ value }) => value));
        for (const value of [...read, card.fallbackText]) {
          expect(value.replace(/\\./gu, '')).not.toMatch(/[*_`[\]<>~#|{}]/u);
          expect(value).not.toContain('://');
        }
        expect(card.actions?.map(({ type, url }) => [type, new URL(url).hostname])).toEqual([
          ['Action.OpenUrl', 'posture.example.com'],
          ['Action.OpenUrl', 'runbooks.example.com'],
        ]);
        for (const { text: run, fontType } of runs(card)) {
          expect(run).not.toMatch(HIDDEN);
          if (fontType === undefined) expect(run).not.toMatch(/\{\{|:\/\//u);
        }
      }
    },
  );

  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

  it(`A18: never exceeds 20 000 bytes (seed ${String(seed)})`, () => {
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
          const body = renderTeamsMessage(hostileNotification(text, kind, items));
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_TEAMS_BYTES);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it('is valid against the schemas of the message and of the card', () => {
      const read = (name: string): Record<string, unknown> =>
        JSON.parse(readFileSync(sharedPath('schemas', name), 'utf8')) as Record<string, unknown>;
      const validate = new Ajv2020({ strict: false }).compile(
        read('teams-workflow-message.schema.json'),
      );
      const { $schema: _, id: __, ...cardSchema } = read('adaptive-card-1.5.0.schema.json');
      const validateCard = new Ajv({ strict: false, logger: false }).compile(cardSchema);

      for (const kind of KINDS) {
        for (const text of ['plain', ...Object.values(HOSTILE_TEXTS)]) {
          const body = renderTeamsMessage(hostileNotification(text, kind));
          expect(validate(JSON.parse(body)), JSON.stringify(validate.errors)).toBe(true);
          // A Teams extension that the schema of cards does not know.
          const { msteams: ___, ...card } = cardOf(body);
          expect(card.type).toBe('AdaptiveCard');
          expect(validateCard(card), JSON.stringify(validateCard.errors)).toBe(true);
        }
      }
      expect(validate({ type: 'message' })).toBe(false);
      expect(validateCard({ type: 'AdaptiveCard', body: [{ type: 'Nothing' }] })).toBe(false);
    });
  });
});
