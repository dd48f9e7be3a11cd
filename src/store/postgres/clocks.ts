import { StoreError } from '#domain/errors.ts';
import type { Session } from './session.ts';

/** A worker says when it read, and the service compares that with what it knows: their clocks may differ by this much. */
const TOLERATED_MS = 2_000;
const NOW = 'SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS ms';

/** How far our clock is ahead of the server's, in milliseconds (negative: behind), as far as the time of the question does not explain it. */
export async function aheadOfServer(session: Session): Promise<number> {
  const asked = Date.now();
  const [row] = (await session.ask(NOW, [])).rows;
  const answered = Date.now();
  const { ms } = row as { readonly ms: number };
  return ms < asked ? asked - ms : Math.min(0, answered - ms);
}

/** Throws a StoreError for a clock that differs from the leading service's, both against the server's. */
export function refuseOtherTime(oursMs: number, theirsMs: number): void {
  const differsMs = oursMs - theirsMs;
  if (Math.abs(differsMs) <= TOLERATED_MS) return;
  const seconds = (Math.abs(differsMs) / 1_000).toFixed(1);
  throw new StoreError(
    'WORKER_CLOCK',
    `The clock of this machine is ${seconds} s ${differsMs > 0 ? 'ahead of' : 'behind'} that of the service that leads: it reads nothing for it. See that both keep their time (NTP).`,
  );
}
