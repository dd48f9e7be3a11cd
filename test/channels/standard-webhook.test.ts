import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSigner } from '#channels/standard-webhook.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

describe('createSigner', () => {
  it('signs as the vector that the authors of Standard Webhooks publish', () => {
    const sign = createSigner(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']);

    const signature = sign('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}');

    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('signs with each key during a rotation', () => {
    const [one, two] = [createSigner(['a']), createSigner(['b'])].map((sign) => sign('i', 1, 'x'));

    expect(createSigner(['a', 'b'])('i', 1, 'x')).toBe(`${one ?? ''} ${two ?? ''}`);
    expect(one).not.toBe(two);
  });

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it('agrees with the shared vectors', () => {
      const { standardWebhooks: vector } = JSON.parse(
        readFileSync(sharedPath('schemas', 'crypto-vectors.json'), 'utf8'),
      ) as {
        standardWebhooks: {
          secret: string;
          id: string;
          timestamp: number;
          payload: string;
          signature: string;
        };
      };

      const signature = createSigner([vector.secret])(vector.id, vector.timestamp, vector.payload);

      expect(signature).toBe(vector.signature);
    });
  });
});
