import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const [, target = ''] = /ln -s \/app\/(\S+) \/usr\/local\/bin\/posture\b/u.exec(DOCKERFILE) ?? [];

describe('the image', () => {
  it('22: has posture on its PATH, as a program that the image holds', () => {
    expect(target).not.toBe('');
    expect(DOCKERFILE).toContain(`chmod 755 /app/${target}`);
    const [folder = ''] = target.split('/');
    expect(DOCKERFILE).toContain(`COPY ${folder} ./${folder}`);
    expect(readFileSync(join(ROOT, target), 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(() => accessSync(join(ROOT, target), constants.X_OK)).not.toThrow();
  });

  it('22: runs it by the same link, from whatever folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'posture-path-'));
    try {
      symlinkSync(join(ROOT, target), join(folder, 'posture'));
      const PATH = `${folder}:${dirname(process.execPath)}:/usr/bin:/bin`;

      const run = spawnSync('/bin/sh', ['-c', 'posture --version'], { cwd: folder, env: { PATH } });

      expect(run.status, run.stderr.toString()).toBe(0);
      expect(run.stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/u);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
