import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit } from '#channels/fit.ts';
import { type MessageParts, partsOf } from '#channels/words.ts';
import { linesOf } from '#channels/words-text.ts';
import { notification } from '../harness/notifications.ts';
import { HOSTILE_TEXTS, hostileNotification } from './hostile-corpus.ts';

function text(parts: MessageParts, most: number, mostItems = 20): string {
  return fit(
    parts,
    mostItems,
    (reduced) => linesOf(reduced).join('\n'),
    (rendered) => rendered.length <= most,
  );
}

describe('fit (A18)', () => {
  it('leaves everything as it is where there is room', () => {
    const parts = partsOf(notification({}, 3));

    expect(text(parts, 100_000)).toBe(linesOf(parts).join('\n'));
  });

  it('drops lines before words, shows no digest at all, and counts what it drops', () => {
    const evidence = Array.from({ length: 20 }, (_, n) => `sha256:${String(n).padStart(64, '0')}`);
    const parts = partsOf(notification({ evidence }, 20));
    const sizes = [8_000, 7_000, 4_000, 3_000, 2_000];

    const texts = sizes.map((most) => text(parts, most));

    const digests = texts.map((rendered) => rendered.match(/sha256:/gu)?.length ?? 0);
    const lines = texts.map((rendered) => rendered.match(/ → days: 7 /gu)?.length ?? 0);
    // Nobody reads digests on a page: the entry of the evidence log leads to them.
    expect(new Set(digests)).toEqual(new Set([0]));
    expect(lines).toEqual(lines.toSorted((a, b) => b - a));
    expect(lines[0]).toBe(20);
    for (const [index, rendered] of texts.entries()) {
      expect(rendered.length).toBeLessThanOrEqual(sizes[index] ?? 0);
      if ((lines[index] ?? 0) < 20)
        expect(rendered).toContain(`…and ${String(20 - (lines[index] ?? 0))} more lines`);
    }
  });

  it('shows no more lines than are read at the destination', () => {
    expect(text(partsOf(notification({}, 500)), 100_000, 2)).toContain('…and 498 more lines');
  });

  it('leaves a command that is too long out as a whole, and says so', () => {
    const remediation = `az sql db update --name '${'x'.repeat(5_000)}'`;
    const items = notification().items.map((item) => ({ ...item, remediation }));

    const rendered = text(partsOf(notification({ items })), 100_000);

    expect(rendered).not.toContain('az sql');
    expect(rendered).toContain('left out because it is too long');
  });

  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

  it(`keeps claim, from → to, whole commands and the way to the alert at any size (seed ${String(seed)})`, () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS)),
    );
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 20_000 }), (name, most) => {
        const told = hostileNotification(name);
        const whole = new Set(told.items.map(({ remediation }) => remediation));

        const rendered = fit(
          partsOf(told),
          20,
          (parts) => parts,
          (parts) => JSON.stringify(parts).length <= most,
        );

        expect(rendered.claims.length).toBeGreaterThan(0);
        expect(rendered.items[0]?.from).not.toBeNull();
        expect(rendered.items[0]?.to).not.toBeNull();
        expect(rendered.link).toBe(told.link);
        expect(rendered.commands.map(({ command }) => command)).toContain(
          'posture alerts show al_1',
        );
        for (const { command, commandNote } of rendered.items) {
          // As the check wrote it, or not at all and said.
          expect(command === null ? commandNote !== null : whole.has(command)).toBe(true);
        }
        expect(rendered.items.length + rendered.hiddenItems).toBe(500);
        expect(rendered.claims.length + rendered.hiddenClaims).toBe(40);
      }),
      { seed, numRuns: 100 },
    );
  });
});
