import type { Health } from '#server/health-server.ts';
import type { Service } from '#service/run-service.ts';

/** What is told of the service; undefined while it has not begun, also because another one leads. */
export function healthOf(service: Service | undefined, signal: AbortSignal): Health {
  if (service === undefined) return { isAlive: !signal.aborted, isReady: false, details: {} };
  const { isCurrent, lastScanAt, lastFailure, running, next } = service.state();
  return {
    isAlive: !signal.aborted,
    isReady: isCurrent,
    details: { lastScanAt, lastFailure, running, next },
  };
}
