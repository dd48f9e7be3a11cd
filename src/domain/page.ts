/** What a public page answered. */
export type PageAnswer =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly url: string;
      readonly body: string;
    }
  | { readonly outcome: 'no-answer'; readonly reason: string };

/** Asks a public page; never throws for what the network can be expected to do. */
export type AskPage = (url: string, signal: AbortSignal) => Promise<PageAnswer>;

/** Asks an address for the sake of being heard; never rejects. `reason`: a word or a code, never the address. */
export type Ping = (
  url: string,
  signal: AbortSignal,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
