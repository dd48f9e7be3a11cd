import { describe, expect, it } from 'vitest';
import { createDestinations, destinationVersion } from '#channels/destination.ts';
import { notification } from '../harness/notifications.ts';

describe('destinationVersion', () => {
  it('is the same for the same parts and another one when anything differs', () => {
    const versions = [
      destinationVersion('https://a.example', 'key'),
      destinationVersion('https://a.example', 'other'),
      destinationVersion('https://a.example'),
      destinationVersion('https://a.examplek', 'ey'),
    ];

    expect(destinationVersion('https://a.example', 'key')).toBe(versions[0]);
    expect(new Set(versions).size).toBe(4);
    for (const version of versions) expect(version).toMatch(/^[0-9a-f]{12}$/u);
  });
});

describe('createDestinations (A12)', () => {
  const keys = createDestinations(['new', 'old', 'new'], (key) => [key]);
  const message = (destination: string, kind: 'firing' | 'resolved') => ({
    notification: notification({ kind }),
    destinationVersion: destination,
  });

  it('finds the key that a message was made for', () => {
    expect(keys.versions).toEqual([destinationVersion('new'), destinationVersion('old')]);
    expect(keys.inForce).toBe(destinationVersion('new'));
    for (const kind of ['firing', 'resolved'] as const)
      expect(keys.keyFor(message(destinationVersion('old'), kind))).toEqual({ key: 'old' });
  });

  it('begins with the key in force and ends with no other than that of the beginning', () => {
    expect(keys.keyFor(message('unknown', 'firing'))).toEqual({ key: 'new' });
    expect(keys.keyFor(message('unknown', 'resolved'))).toMatchObject({
      failed: { outcome: 'failed', retryable: false },
    });
  });

  it('needs a key', () => {
    expect(() => createDestinations([], () => [])).toThrow(RangeError);
  });
});
