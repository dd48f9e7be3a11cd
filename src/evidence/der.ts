/** One element of DER. */
export interface DerElement {
  readonly tag: number;
  /** Its content, without tag and length. */
  readonly content: Buffer;
}

/** Tags that time stamps are made of; X.690. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  time: 0x18,
  sequence: 0x30,
  context0: 0xa0,
} as const;

/** An element of this tag around these parts. */
export function derElement(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

/** A non-negative number, in its shortest form. */
export function derInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.of(0) : Buffer.from(bytes.subarray(first));
  const isNegative = (digits[0] ?? 0) >= 0x80;
  return derElement(TAG.integer, isNegative ? Buffer.concat([Buffer.of(0), digits]) : digits);
}

/** The elements side by side in `bytes`; undefined where they are not whole or use a length that DER does not allow. */
export function derElements(bytes: Uint8Array): readonly DerElement[] | undefined {
  const buffer = Buffer.from(bytes);
  const found: DerElement[] = [];
  let at = 0;
  while (at < buffer.length) {
    const tag = buffer[at] ?? 0;
    const head = buffer[at + 1];
    if (head === undefined || (tag & 0x1f) === 0x1f) return undefined;
    const size = head < 0x80 ? 0 : head & 0x7f;
    const start = at + 2 + size;
    if (head === 0x80 || size > 4 || start > buffer.length) return undefined;
    const length = size === 0 ? head : buffer.readUIntBE(at + 2, size);
    if (start + length > buffer.length) return undefined;
    found.push({ tag, content: buffer.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const digits = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.of(0x80 | digits.length), digits]);
}
