import { createHash } from 'node:crypto';

/** Our own namespace; never changed, or all ids change. */
const NAMESPACE = Buffer.from('6f1d2b0e7c3a4b5d9e8f0a1b2c3d4e5f', 'hex');

/** A version 5 UUID (RFC 9562, section 5.5): the same parts give the same id on every machine and in every scan. */
export function deterministicUuid(...parts: readonly string[]): string {
  // JSON keeps the parts apart whatever they contain.
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify(parts))
    .digest()
    .subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}
