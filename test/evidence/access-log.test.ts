import { describe, expect, it } from 'vitest';
import type { LogEntry } from '#domain/log-entry.ts';
import { type AccessEntry, accessEntries, accessLogCsv } from '#evidence/access-log.ts';
import { createMemoryLog } from '../harness/memory-log.ts';

const AT = '2026-11-21T03:00:00.000Z';

function entry(type: LogEntry['type'], body: LogEntry['body']): LogEntry {
  return { type, at: AT, body };
}

async function logOf(...entries: readonly LogEntry[]) {
  const log = createMemoryLog();
  await log.append(entries);
  return log;
}

describe('the access log of the evidence', () => {
  it('has a line for each sealing, request and export, in the order of the log, and for nothing else', async () => {
    const log = await logOf(
      entry('run', { action: 'handed out', by: 'nobody' }),
      entry('export', {
        action: 'sealed',
        key: 'sha256:k',
        manifest: { sha256: 'm' },
        snapshot: 's-1',
        scan: 'x',
      }),
      entry('service', { text: '"type":"export"}' }),
      entry('export', { action: 'asked for', by: 'E. Auditor', snapshot: 'period_1' }),
      entry('export', {
        action: 'handed out',
        by: '=HYPERLINK("x")',
        snapshot: 's-1',
        form: 'zip',
        sha256: 'z',
      }),
    );

    const csv = (await accessLogCsv(log)).join('').split('\r\n');

    expect(csv).toEqual([
      'log_index,at,action,by,snapshot,form,sha256,key',
      `1,${AT},sealed,,s-1,,,sha256:k`,
      `3,${AT},asked for,E. Auditor,period_1,,,`,
      `4,${AT},handed out,"'=HYPERLINK(""x"")",s-1,zip,z,`,
      '',
    ]);
  });

  it('finds entries beyond the first thousand, and gives digests as texts', async () => {
    const runs = Array.from({ length: 2_345 }, () => entry('run', {}));
    const sealed = entry('export', { action: 'sealed', manifest: { sha256: 'm' }, other: 7 });
    const log = await logOf(...runs, sealed);

    const found: AccessEntry[] = [];
    for await (const each of accessEntries(log)) found.push(each);

    expect(found).toEqual([{ index: 2_345, at: AT, body: { action: 'sealed', manifest: 'm' } }]);
  });
});
