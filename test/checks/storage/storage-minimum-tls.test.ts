import { describe, expect, it } from 'vitest';
import { storageMinimumTls } from '#checks/storage/storage-minimum-tls.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

describe('storage-minimum-tls', () => {
  it.each([
    ['TLS1_0', undefined, 'fail'],
    ['TLS1_1', undefined, 'fail'],
    ['TLS1_2', undefined, 'pass'],
    ['TLS1_3', undefined, 'pass'],
    ['TLS1_2', 'TLS1_3', 'fail'],
    ['TLS1_3', 'TLS1_3', 'pass'],
    ['TLS1_0', 'TLS1_0', 'pass'],
    [null, undefined, 'fail'],
    [undefined, undefined, 'fail'],
    ['TLS1_4', undefined, 'unknown'],
    ['TLS1_10', undefined, 'unknown'],
    ['None', undefined, 'unknown'],
    ['tls1_2', undefined, 'unknown'],
    ['', undefined, 'unknown'],
  ])('minimum %j where at least %j is claimed: %s', (minimumTlsVersion, atLeast, status) => {
    const account = storageAccount({ minimumTlsVersion });

    const verdict = judgeCheck(
      storageMinimumTls,
      { storageAccount: account },
      { with: atLeast === undefined ? {} : { atLeast } },
    );

    expect(verdict.status).toBe(status);
  });

  it.each([{}, { properties: null }])(
    'answers unknown when no properties came at all: %j',
    (account) => {
      expect(judgeCheck(storageMinimumTls, { storageAccount: account }).status).toBe('unknown');
    },
  );

  it('trap "!= 1.2": a newer version is not a violation', () => {
    const account = storageAccount({ minimumTlsVersion: 'TLS1_3' });

    expect(judgeCheck(storageMinimumTls, { storageAccount: account }).status).toBe('pass');
  });

  it('says what mends it', () => {
    expect(remedyOf(storageMinimumTls, { name: 'st1' }, { atLeast: 'TLS1_2' })).toBe(
      "az storage account update --name 'st1' --min-tls-version 'TLS1_2' --resource-group 'rg-example' --subscription '11111111-1111-4111-8111-111111111111'",
    );
  });
});
