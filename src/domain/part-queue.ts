/** A part of a scan that a worker has taken: one subscription. */
export interface TakenPart {
  readonly scanId: string;
  /** Lower case. */
  readonly subscriptionId: string;
  /** Its name in the queue. */
  readonly job: string;
}

/** What is sent between the service that leads and its workers: bytes whose meaning is the scan's business. */
export type Packet = Uint8Array;

/** The leading service hands out the parts of its scans to workers of the same configuration. One scan at a time. */
export interface PartOffice {
  /** Begins a scan: what is left of any other one is dropped. False: nobody is there to work, and nothing was begun. */
  begin(scanId: string, order: Packet): Promise<boolean>;
  /** Tells the workers what they may have to wait for: what is known only when every subscription has said something. */
  tell(scanId: string, gathered: Packet): Promise<void>;
  /** Hands out a part and waits until it was done. Undefined: nobody does it, and nobody will; or the signal came first. */
  handOut(
    scanId: string,
    subscriptionId: string,
    order: Packet,
    signal: AbortSignal,
  ): Promise<readonly Packet[] | undefined>;
  /** Drops what is left of the scan. */
  end(scanId: string): Promise<void>;
  close(): Promise<void>;
}

/** A worker's side of the queue. */
export interface PartWorker {
  /** Takes parts that nobody has, so many at the most. */
  take(most: number): Promise<readonly TakenPart[]>;
  /** What the part is about; undefined where it is not wanted any more. */
  orderOf(part: Pick<TakenPart, 'scanId' | 'subscriptionId'>): Promise<Packet | undefined>;
  /** What the scan is about; undefined where it is over. Throws a StoreError where the leader's clock is another one than ours. */
  scanOf(scanId: string): Promise<Packet | undefined>;
  /** What was gathered; `later` where it is not told yet, `over` where the scan is. */
  gatheredOf(scanId: string): Promise<Packet | 'later' | 'over'>;
  /** Says that it lives and still works on these; answers those of them that are still wanted from it. */
  keep(parts: readonly TakenPart[]): Promise<readonly TakenPart[]>;
  /** Keeps the answer, whole or not at all; false where it is not wanted any more, and nothing was kept. */
  answer(part: TakenPart, pieces: Iterable<Packet>): Promise<boolean>;
  /** It could not be done here: somebody else may try. */
  giveBack(part: TakenPart): Promise<void>;
  close(): Promise<void>;
}
