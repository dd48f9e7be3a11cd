import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { type ArmAnswer, startArmServer } from '../harness/arm-server.ts';
import { openAzure } from '../harness/azure-access.ts';
import { temporaryDirectory } from '../harness/evidence-store.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const LATIN = Buffer.from('{"name":"caf\xe9"}', 'latin1');
const EURO = Buffer.from('{"n":"€€"}', 'utf8');

/** The bytes that the evidence store keeps of an answer of the wire. */
async function keptOf(answer: ArmAnswer): Promise<readonly Buffer[]> {
  const server = await startArmServer(() => answer);
  const { azure, kept } = await openAzure(server, { limits: { maxAttempts: 1 } });
  onTestFinished(async () => {
    await azure.close();
    await server[Symbol.asyncDispose]();
  });
  const signal = AbortSignal.timeout(20_000);
  const question = { operation: 'a group', permission: 'Microsoft.Thing/things/read', signal };
  await azure.reader.one(question, (clients) =>
    clients.resources(SUBSCRIPTION).resourceGroups.get('rg'),
  );
  const store = createAnswerStore(temporaryDirectory());
  store.beginScan('scan-1');
  return kept.map((exchange) => readFileSync(store.bodyPath(store.keep(exchange))));
}

describe('answers from the wire to the disk', () => {
  it.each<[string, ArmAnswer, Buffer]>([
    ['bytes that are not UTF-8', { body: LATIN }, LATIN],
    ['compressed bytes that are not UTF-8', { body: LATIN, gzip: true }, LATIN],
    ['a byte order mark', { body: '\uFEFF{"a":1}' }, Buffer.from('\uFEFF{"a":1}', 'utf8')],
    [
      'odd spaces and numbers',
      { body: '{ "a" : 1.0e+2 }\r\n' },
      Buffer.from('{ "a" : 1.0e+2 }\r\n'),
    ],
    // Half of 14 bytes ends within the first of the two signs.
    ['an answer cut off within a letter', { body: EURO, fault: 'truncate' }, EURO.subarray(0, 7)],
  ])('E1 E2 keep %s as they came', async (_, answer, expected) => {
    const [body] = await keptOf(answer);

    expect(body?.toString('hex')).toBe(expected.toString('hex'));
  });
});
