import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import type { Resolve } from '#channels/egress.ts';
import { isThisMachine, mailAddress } from '#channels/mail-address.ts';

const PUBLIC = { privateNetwork: false };
const answers = (...addresses: string[]): Resolve => {
  const found: LookupAddress[] = addresses.map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
  return (_, answer) => answer(null, found);
};

describe('mailAddress', () => {
  it('connects to what it checked, over IPv4 where there is a choice', async () => {
    const both = answers('2606:4700::1111', '1.1.1.1');

    expect(await mailAddress('mx.example.com', PUBLIC, both)).toBe('1.1.1.1');
    expect(await mailAddress('mx.example.com', PUBLIC, answers('2606:4700::1111'))).toBe(
      '2606:4700::1111',
    );
    expect(await mailAddress('mx.example.com', PUBLIC, answers('10.0.0.25', '1.1.1.1'))).toBe(
      '1.1.1.1',
    );
  });

  it.each(['10.0.0.25', '127.0.0.1', '169.254.169.254'])(
    'refuses a name that leads to %s from outside',
    async (address) => {
      await expect(mailAddress('mx.example.com', PUBLIC, answers(address))).rejects.toMatchObject({
        code: 'ADDRESS_NOT_ALLOWED',
      });
    },
  );

  it('lets a server lie inside where the operator says so, but never a metadata service', async () => {
    const inside = { privateNetwork: true };

    expect(await mailAddress('mx.inside', inside, answers('10.0.0.25'))).toBe('10.0.0.25');
    await expect(
      mailAddress('mx.inside', inside, answers('169.254.169.254', '168.63.129.16')),
    ).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
  });

  it('asks nobody who this machine is, and hands on what the resolver says', async () => {
    const away: Resolve = (_, answer) =>
      answer(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);

    expect(isThisMachine('localhost')).toBe(true);
    expect(isThisMachine('mx.example.com')).toBe(false);
    expect(await mailAddress('127.0.0.1', PUBLIC, away)).toBe('127.0.0.1');
    await expect(mailAddress('mx.example.com', PUBLIC, away)).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });
});
