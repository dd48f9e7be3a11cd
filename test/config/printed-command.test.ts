import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printedCommand } from '#config/printed-command.ts';

const nowhere = { text: () => undefined };
const at = (...paths: readonly string[]) => ({
  text: (path: string) => (paths.includes(path) ? '#!/usr/bin/env node' : undefined),
});
const USUAL = 'config/posture.yaml';

describe('22: how the program is called where the service runs', () => {
  it('22: is posture where that is on the PATH, as in the image', () => {
    const path = '/usr/local/bin:/usr/bin';
    const state = '/data';

    expect(printedCommand(undefined, USUAL, { path, state }, at('/usr/local/bin/posture'))).toBe(
      'posture',
    );
  });

  it('22: is npx posture in a checkout, where npm alone puts it on the PATH', () => {
    const bin = '/home/me/monitor/node_modules/.bin';

    expect(
      printedCommand(undefined, USUAL, { path: `${bin}:/usr/bin` }, at(`${bin}/posture`)),
    ).toBe('npx posture');
    expect(printedCommand(undefined, USUAL, { path: 'relative::/usr/bin' }, nowhere)).toBe(
      'npx posture',
    );
  });

  it('22: names the state that a variable gave to the service alone', () => {
    const state = "/srv/it's here";

    expect(printedCommand(undefined, USUAL, { path: '', state }, nowhere)).toBe(
      String.raw`POSTURE_STATE='/srv/it'\''s here' npx posture`,
    );
  });

  it('names the database of a state, never its password', () => {
    const states = [
      ['postgres://posture:s3cret@db/posture', "'postgres://posture@db/posture'"],
      ['postgres://posture:s3@cret@db/posture', "'postgres://posture@db/posture'"],
      [
        'postgres://db/posture?password=s3cret&sslmode=require',
        "'postgres://db/posture?sslmode=require'",
      ],
      ['postgres://:s3cret@/posture?host=/run', "'postgres://@/posture?host=/run'"],
    ] as const;

    for (const [state, shown] of states) {
      expect(printedCommand(undefined, USUAL, { path: '', state }, nowhere)).toBe(
        `POSTURE_STATE=${shown} npx posture`,
      );
    }
  });

  it('22: names the configuration where it is another one, whole, and quoted where it must be', () => {
    expect(printedCommand(undefined, './config/posture.yaml', { path: '' }, nowhere)).toBe(
      'npx posture',
    );
    expect(printedCommand(undefined, 'config/demo.yaml', { path: '' }, nowhere)).toBe(
      `npx posture --config ${resolve('config/demo.yaml')}`,
    );
    expect(printedCommand('posture', '/etc/my posture.yaml', { path: '' }, nowhere)).toBe(
      "posture --config '/etc/my posture.yaml'",
    );
  });

  it('22: is what the configuration says, as it says it', () => {
    const said = 'docker exec posture posture --config=/etc/posture.yaml';

    expect(printedCommand(said, '/app/other.yaml', { path: '' }, nowhere)).toBe(said);
    expect(printedCommand('docker exec posture posture', USUAL, { path: '' }, nowhere)).toBe(
      'docker exec posture posture',
    );
  });
});
