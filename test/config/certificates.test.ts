import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it } from 'vitest';
import { validateConfiguration } from '#config/validate-configuration.ts';
import { filesOf, MINIMAL, OWN } from './configuration-text.ts';
import { KNOWN_CHECKS } from './known-checks.ts';

const AS_OF = '2026-06-01T00:00:00Z';
const pems = { good: '', expired: '', early: '', key: '' };

beforeAll(async () => {
  const made = async (from: string, to: string) =>
    await generate([{ name: 'commonName', value: 'An authority' }], {
      algorithm: 'sha256',
      keyType: 'ec',
      notBeforeDate: new Date(from),
      notAfterDate: new Date(to),
    });
  const good = await made('2026-01-01', '2027-01-01');
  pems.good = good.cert;
  pems.key = good.private;
  pems.expired = (await made('2025-01-01', '2026-01-01')).cert;
  pems.early = (await made('2026-07-01', '2027-01-01')).cert;
});

/** Every place of a configuration that names certificates. */
const PLACES = {
  'azure.cloud.caFile': MINIMAL.replace('azure: {}', 'azure: { cloud: { caFile: ca.pem } }'),
  'alerts.channels[1].caFile': `${MINIMAL}alerts: { channels: [{ type: log }, { type: webhook, name: w, url: "https://w.example", caFile: ca.pem }] }\n`,
  'evidence.immutableBlob.caFile': `${MINIMAL}evidence: { immutableBlob: { container: "https://a.blob.core.windows.net/c", caFile: ca.pem } }\n`,
  'evidence.timestamp.chainFile': `${MINIMAL}evidence: { timestamp: { url: "http://t.example", chainFile: ca.pem } }\n`,
};

function problems(text: string, pem: string | undefined, environment: Record<string, string> = {}) {
  const files = filesOf({
    'etc/posture.yaml': text,
    'etc/own.yaml': OWN,
    ...(pem === undefined ? {} : { 'ca.pem': pem }),
  });
  const request = {
    file: 'etc/posture.yaml',
    environment,
    checks: KNOWN_CHECKS,
    files,
    asOf: AS_OF,
  };
  return validateConfiguration(request).problems;
}

describe('19: files of certificates', () => {
  it.each(Object.keys(PLACES) as (keyof typeof PLACES)[])('19: %s is held to them', (place) => {
    const text = PLACES[place];
    const of = (pem: string | undefined) =>
      problems(text, pem).map(({ path, line, message }) => `${path}:${line > 0}: ${message}`);

    expect(of(pems.good)).toEqual([]);
    expect(of(`${pems.expired}\n${pems.good}`)).toEqual([]);
    for (const [pem, words] of [
      [undefined, /is not there or cannot be read/u],
      ['garbage', /holds no certificate/u],
      ['', /holds no certificate/u],
      [pems.key, /a private key and no certificate/u],
      [pems.good.replace(/[A-Za-z]{20}/u, 'x'), /certificate 1 of the file cannot be read/u],
      [`${pems.good}\n${pems.good.slice(0, 200)}\n-----END CERTIFICATE-----`, /certificate 2/u],
      [pems.expired, /An authority has expired/u],
      [pems.early, /An authority is not valid yet/u],
    ] as const) {
      const [problem, ...more] = of(pem);
      expect(more).toEqual([]);
      expect(problem).toMatch(words);
      expect(problem?.startsWith(`${place}:true: `)).toBe(true);
      expect(problem).toContain('ca.pem');
    }
  });

  it('19: POSTURE_AZURE_CA_FILE is held to them by its own name', () => {
    const [problem] = problems(MINIMAL, 'garbage', { POSTURE_AZURE_CA_FILE: 'ca.pem' });

    expect(problem).toMatchObject({ file: 'POSTURE_AZURE_CA_FILE', line: 0 });
    expect(problem?.message).toContain('holds no certificate');
  });
});
