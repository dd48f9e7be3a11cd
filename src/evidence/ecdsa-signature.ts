/** Bytes of a P-256 signature as RFC 7518 has it: r, then s, 32 bytes each. */
const RAW_BYTES = 64;

/**
 * The signature as ASN.1 DER (`SEQUENCE { INTEGER r, INTEGER s }`), as openssl and cosign take it; Key Vault answers with r and s side
 * by side (RFC 7518 section 3.4). Throws a RangeError for another length.
 */
export function rawToDer(raw: Uint8Array): Buffer {
  if (raw.length !== RAW_BYTES)
    throw new RangeError(`a P-256 signature has ${RAW_BYTES} bytes, not ${raw.length}`);
  const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

/** Shortest form, and never negative: a set first bit gets a zero byte before it. */
function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  const isNegative = (digits[0] ?? 0) >= 0x80;
  const content = isNegative ? Buffer.concat([Buffer.of(0), digits]) : Buffer.from(digits);
  return Buffer.concat([Buffer.of(0x02, content.length), content]);
}
