import { isIP } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type EgressRules, type Resolve, resolveBySystem } from './egress.ts';
import type { RenderedEmail } from './email-message.ts';
import { isThisMachine, mailAddress } from './mail-address.ts';

/** How a mail server is reached. */
export interface MailServer extends EgressRules {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte (RFC 8314); `starttls`: asked for, and nothing is said without it. */
  readonly tls: 'implicit' | 'starttls';
  /** In addition trusted; undefined: Node's own certificates. */
  readonly ca: readonly string[] | undefined;
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Answers names; absent: the machine's resolver. */
  readonly resolve?: Resolve;
}

const CONNECT_MS = 5_000;
const TOTAL_MS = 15_000;
const AFTERWORD_MS = 500;

/** What the server said to the whole message: to whom it goes, and what it answered. */
export interface Accepted {
  readonly rejected: readonly { readonly responseCode?: number | undefined }[];
  readonly recipients: number;
  readonly response: string;
}

/**
 * Sends one mail over a connection of its own and closes it, after 15 s at the latest. Rejects with nodemailer's error (its message
 * may quote the server: use code and `responseCode` alone), or with the reason of the signal.
 *
 * Without TLS only to this machine itself: to a host written as loopback `starttls` is asked for only with a CA of its own, because
 * nobody has a certificate for loopback.
 */
export async function sendMail(
  server: MailServer,
  mail: RenderedEmail,
  signal: AbortSignal,
): Promise<Accepted> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(TOTAL_MS)]);
  bounded.throwIfAborted();
  const failed = Promise.withResolvers<never>();
  const stop = (): void => failed.reject(bounded.reason);
  bounded.addEventListener('abort', stop, { once: true });
  try {
    const address = await Promise.race([
      mailAddress(server.host, server, server.resolve ?? resolveBySystem),
      failed.promise,
    ]);
    const connection = connectionTo(server, address);
    connection.on('error', failed.reject);
    // Servers close after a refusal (421): what they said arrives in its callback a moment later.
    connection.once('end', () => {
      setTimeout(() => failed.reject(new Error('The connection ended.')), AFTERWORD_MS).unref();
    });
    try {
      return await Promise.race([converse(connection, server, mail), failed.promise]);
    } finally {
      connection.close();
    }
  } finally {
    bounded.removeEventListener('abort', stop);
  }
}

function connectionTo({ host, port, tls, ca }: MailServer, address: string): SMTPConnection {
  const isPlain = tls === 'starttls' && ca === undefined && isThisMachine(host);
  return new SMTPConnection({
    host: address,
    // Whose certificate it must be: the name that was asked for.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    port,
    secure: tls === 'implicit',
    requireTLS: !isPlain,
    ignoreTLS: isPlain,
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca: [...ca] }) },
    connectionTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: TOTAL_MS,
  });
}

async function converse(
  connection: SMTPConnection,
  { login }: MailServer,
  { envelope, message }: RenderedEmail,
): Promise<Accepted> {
  await step((done) => connection.connect(done));
  if (login !== null) {
    const auth = { user: login.user, pass: login.password };
    await step((done) => connection.login(auth, done));
  }
  const accepted = Promise.withResolvers<Accepted>();
  connection.send(envelope, message, (error, info) => {
    if (error !== null || info === undefined) accepted.reject(error ?? new Error('No answer.'));
    else
      accepted.resolve({
        rejected: info.rejectedErrors ?? [],
        recipients: envelope.to.length,
        response: info.response,
      });
  });
  return await accepted.promise;
}

/** One exchange that answers with an error or nothing. */
async function step(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  start((error) => {
    if (error === null || error === undefined) resolve();
    else reject(error);
  });
  await promise;
}
