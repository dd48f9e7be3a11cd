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
