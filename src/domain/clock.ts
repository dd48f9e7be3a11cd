/** The only way to time: made once in app.ts, fixed in tests. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
