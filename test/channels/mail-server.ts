import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export const USER = 'posture';
export const PASSWORD = 'canary-p4ssword';

/** One mail as it came over the wire. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  readonly user: string | undefined;
  readonly source: string;
}

export interface MailServerAtWork {
  readonly port: number;
  readonly caFile: string;
  readonly mails: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** A refusal with an SMTP status; the server's words hold the password, as some servers quote what they were sent. */
export function refusal(responseCode: number): Error {
  return Object.assign(new Error(`refused ${PASSWORD}`), { responseCode });
}

/** A real SMTP server on loopback with a certificate of its own, that wants a login and does otherwise as told. */
export async function startMailServer(
  changes: SMTPServerOptions = {},
  certificate: 'good' | 'expired' = 'good',
): Promise<MailServerAtWork> {
  const { cert, private: key } = await pems(certificate === 'expired');
  const folder = await mkdtemp(join(tmpdir(), 'mail-server-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, cert);
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    key,
    cert,
    authMethods: ['PLAIN'],
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth({ username, password }, _session, callback) {
      if (username === USER && password === PASSWORD) callback(null, { user: USER });
      else callback(refusal(535));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          isEncrypted: session.secure,
          user: session.user,
          source: Buffer.concat(chunks).toString('utf8'),
        });
        callback(null, 'OK: queued as A1B2C3');
      });
    },
    ...changes,
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    caFile,
    mails,
    async close() {
      await new Promise<void>((closed) => {
        server.close(() => closed());
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const DAY_MS = 86_400_000;

async function pems(isExpired: boolean) {
  const now = Date.now();
  return await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    notBeforeDate: new Date(now - 10 * DAY_MS),
    notAfterDate: new Date(now + (isExpired ? -1 : 1) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
}
