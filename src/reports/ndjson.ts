import type { ScanResult } from '#domain/scan.ts';
import { jsonLine } from './json.ts';

/**
 * The result in lines that are each JSON with one member, which says what it is: `result` (everything but the claims), then of each
 * claim `claim` (everything but its findings) and after it each `finding`. No program need hold more than a line, however large the
 * estate is; put together they are what `json` says.
 */
export function* ndjsonLines({ claims, ...result }: ScanResult): Generator<string> {
  yield `${jsonLine({ result })}\n`;
  for (const { findings, ...claim } of claims) {
    yield `${jsonLine({ claim })}\n`;
    for (const finding of findings) yield `${jsonLine({ finding })}\n`;
  }
}
