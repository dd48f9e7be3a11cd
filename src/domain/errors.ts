/** Base of all errors that a person is told about; `code` is never reused, `status` is the process's exit status. */
export abstract class PostureError extends Error {
  abstract readonly exitStatus: number;
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** The operator must change the command line, the configuration or a document. */
export class ConfigurationError extends PostureError {
  override readonly exitStatus = 3;
}

/** Azure could not be reached, or it refused the sign-in. */
export class AzureAccessError extends PostureError {
  override readonly exitStatus = 4;
}

/** The state could not be read or written; nothing was acknowledged. Like a wrong configuration it must be mended here, and says nothing of a claim. */
export class StoreError extends PostureError {
  override readonly exitStatus = 3;
}

/** Evidence could not be read or written. That it was altered is no error but an answer of the verification. */
export class EvidenceError extends PostureError {
  override readonly exitStatus = 3;
}
