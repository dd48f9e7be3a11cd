import { describe, expect, it } from 'vitest';
import type { Change, ChangeKind } from '#domain/change.ts';
import { answersBehind, transitionAnswers } from '#history/transition-answers.ts';
import { finding } from '../harness/findings.ts';

function change(kind: ChangeKind, letter: string): Change {
  const evidence = [`sha256:${letter.repeat(64)}` as const];
  return { kind, at: '2026-11-21T03:00:00.000Z', before: null, finding: finding({ evidence }) };
}

describe('the answers behind transitions', () => {
  it('are those of what began or ceased to fail or to be readable, or went, each once', () => {
    const kinds = [
      'found-failing',
      'started-failing',
      'stopped-failing',
      'became-unreadable',
      'readable-again',
      'gone',
    ] as const;
    const told = kinds.map((kind, at) => change(kind, 'abcdef'.charAt(at)));
    const others = (['value-changed', 'appeared', 'left-scope'] as const).map((kind) =>
      change(kind, '1'),
    );

    const found = answersBehind([...told, ...told, ...others]);

    expect([...found].map((digest) => digest.charAt(7))).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('reach from the given instant to what is newest', async () => {
    const asked: string[][] = [];
    const changesBetween = async (from: string, to: string) => {
      asked.push([from, to]);
      return [change('gone', 'a')];
    };

    const found = await transitionAnswers({ changesBetween }, '2026-01-01T00:00:00.000Z');

    const digest = `sha256:${'a'.repeat(64)}`;
    expect(found).toEqual([{ digest, at: '2026-11-21T03:00:00.000Z' }]);
    expect(asked).toEqual([['2026-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']]);
  });
});
