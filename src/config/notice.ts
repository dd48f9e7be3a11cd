/** Something that is no mistake, but that a person should know. */
export interface ConfigurationNotice {
  readonly kind:
    | 'planned'
    | 'planned-typo'
    | 'planned-exists'
    | 'part-not-bound'
    | 'stale-wording'
    | 'link-without-address'
    | 'attestation-missing'
    | 'attestation-expired'
    | 'attestation-expiring'
    | 'attestation-idle'
    | 'exception-expired'
    | 'exception-idle'
    | 'text'
    | 'alerts';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly document?: string;
  readonly claim?: string;
  readonly message: string;
}
