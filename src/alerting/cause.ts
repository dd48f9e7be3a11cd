import type { AlertCause } from '#domain/alert.ts';
import type { Finding } from '#domain/finding.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';

/** What one actor does through one operation within this time is one cause. */
const WINDOW_MS = 10 * 60_000;

/** Where findings without a known author are seen together. */
export interface ScanContext {
  readonly scanId: string;
  /** The family of a check, by its id. */
  familyOf(check: string): string;
}

/** The cause of a violation as far as it is known now. */
export function causeOf(finding: Finding, context: ScanContext): AlertCause {
  const author = finding.changedBy;
  if (author?.correlationId) return { kind: 'correlation', correlationId: author.correlationId };
  if (author !== null) {
    return { kind: 'operation', operation: author.operation, by: author.by, from: author.at };
  }
  return {
    kind: 'scan',
    scanId: context.scanId,
    parent: outermostResource(finding.resourceId),
    family: context.familyOf(finding.check),
  };
}

/** A cause as one string, for the identity of its alert; ids of Azure without case. */
export function causeKey(cause: AlertCause): string {
  switch (cause.kind) {
    case 'correlation':
      return join('correlation', cause.correlationId.toLowerCase());
    case 'operation':
      return join('operation', (cause.operation ?? '').toLowerCase(), cause.by, cause.from);
    case 'scan':
      return join('scan', cause.scanId, cause.parent, cause.family);
    case 'unreadable':
      return join('unreadable', cause.subscriptionId, cause.code);
    case 'not-understood':
      return join('not-understood', cause.subscriptionId, cause.check);
    case 'document':
      return join('document', cause.document);
    case 'monitor':
      return join('monitor', cause.code);
    case 'flapping':
      return join('flapping', cause.finding);
    case 'storm':
      return join('storm', cause.from);
    case 'suspect':
      return join('suspect', cause.check, cause.from);
  }
}

/** What a cause must share with another to be compared with it by time: actor and operation; undefined for other causes. */
export function actKey(cause: AlertCause): string | undefined {
  if (cause.kind !== 'operation') return undefined;
  return join('act', cause.by, (cause.operation ?? '').toLowerCase());
}

/** Whether two acts of the same actor through the same operation are near enough to be one cause. */
export function isWithinWindow(a: Instant, b: Instant): boolean {
  const from = toMilliseconds(a);
  const to = toMilliseconds(b);
  if (from === undefined || to === undefined) return a === b;
  return Math.abs(to - from) <= WINDOW_MS;
}

/** The outermost resource of an id (a database's server), in lower case; the id itself where it names no provider. */
function outermostResource(id: ResourceId): string {
  const segments = idKey(id).split('/');
  const provider = segments.indexOf('providers');
  return provider === -1 ? idKey(id) : segments.slice(0, provider + 4).join('/');
}

/** No part contains the divider; the key of a finding, which is made with it, stands alone. */
function join(...parts: string[]): string {
  return parts.join('\u001f');
}
