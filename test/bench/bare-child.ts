import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { DATABASES_PER_SERVER, databasePath } from './estate-file.ts';
import { signIn } from './sign-in.ts';
import { writeUsageAtExit } from './write-usage.ts';

// The baseline: as many reads of the same simulated Azure as the scan made, by Node's own https client and nothing else.
const [, , usageFile = '', count = '0', databases = '0'] = process.argv;
const environment = process.env;
const AT_ONCE = 16;
const token = await signIn(environment);
const agent = new Agent({
  keepAlive: true,
  maxSockets: AT_ONCE,
  maxFreeSockets: AT_ONCE,
  ca: readFileSync(environment['POSTURE_AZURE_CA_FILE'] ?? '', 'utf8'),
});
writeUsageAtExit(usageFile);
let next = 0;
await Promise.all(Array.from({ length: AT_ONCE }, async () => await readOn()));
agent.destroy();

async function readOn(): Promise<void> {
  while (next < Number(count)) {
    const database = next % Number(databases);
    next += 1;
    const path = databasePath(
      Math.floor(database / DATABASES_PER_SERVER) + 1,
      (database % DATABASES_PER_SERVER) + 1,
    );
    await read(`${path}/transparentDataEncryption/current?api-version=2025-01-01`);
  }
}

async function read(path: string): Promise<void> {
  await new Promise<void>((done, failed) => {
    const headers = { authorization: `Bearer ${token}` };
    get(`${environment['POSTURE_AZURE_RESOURCE_MANAGER']}${path}`, { agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', failed);
      answer.on('end', () => {
        if (answer.statusCode !== 200) return failed(new Error(`${path}: ${answer.statusCode}`));
        JSON.parse(Buffer.concat(chunks).toString());
        done();
      });
    }).on('error', failed);
  });
}
