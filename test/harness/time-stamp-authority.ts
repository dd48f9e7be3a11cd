import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A real authority: `openssl ts` behind a small HTTP server. */
export interface TimeStampAuthority {
  readonly url: string;
  /** PEM file of the certificate to trust. */
  readonly rootFile: string;
  /** Changes what is answered, or the answer's status. */
  readonly script: { answer?: (response: Buffer) => Buffer; status?: number };
}

const CONFIGURATION = `
[tsa]
default_tsa = here
[here]
serial = ./serial
signer_cert = ./root.pem
signer_key = ./key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = A time stamp authority for tests
[extensions]
basicConstraints = critical,CA:TRUE
extendedKeyUsage = critical,timeStamping
`;

export async function startTimeStampAuthority(): Promise<TimeStampAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'posture-tsa-'));
  const openssl = (...args: string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  writeFileSync(join(folder, 'tsa.cnf'), CONFIGURATION);
  writeFileSync(join(folder, 'serial'), '01\n');
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-config',
    'tsa.cnf',
    '-keyout',
    'key.pem',
    '-out',
    'root.pem',
    '-days',
    '30',
  );
  const script: TimeStampAuthority['script'] = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      writeFileSync(join(folder, 'query'), Buffer.concat(chunks));
      openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query', '-out', 'reply');
      const reply = readFileSync(join(folder, 'reply'));
      response.writeHead(script.status ?? 200, { 'content-type': 'application/timestamp-reply' });
      response.end(script.answer?.(reply) ?? reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  return { url: `http://127.0.0.1:${port}/`, rootFile: join(folder, 'root.pem'), script };
}
