import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_BYTES, renderCloudEvent } from '#channels/cloud-event.ts';
import { notification } from '../harness/notifications.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

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

  it(`never exceeds 20 000 bytes (seed ${String(seed)})`, () => {
    const text = fc.string({ unit: 'binary', maxLength: 3_000 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 20 }), (title, long, count) => {
        const items = notification({}, count).items.map((item) => {
          return { ...item, reason: long, from: { long }, remediation: long };
        });
        const claims = Array.from({ length: 20 }, () => ({
          document: 'd',
          claim: 'c',
          summary: long,
        }));
        const event = renderCloudEvent(notification({ title, items, claims }, 999));
        expect(Buffer.byteLength(event)).toBeLessThanOrEqual(MOST_BYTES);
      }),
      { seed, numRuns: 100 },
    );
  });

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it('is valid against the schema of CloudEvents 1.0', () => {
      const ajv = new Ajv({ strict: false });
      formats.default(ajv);
      const validate = ajv.compile(
        JSON.parse(
          readFileSync(sharedPath('schemas', 'cloudevents-1.0.schema.json'), 'utf8'),
        ) as object,
      );

      for (const kind of ['firing', 'updated', 'resolved'] as const) {
        const event: unknown = JSON.parse(renderCloudEvent(notification({ kind }, 500)));
        expect(validate(event), JSON.stringify(validate.errors)).toBe(true);
      }
      expect(validate({ specversion: '1.0' })).toBe(false);
    });
  });
});
