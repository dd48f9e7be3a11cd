import { describe, expect, it } from 'vitest';
import { suggest } from '#config/suggest.ts';

describe('suggest', () => {
  it.each([
    ['subscription', ['subscriptions', 'managementGroups'], 'subscriptions'],
    ['SCHEDULES', ['schedules', 'server'], 'schedules'],
    ['us', ['use', 'file'], 'use'],
    ['flex.ptir', ['flex.pitr', 'flex.dpa'], 'flex.pitr'],
    ['anything', ['schedules', 'server'], undefined],
    ['', [], undefined],
  ])('takes %j among %j for %j', (word, candidates, meant) => {
    expect(suggest(word, candidates)).toBe(meant);
  });
});
