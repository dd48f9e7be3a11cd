import { describe, expect, it } from 'vitest';
import { classifyStatus } from '#channels/classify-status.ts';
import { failureWord } from '#delivery/failure-word.ts';

describe('failureWord', () => {
  it.each([
    [302, 'other'],
    [400, 'clientError'],
    [404, 'clientError'],
    [408, 'clientError'],
    [410, 'clientError'],
    [425, 'clientError'],
    [429, 'rateLimited'],
    [500, 'serverError'],
    [599, 'serverError'],
    [600, 'other'],
  ])('A22: HTTP status %i is %s', (status, word) => {
    const delivery = classifyStatus(status);

    expect(delivery.outcome === 'failed' && failureWord(delivery)).toBe(word);
  });

  it.each([
    ['421, which passes', { reason: 'status 421', status: 421, retryable: true }, 'serverError'],
    ['550, about what we sent', { reason: 'x', status: 550, retryable: false }, 'clientError'],
    ['too long', { reason: 'timeout', retryable: true }, 'contextDeadlineExceeded'],
    ['our own stop', { reason: 'stopped', retryable: true }, 'contextCanceled'],
    ['no connection', { reason: 'ECONNREFUSED', retryable: true }, 'other'],
  ] as const)('A22: %s', (_, failure, word) => {
    expect(failureWord({ outcome: 'failed', ...failure })).toBe(word);
  });
});
