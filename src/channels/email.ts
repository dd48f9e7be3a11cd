import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { ConfigurationError } from '#domain/errors.ts';
import type { Secret } from '#domain/secret.ts';
import { destinationVersion } from './destination.ts';
import { ADDRESS_NOT_ALLOWED } from './egress.ts';
import { type Envelope, renderEmail } from './email-message.ts';
import { type Accepted, type MailServer, sendMail } from './email-session.ts';
import { responseIdOf } from './post.ts';
import { trustedCertificates } from './trusted-certificates.ts';

/** A mail server with its secrets at hand, and who is written to. */
export interface EmailSettings
  extends Pick<MailServer, 'host' | 'port' | 'tls' | 'privateNetwork' | 'resolve'>,
    Envelope {
  readonly name: string;
  /** null: the server asks for none. */
  readonly user: string | null;
  readonly password: Secret | null;
  /** PEM file of certificates that are trusted in addition; null: those of Node alone. */
  readonly caFile: string | null;
  /** It wakes somebody. */
  readonly pages: boolean;
}

/** Five messages a second. Source: alerting requirement A20. */
const MIN_INTERVAL_MS = 200;

/**
 * Writes mails. Its version is that of the recipients alone: another server or password still reaches who was told of the beginning.
 * Throws a ConfigurationError for addresses of people that hold a line break, and for a `caFile` that cannot be read.
 */
export function createEmailChannel(
  settings: EmailSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const { name, user, password, from, to, pages, ...reached } = settings;
  checkAddresses(name, [from, ...to]);
  const login = user === null || password === null ? null : { user, password: password.reveal() };
  const server = { ...reached, login, ca: trustedCertificates(settings.caFile) };
  const version = destinationVersion('email', ...to);
  return {
    type: 'email',
    name,
    pages,
    minIntervalMs: MIN_INTERVAL_MS,
    destinationVersion: version,
    destinationVersions: [version],
    async deliver({ notification }, signal) {
      const mail = await renderEmail(notification, { from, to }, clock.now());
      try {
        return deliveryOf(await sendMail(server, mail, signal));
      } catch (error) {
        return signal.aborted
          ? { outcome: 'failed', reason: 'stopped', retryable: true }
          : failureOf(error);
      }
    },
  };
}

function checkAddresses(name: string, addresses: readonly string[]): void {
  if (
    addresses.every((address) => /^[^\p{Cc}\p{Zl}\p{Zp}]*@[^\p{Cc}\p{Zl}\p{Zp}]+$/u.test(address))
  )
    return;
  throw new ConfigurationError(
    'ALERT_EMAIL_ADDRESS',
    `An address of channel ${name} is no mail address, or holds a line break.`,
  );
}

/**
 * A mail that some recipients were refused is not tried again, because the others would get it again; it is a dead letter, so that
 * somebody mends the list.
 */
function deliveryOf({ rejected, recipients, response }: Accepted): Delivery {
  if (rejected.length > 0) {
    const status = rejected[0]?.responseCode;
    return {
      outcome: 'failed',
      reason: `${String(rejected.length)} of ${String(recipients)} recipients refused`,
      retryable: false,
      ...(status === undefined ? {} : { status }),
    };
  }
  const responseId = responseIdOf(/queued as ([\w.-]+)/iu.exec(response)?.[1]);
  return {
    outcome: 'delivered',
    status: 250,
    ...(responseId === undefined ? {} : { responseId }),
  };
}

/** The server's words stay out of it: they may quote the login. Source of the codes: RFC 5321, 4.2.1. */
function failureOf(error: unknown): Delivery {
  const status = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  if (typeof status === 'number' && status >= 400 && status < 600)
    return {
      outcome: 'failed',
      reason: `status ${String(status)}`,
      status,
      retryable: status < 500,
    };
  return { outcome: 'failed', reason: reasonOf(error), retryable: true };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return 'timeout';
  const code = 'code' in error ? error.code : undefined;
  if (code === ADDRESS_NOT_ALLOWED) return 'address not allowed';
  if (code === 'ETIMEDOUT') return 'timeout';
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/u.test(code) ? code : 'no connection';
}
