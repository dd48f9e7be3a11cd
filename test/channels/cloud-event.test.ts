import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_BYTES, renderCloudEvent } from '#channels/cloud-event.ts';
import type { Notification } from '#domain/alert.ts';
import { notification } from '../harness/notifications.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';
import { HOSTILE_TEXTS, hostileNotification, KINDS } from './hostile-corpus.ts';

interface Rendered {
  readonly data: {
    readonly title: string;
    readonly more?: string;
    readonly items: readonly {
      readonly from: unknown;
      readonly to: unknown;
      readonly remediation: string | null;
    }[];
  };
}

function render(...parameters: Parameters<typeof notification>): Rendered {
  // Our own output, read back.
  return JSON.parse(renderCloudEvent(notification(...parameters))) as Rendered;
}

describe('renderCloudEvent', () => {
  it('holds claim, from → to, author, command and the id of the message', () => {
    expect(JSON.parse(renderCloudEvent(notification()))).toMatchObject({
      specversion: '1.0',
      id: notification().id,
      type: 'azure-posture-monitor.alert.firing.v1',
      time: notification().at,
      data: {
        title: notification().title,
        who: { by: 'alice@example.com' },
        items: [
          {
            from: { days: 35 },
            to: { days: 7 },
            remediation: notification().items[0]?.remediation,
          },
        ],
      },
    });
    expect(render().data.more).toBeUndefined();
  });

  it('says how many lines are not shown', () => {
    const { data } = render({}, 500);

    expect(data.items.length).toBeGreaterThan(2);
    expect(data.more).toBe(`…and ${String(500 - data.items.length)} more`);
  });

  it('cuts a value that is too long and keeps the command whole', () => {
    const [item] = notification().items;
    if (item === undefined) throw new Error('the harness made no line');
    const huge = {
      ...item,
      from: 'ä'.repeat(50_000),
      to: { list: Array.from({ length: 9_000 }, () => 'x') },
    };

    const { data } = render({ items: [huge] });

    expect(String(data.items[0]?.from)).toMatch(/…$/u);
    expect(data.items[0]?.remediation).toBe(item.remediation);
  });

  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

  it(`A18: never exceeds 20 000 bytes and keeps from → to (seed ${String(seed)})`, () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.constant('\u0001'.repeat(10_000)),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS)),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (long, count) => {
        const event = renderCloudEvent(hostileNotification(long, 'firing', count));
        const { data } = JSON.parse(event) as Rendered;
        expect(Buffer.byteLength(event)).toBeLessThanOrEqual(MOST_BYTES);
        expect(data.items[0]).toMatchObject({ from: expect.anything(), to: expect.anything() });
        expect(data.more).toBe(`…and ${String(500 - data.items.length)} more`);
      }),
      { seed, numRuns: 60 },
    );
  });

  it.each(Object.entries(HOSTILE_TEXTS).filter(([, text]) => text.length < 200))(
    'A17: gives the receiver %s exactly as Azure said it',
    (_, text) => {
      const told = hostileNotification(text, 'firing', 1);

      const { data } = JSON.parse(renderCloudEvent(told)) as { data: Notification };

      expect(data).toMatchObject({
        title: told.title,
        who: told.who,
        claims: told.claims,
        items: told.items,
        notes: told.notes,
        acknowledgedBy: told.acknowledgedBy,
        commands: told.commands,
        logIndex: told.logIndex,
        confirmed: told.confirmed,
      });
    },
  );

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it('is valid against the schema of CloudEvents 1.0', () => {
      const ajv = new Ajv({ strict: false });
      formats.default(ajv);
      const validate = ajv.compile(
        JSON.parse(
          readFileSync(sharedPath('schemas', 'cloudevents-1.0.schema.json'), 'utf8'),
        ) as object,
      );

      for (const kind of KINDS) {
        const event: unknown = JSON.parse(renderCloudEvent(notification({ kind }, 500)));
        expect(validate(event), JSON.stringify(validate.errors)).toBe(true);
        const hostile: unknown = JSON.parse(
          renderCloudEvent(hostileNotification('\u202e<x>', kind)),
        );
        expect(validate(hostile), JSON.stringify(validate.errors)).toBe(true);
      }
      expect(validate({ specversion: '1.0' })).toBe(false);
    });
  });
});
