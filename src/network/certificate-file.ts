import { readFileSync } from 'node:fs';

/** The text of a PEM file that holds certificates. Throws an error that says why, without the file's name, when it does not. */
export function readCertificateFile(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new RangeError('The file holds no certificate (BEGIN CERTIFICATE).');
  return text;
}
