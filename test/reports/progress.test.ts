import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from '#reports/progress.ts';

function run(isTTY: boolean): string {
  const written: string[] = [];
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    cursorTo() {},
    clearLine() {},
    moveCursor() {},
  });
  stream.on('data', (data: Buffer) => written.push(data.toString('utf8')));
  const progress = createProgress(stream);
  progress.advance(1, 2);
  progress.begin('reading', 4);
  progress.advance(4, 4);
  progress.begin('judging', 2);
  progress.stop();
  progress.stop();
  stream.end();
  return written.join('');
}

describe('progress', () => {
  it('draws on a terminal', () => {
    expect(run(true)).toContain('reading');
  });

  it('is silent on everything else', () => {
    expect(run(false)).toBe('');
  });
});
