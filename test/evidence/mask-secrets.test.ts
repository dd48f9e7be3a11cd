import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { maskSecrets } from '#evidence/mask-secrets.ts';
import { exchange, GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';

const JWT = `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}`;

describe('maskSecrets', () => {
  it.each([
    [
      '{"properties":{"administratorLoginPassword":"x1"}}',
      ['/properties/administratorLoginPassword'],
    ],
    [
      '{"value":[{"primaryKey":"x1"},{"SecondaryKey":"x1"}]}',
      ['/value/0/primaryKey', '/value/1/SecondaryKey'],
    ],
    ['{"connection_string":"x1"}', ['/connection_string']],
    [
      '{"primaryConnectionString":"x1","InstrumentationKey":"x1"}',
      ['/primaryConnectionString', '/InstrumentationKey'],
    ],
    [
      '{"clientSecret":["x1"],"protectedSettings":{"a/b":{"c":"x1"}}}',
      ['/clientSecret/0', '/protectedSettings/a~1b/c'],
    ],
    ['{"parameter":{"type":"SecureString","value":"x1"}}', ['/parameter/value']],
    ['{"link":"https://a.example/?sv=1&sig=x1&se=2"}', ['/link']],
    ['{"s":"DefaultEndpointsProtocol=https;AccountKey=x1;EndpointSuffix=y"}', ['/s']],
    [`{"error":{"message":"Bearer x1x1x1x1x1x1x1x1 was refused"}}`, ['/error/message']],
    ['{"value":[{"password":"x1"', ['']],
    ['<p>see https://a.example/?sig=x1</p>', ['']],
  ])('masks %s', (body, pointers) => {
    const masked = maskSecrets(body);

    expect(masked?.masked).toEqual(pointers);
    expect(masked?.body).not.toContain('x1');
    expect(maskSecrets(masked?.body ?? '')).toBeUndefined();
  });

  it('masks a token in the middle of a text', () => {
    expect(maskSecrets(JSON.stringify({ note: `got ${JWT}!` }))).toEqual({
      body: '{"note":"got [token]!"}',
      masked: ['/note'],
    });
  });

  it.each([
    '{"administratorLoginPassword":null,"password":"","passwordAuth":"Enabled"}',
    '{"keyUri":"https://kv-a.vault.azure.net/keys/k/1","keyName":"k","name":"smtp-password"}',
    '{"$skipToken":"eyJvZmZzZXQiOjEwMDAsImhhc2giOiJhYmMifQ","nextLink":"https://a/?$skiptoken=eyJhIjoxfQ=="}',
    '{ "value": [ {"id":"/x/secrets/a", "properties": {"secretUri":"https://a/secrets/b"}} ] }',
    '{"keyCreationTime":{"key1":"2026-01-01"},"primaryMasterKey":{"generationTime":"2026-01-01"}}',
    '{"error":{"message":"Request is missing a Bearer or PoP token."}}',
    'an error without anything',
  ])('leaves alone %s', (body) => {
    expect(maskSecrets(body)).toBeUndefined();
  });

  it('E2: what is kept is the masked body; the index names what was masked and the original by a keyed digest', async () => {
    const directory = temporaryDirectory();
    const store = createAnswerStore(directory);
    store.beginScan('scan-0001');
    const digest = store.keep(exchange('{"primaryKey":"x1"}'));
    const plain = store.keep(exchange('{ "a": 1 }'));
    await store.endScan(GO_ON);
    const kept = [];
    for await (const one of store.exchanges()) kept.push(one);

    expect(readFileSync(store.bodyPath(digest), 'utf8')).toBe('{"primaryKey":"[secret]"}');
    expect(readFileSync(store.bodyPath(plain), 'utf8')).toBe('{ "a": 1 }');
    expect(kept[0]).toMatchObject({ unaltered: false, masked: ['/primaryKey'], bytes: 25 });
    expect(kept[0]?.originalHmac).toMatch(/^[0-9a-f]{64}$/u);
    expect(kept[1]).toMatchObject({ unaltered: true });
    expect(kept[1]).not.toHaveProperty('masked');
    expect(statSync(join(directory, 'mask.key')).mode & 0o077).toBe(0);
    const again = createAnswerStore(directory);
    again.beginScan('scan-0002');
    again.keep(exchange('{"primaryKey":"x1"}'));
    again.keep(exchange('{"primaryKey":"x2"}'));
    await again.endScan(GO_ON);
    const hmacs = [];
    for await (const { originalHmac } of again.exchanges()) hmacs.push(originalHmac);
    expect(hmacs[0]).toBe(kept[0]?.originalHmac);
    expect(hmacs[1]).not.toBe(hmacs[0]);
  });
});
