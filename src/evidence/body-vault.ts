/** A body in the vault. */
export interface KeptBody {
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  /** When it was put there or last said to be in use, milliseconds since the epoch. */
  readonly usedMs: number;
}

/**
 * Where the bodies of answers lie besides the directory of the evidence, in the hands of a service that several machines share. What is
 * there is a zstd frame that stands by itself. Every call throws an EvidenceError for what can be expected to go wrong.
 */
export interface BodyVault {
  /** Durable when it answers. One that is there already stays, and is in use from now on. */
  keep(sha256: string, packed: Buffer, signal: AbortSignal): Promise<void>;
  /** undefined: it is not there. Its content is the caller's to check. */
  read(sha256: string, signal: AbortSignal): Promise<Buffer | undefined>;
  list(signal: AbortSignal): AsyncIterable<KeptBody>;
  /** Removes it unless it was used since it was listed. */
  remove(body: KeptBody, signal: AbortSignal): Promise<void>;
}
