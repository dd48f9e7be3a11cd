/** Verifies the bundle of its first argument with the key of its second, and says how long it took and how much memory. */
import { readFileSync } from 'node:fs';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted } from '#evidence/verify-keys.ts';

const [, , bundle = '', key = ''] = process.argv;
const trusted = parseTrusted(readFileSync(key, 'utf8'));
const begun = performance.now();
const { status, files, bytes, altered } = await verifyBundle(bundle, { trusted });
const seconds = (performance.now() - begun) / 1000;
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  JSON.stringify({ status, files, bytes, seconds, peakMb, first: altered[0] ?? null }),
);
