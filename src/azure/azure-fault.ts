import type { UnavailableCode } from '#domain/reading.ts';

/**
 * Why no usable answer came, thrown inside the pipeline and turned into an `unavailable` reading by the reader.
 * `message` is a sentence for a person and carries no secret.
 */
export class AzureFault extends Error {
  readonly code: UnavailableCode;
  /** Whether asking again may help. */
  readonly isTransient: boolean;

  constructor(
    code: UnavailableCode,
    message: string,
    options: ErrorOptions & { readonly isTransient?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'AzureFault';
    this.code = code;
    this.isTransient = options.isTransient ?? false;
  }
}

/** The connection ended, or the compressed stream broke, before the body was whole; what had arrived is evidence. */
export class TruncatedAnswer extends AzureFault {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly partialBody: string;
  /** As it came. */
  readonly partialBytes: Uint8Array;

  constructor(
    answer: {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly partialBytes: Buffer;
    },
    options?: ErrorOptions,
  ) {
    super('MalformedAnswer', `the body of a ${answer.status} answer ended too early`, {
      ...options,
      isTransient: true,
    });
    this.name = 'TruncatedAnswer';
    this.status = answer.status;
    this.headers = answer.headers;
    this.partialBody = answer.partialBytes.toString('utf8');
    this.partialBytes = answer.partialBytes;
  }
}
