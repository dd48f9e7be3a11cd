import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accepted, MINIMAL, read } from './configuration-text.ts';

function evidenceOf(section: string) {
  return accepted(read(`${MINIMAL}evidence: ${section}\n`)).evidence;
}

describe('the configuration of evidence', () => {
  it('E16 keeps everything for 90 days, snapshots for 400, monthly ones for three years, holds nothing back and signs with a file in the state directory by default', () => {
    expect(accepted(read(MINIMAL)).evidence).toEqual({
      directory: resolve('var/evidence'),
      everythingDays: 90,
      keepDays: 400,
      monthlyYears: 3,
      legalHold: false,
      origin: 'posture.local/log',
      signing: { kind: 'file', directory: resolve('var/keys') },
      timestamp: null,
      bodies: null,
      immutableBlob: null,
    });
  });

  it('takes keys from a directory or from Key Vault, whose log key stays in the state directory', () => {
    expect(evidenceOf('{ signing: { file: /run/keys } }').signing).toEqual({
      kind: 'file',
      directory: '/run/keys',
    });
    const key = 'https://v.vault.azure.net/keys/seal/0123456789abcdef0123456789abcdef';
    expect(evidenceOf(`{ signing: { keyVault: "${key}" } }`).signing).toEqual({
      kind: 'key-vault',
      key,
      directory: resolve('var/keys'),
    });
  });

  it('takes a time stamp authority in plain text and a container', () => {
    const evidence = evidenceOf(
      '{ keepDays: forever, legalHold: true, timestamp: { url: "http://tsa.example", chainFile: tsa.pem }, immutableBlob: { container: "https://a.blob.core.windows.net/c" } }',
    );

    expect(evidence).toMatchObject({
      keepDays: null,
      legalHold: true,
      timestamp: { url: 'http://tsa.example', chainFile: resolve('tsa.pem') },
      immutableBlob: { container: 'https://a.blob.core.windows.net/c', caFile: null },
    });
  });
});
