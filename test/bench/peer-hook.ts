import { readFileSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { urlToHttpOptions } from 'node:url';
import { writeUsageAtExit } from './write-usage.ts';

// Loaded into another program (`--import`): whatever it asks over https is asked of the simulated Azure, and counted.
const environment = process.env;
const { hostname, port } = new URL(environment['POSTURE_AZURE_RESOURCE_MANAGER'] ?? '');
const ca = readFileSync(environment['POSTURE_AZURE_CA_FILE'] ?? '', 'utf8');
const there = { host: hostname, hostname, port, ca, servername: 'localhost' };
const ask: (options: RequestOptions, told?: (answer: IncomingMessage) => void) => ClientRequest =
  https.request.bind(https);
const counts = { requests: 0, refused: 0 };

https.request = (first: string | URL | RequestOptions, ...rest: unknown[]) => {
  const isAddress = typeof first === 'string' || first instanceof URL;
  const own = isAddress ? urlToHttpOptions(new URL(first)) : first;
  const [more, ...others] = isAddress && typeof rest[0] === 'object' ? rest : [{}, ...rest];
  counts.requests += 1;
  const [told] = others as [((answer: IncomingMessage) => void)?];
  const request = ask({ ...own, ...(more as RequestOptions), ...there }, told);
  request.on('response', ({ statusCode }) => {
    if (statusCode === 429) counts.refused += 1;
  });
  return request;
};
syncBuiltinESMExports();

writeUsageAtExit(environment['PEER_USAGE'] ?? '', counts);
