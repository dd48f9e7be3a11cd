import type { AlertCause } from '#domain/alert.ts';
import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';

/** What one actor does through one operation within this time is one cause. */
const WINDOW_MS = 10 * 60_000;
/** The same where Azure gives each call an id of its own, so that it need not be one: what one script does in one go. */
const SCRIPT_MS = 60_000;

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
    case 'owner':
      return join('owner', cause.owner);
    case 'monitor':
      return join('monitor', cause.code);
    case 'flapping':
      return join('flapping', cause.finding);
    case 'left-scope':
      return join('left-scope', cause.document, cause.rule);
    case 'storm':
      return join('storm', cause.from);
    case 'suspect':
      return join('suspect', cause.check, cause.from);
  }
}

/** Somebody's doing at an instant, as it is compared with another one. */
export interface Act {
  /** Actor and operation. */
  readonly key: string;
  readonly at: Instant;
  /** Azure gives it an id of its own: a script that changes two servers has two. */
  readonly hasId: boolean;
}

/** The act behind a cause; undefined where nobody is known to have done it. */
export function actOf(cause: AlertCause, author: ChangeAuthor | null): Act | undefined {
  if (cause.kind === 'operation')
    return { key: actKey(cause.by, cause.operation), at: cause.from, hasId: false };
  if (cause.kind !== 'correlation' || author === null) return undefined;
  return { key: actKey(author.by, author.operation), at: author.at, hasId: true };
}

/** Whether two acts of the same actor through the same operation are near enough to be one cause. */
export function isOneAct(a: Act, b: Act): boolean {
  const from = toMilliseconds(a.at);
  const to = toMilliseconds(b.at);
  if (from === undefined || to === undefined) return a.at === b.at;
  return Math.abs(to - from) <= (a.hasId || b.hasId ? SCRIPT_MS : WINDOW_MS);
}

function actKey(by: string, operation: string | null): string {
  return join('act', by.toLowerCase(), (operation ?? '').toLowerCase());
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
