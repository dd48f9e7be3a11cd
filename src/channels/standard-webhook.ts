import { createHmac } from 'node:crypto';

/** Signs for one key. */
export type Sign = (id: string, timestampSeconds: number, body: string) => string;

/**
 * The value of `webhook-signature`: HMAC-SHA256 over `id.timestamp.body`, one per key, so that a receiver can change its key without
 * losing a message. A key is `whsec_` and base64, or any other text, whose bytes are the key. Source: Standard Webhooks 1.0.0.
 */
export function createSigner(keys: readonly string[]): Sign {
  const secrets = keys.map((key) =>
    key.startsWith('whsec_') ? Buffer.from(key.slice('whsec_'.length), 'base64') : Buffer.from(key),
  );
  return (id, timestampSeconds, body) =>
    secrets
      .map((secret) => {
        const signed = `${id}.${String(timestampSeconds)}.${body}`;
        return `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`;
      })
      .join(' ');
}
