import { derElement, derInteger, TAG } from './der.ts';

/** Bytes of a P-256 signature as RFC 7518 has it: r, then s, 32 bytes each. */
const RAW_BYTES = 64;

/**
 * The signature as ASN.1 DER (`SEQUENCE { INTEGER r, INTEGER s }`), as openssl and cosign take it; Key Vault answers with r and s side
 * by side (RFC 7518 section 3.4). Throws a RangeError for another length.
 */
export function rawToDer(raw: Uint8Array): Buffer {
  if (raw.length !== RAW_BYTES)
    throw new RangeError(`a P-256 signature has ${RAW_BYTES} bytes, not ${raw.length}`);
  return derElement(TAG.sequence, derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32)));
}
