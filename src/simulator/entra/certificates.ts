import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate authority made for this run, and a certificate of it for loopback. */
export interface Certificates {
  readonly ca: string;
  /** The authority's PEM, in a directory of its own. */
  readonly caFile: string;
  readonly key: string;
  readonly certificate: string;
  /** Removes the directory. */
  remove(): Promise<void>;
}

/** Makes both and writes the authority's certificate (never a key) to a temporary directory. */
export async function makeCertificates(): Promise<Certificates> {
  const now = new Date();
  const notBeforeDate = new Date(now.getTime() - 86_400_000);
  const notAfterDate = new Date(now.getTime() + 90 * 86_400_000);
  const authority = await generate([{ name: 'commonName', value: 'Simulated Azure CA' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const directory = await mkdtemp(join(tmpdir(), 'simulated-azure-'));
  const caFile = join(directory, 'ca.pem');
  await writeFile(caFile, authority.cert);
  return {
    ca: authority.cert,
    caFile,
    key: leaf.private,
    certificate: leaf.cert,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
