import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawToDer } from '#evidence/ecdsa-signature.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

const seed = Number(process.env['POSTURE_SEED'] ?? 20_261_121);

interface Dsse {
  readonly pae: string;
  readonly sig: string;
  readonly p256PublicKey: { readonly xDecimal: string; readonly yDecimal: string };
}

function base64url(decimal: string): string {
  return Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
}

describe('rawToDer', () => {
  it.skipIf(!sharedIsHere)(
    'E13 turns the signature of the DSSE vector into one that verifies as DER (needs the shared vectors)',
    () => {
      const text = readFileSync(sharedPath('schemas', 'crypto-vectors.json'), 'utf8');
      const { dsse } = JSON.parse(text) as { readonly dsse: Dsse };
      const { xDecimal, yDecimal } = dsse.p256PublicKey;
      const jwk = { kty: 'EC', crv: 'P-256', x: base64url(xDecimal), y: base64url(yDecimal) };
      const key = createPublicKey({ format: 'jwk', key: jwk });
      const raw = Buffer.from(dsse.sig, 'base64');

      expect(verify('sha256', Buffer.from(dsse.pae), key, rawToDer(raw))).toBe(true);
      expect(verify('sha256', Buffer.from(dsse.pae), key, raw)).toBe(false);
    },
  );

  it(`writes each number in its shortest form that is not negative, seed ${seed}`, () => {
    assert(
      property(uint8Array({ minLength: 64, maxLength: 64 }), (raw) => {
        const der = rawToDer(raw);
        const lengthOfR = der[3] ?? 0;
        const numbers = [der.subarray(4, 4 + lengthOfR), der.subarray(6 + lengthOfR)];

        const values = numbers.map((bytes) => BigInt(`0x${bytes.toString('hex')}`));
        const halves = [raw.subarray(0, 32), raw.subarray(32)];
        const wanted = halves.map((half) => BigInt(`0x${Buffer.from(half).toString('hex')}`));
        expect(values).toEqual(wanted);
        expect(der[1]).toBe(der.length - 2);
        for (const bytes of numbers) {
          expect(bytes[0]).toBeLessThan(0x80);
          const isPadded = bytes.length > 1 && bytes[0] === 0 && (bytes[1] ?? 0) < 0x80;
          expect(isPadded).toBe(false);
        }
      }),
      { seed, numRuns: 200 },
    );
    expect(rawToDer(new Uint8Array(64)).toString('hex')).toBe('3006020100020100');
  });

  it('refuses another length', () => {
    expect(() => rawToDer(new Uint8Array(63))).toThrow(RangeError);
  });
});
