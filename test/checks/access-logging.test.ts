import { describe, expect, it } from 'vitest';
import { accessLogging } from '#checks/access-logging.ts';
import type { LogStream } from '#traits/log-stream.ts';
import type { Place } from '#traits/place.ts';
import { statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

const to = (exists?: Place['exists']): Place => ({
  kind: 'log',
  what: 'workspace',
  region: told('northeurope'),
  ...(exists && { exists }),
});

function stream(state: LogStream['state'], ...destinations: readonly Place[]): LogStream {
  return { what: 'audit events', state, to: destinations };
}
const WRITTEN = told('written');

describe('access-logging', () => {
  it.each<[string, readonly LogStream[], string]>([
    ['written', [stream(WRITTEN, to())], 'pass'],
    ['to what exists', [stream(WRITTEN, to(told(true)))], 'pass'],
    ['to what does not', [stream(WRITTEN, to(told(false)))], 'fail'],
    ['to what could not be looked up', [stream(WRITTEN, to(UNTOLD))], 'unknown'],
    ['of two destinations one is gone', [stream(WRITTEN, to(told(false)), to(told(true)))], 'pass'],
    ['gone and not looked up', [stream(WRITTEN, to(told(false)), to(UNTOLD))], 'unknown'],
    ['not written', [stream(told('not-written'))], 'fail'],
    ['not said', [stream(UNTOLD)], 'unknown'],
    ['one of two kinds', [stream(WRITTEN, to()), stream(told('not-written'))], 'fail'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(accessLogging, items)).toBe(status);
  });

  it.each<[LogStream, string]>([
    [stream(told('not-written')), 'access is not logged'],
    [stream(WRITTEN, to(told(false))), 'the log leads to nothing that exists'],
  ])('is short in alerts', async (item, words) => {
    const { observed } = await verdictOn(accessLogging, [item]);
    const { short } = accessLogging;

    expect(typeof short === 'function' && short(observed, null)).toBe(words);
  });

  it.each([
    ['database', undefined, true],
    ['nothing', undefined, false],
    ['database', ['keys'], false],
  ] as const)('%s, of %j: %s', (holds, of, speaks) => {
    const given = of === undefined ? {} : { of };

    expect(accessLogging.speaksOf({ holds, serves: 'nobody', runs: 'provider' }, given)).toBe(
      speaks,
    );
  });
});
