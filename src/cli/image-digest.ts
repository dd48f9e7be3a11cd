/** Digest of the container that runs, where whoever starts it says so in `POSTURE_IMAGE_DIGEST`; anything but a digest says nothing. */
export function imageDigestOf(environment: Readonly<Record<string, string | undefined>>): {
  readonly imageDigest?: string;
} {
  const digest = environment['POSTURE_IMAGE_DIGEST'];
  return digest !== undefined && /^sha256:[0-9a-f]{64}$/u.test(digest)
    ? { imageDigest: digest }
    : {};
}
