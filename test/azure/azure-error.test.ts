import { describe, expect, it } from 'vitest';
import { parseAzureError, redact } from '#azure/azure-error.ts';

describe('parseAzureError', () => {
  it.each([
    ['wrapped', '{"error":{"code":"A","message":"m"}}', { code: 'A', message: 'm' }],
    ['bare', '{"code":"A","message":"m"}', { code: 'A', message: 'm' }],
    ['capitals', '{"Code":"A","Message":"m"}', { code: 'A', message: 'm' }],
    ['a byte order mark', '\uFEFF{"Code":"A"}', { code: 'A' }],
    ['HTML', '<html>', {}],
    ['a list', '[]', {}],
    ['null', 'null', {}],
    ['nothing', '', {}],
    ['a code that is no text', '{"error":{"code":7}}', {}],
  ])('understands %s', (_, body, error) => {
    expect(parseAzureError(body)).toEqual(error);
  });

  it('finds the missing action', () => {
    const message =
      "The client 'c' does not have authorization to perform action 'Microsoft.Sql/servers/databases/read' over scope";

    expect(parseAzureError(JSON.stringify({ error: { message } })).action).toBe(
      'Microsoft.Sql/servers/databases/read',
    );
  });
});

describe('redact', () => {
  it.each([
    ['https://x.blob/y?sv=1&sig=abc%2F&se=2', 'abc'],
    ['AccountKey=c2VjcmV0;EndpointSuffix=x', 'c2VjcmV0'],
    ['token eyJhbGciOi.eyJzdWIiOi.c2ln is bad', 'eyJ'],
    ['Authorization: Bearer opaque-token-value', 'opaque'],
    ['client_secret=hunter2&grant_type=x', 'hunter2'],
  ])('takes the secret out of %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });
});
