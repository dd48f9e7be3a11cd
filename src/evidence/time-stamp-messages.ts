import { hash } from 'node:crypto';
import { type DerElement, derElement, derElements, derInteger, TAG } from './der.ts';

/** 2.16.840.1.101.3.4.2.1, SHA-256. */
const SHA256_OID = Buffer.from('608648016503040201', 'hex');
/** 1.2.840.113549.1.7.2, SignedData of CMS. */
const SIGNED_DATA_OID = Buffer.from('2a864886f70d010702', 'hex');
/** 1.2.840.113549.1.9.16.1.4, TSTInfo. */
const TST_INFO_OID = Buffer.from('2a864886f70d0109100104', 'hex');

/** TimeStampReq of RFC 3161 section 2.4.1 over SHA-256 of the data, with a nonce; the authority's certificates are asked for. */
export function timeStampRequest(data: Uint8Array, nonce: Uint8Array): Buffer {
  return derElement(
    TAG.sequence,
    derInteger(Buffer.of(1)),
    imprint(data),
    derInteger(nonce),
    derElement(TAG.boolean, Buffer.of(0xff)),
  );
}

/**
 * What is wrong with a TimeStampResp, or undefined: it must be granted and speak of this data, and of this nonce when one is given.
 * Whether its signature is the authority's is for the reader to verify, who trusts his own list of authorities.
 */
export function timeStampFault(
  response: Uint8Array,
  data: Uint8Array,
  nonce?: Uint8Array,
): string | undefined {
  const [whole, ...behind] = derElements(response) ?? [];
  if (whole?.tag !== TAG.sequence || behind.length > 0) return 'is no answer of RFC 3161';
  const [statusInfo, token] = derElements(whole.content) ?? [];
  const [status] = (statusInfo && derElements(statusInfo.content)) ?? [];
  if (status?.tag !== TAG.integer || status.content.length !== 1) return 'is no answer of RFC 3161';
  // 0 granted, 1 granted with modifications; everything else comes without a token.
  const code = status.content[0] ?? -1;
  if (code > 1) return `was refused with status ${code}`;
  const info = token === undefined ? undefined : tstInfo(token);
  if (info === undefined) return 'has no time stamp in it';
  const [, , messageImprint, ...rest] = info;
  if (messageImprint === undefined || !imprint(data).equals(reencoded(messageImprint)))
    return 'stamps something else';
  if (nonce === undefined) return undefined;
  // After serial number and time; accuracy, ordering and tsa have other tags.
  const echoed = rest.slice(2).find(({ tag }) => tag === TAG.integer);
  if (echoed === undefined || !derInteger(nonce).equals(reencoded(echoed)))
    return 'answers another request';
  return undefined;
}

function imprint(data: Uint8Array): Buffer {
  return derElement(
    TAG.sequence,
    derElement(TAG.sequence, derElement(TAG.oid, SHA256_OID), derElement(TAG.nothing)),
    derElement(TAG.octets, hash('sha256', data, 'buffer')),
  );
}

/** Down through ContentInfo, SignedData and EncapsulatedContentInfo (RFC 5652) to the members of TSTInfo. */
function tstInfo(token: DerElement): readonly DerElement[] | undefined {
  const [contentType, content] = derElements(token.content) ?? [];
  if (contentType?.content.equals(SIGNED_DATA_OID) !== true) return undefined;
  const [signedData] = (content && derElements(content.content)) ?? [];
  const [, , encapsulated] = (signedData && derElements(signedData.content)) ?? [];
  const [type, explicit] = (encapsulated && derElements(encapsulated.content)) ?? [];
  if (type?.content.equals(TST_INFO_OID) !== true) return undefined;
  const [octets] = (explicit && derElements(explicit.content)) ?? [];
  const [info] = (octets && derElements(octets.content)) ?? [];
  return info === undefined ? undefined : derElements(info.content);
}

function reencoded({ tag, content }: DerElement): Buffer {
  return derElement(tag, content);
}
