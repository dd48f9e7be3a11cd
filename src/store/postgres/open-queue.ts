import { PgBoss } from 'pg-boss';
import type { Session } from './session.ts';
import { textOf } from './transactions.ts';

/** A part is given to somebody else when nothing was heard of its worker for so long, though its connection stands. */
const HEARD_WITHIN_SECONDS = 30;
/** Nobody works on one part for longer: what a scan may last. */
const AT_MOST_SECONDS = 6 * 3_600;
/** Tries are counted by the leader; the queue's own bound is far above that. */
const TRIES = 100;
const HOUR_SECONDS = 3_600;
const LOOKED_AFTER_SECONDS = 10;
const CONNECTIONS = 2;

const SCHEMA = 'SELECT CAST(current_schema() AS text) AS name';
const IS_THERE = 'SELECT CAST(to_regnamespace(?) AS text) AS name';

/** The queue of a configuration (64 hex digits): workers of another one never see its parts. */
export function queueOf(configurationSha256: string): string {
  return `parts-${configurationSha256.slice(0, 32)}`;
}

/**
 * Opens the job queue beside the state, in a schema of its own. The leader makes it, brings it up to date and looks after it; a worker
 * finds it, or waits for the leader. `onFault`: what goes wrong between two questions.
 */
export async function openQueue(options: {
  readonly address: string;
  readonly session: Session;
  readonly leads: boolean;
  readonly queue: string;
  readonly onFault: (fault: unknown) => void;
}): Promise<PgBoss> {
  const { address, session, leads, queue, onFault } = options;
  const own = textOf((await session.ask(SCHEMA, [])).rows[0], 'name');
  const schema = own === 'public' ? 'posture_queue' : `${own}_queue`;
  const isThere = textOf((await session.ask(IS_THERE, [schema])).rows[0], 'name') !== '';
  const boss = new PgBoss({
    connectionString: address,
    schema,
    max: CONNECTIONS,
    supervise: leads,
    superviseIntervalSeconds: LOOKED_AFTER_SECONDS,
    monitorIntervalSeconds: LOOKED_AFTER_SECONDS,
    schedule: false,
    migrate: leads,
    createSchema: leads && !isThere,
  });
  boss.on('error', onFault);
  try {
    await boss.start();
    if (leads) await makeQueue(boss, queue);
    return boss;
  } catch (cause) {
    await closeQueue(boss);
    throw cause;
  }
}

async function makeQueue(boss: PgBoss, queue: string): Promise<void> {
  const how = {
    retryLimit: TRIES,
    retryDelay: 0,
    heartbeatSeconds: HEARD_WITHIN_SECONDS,
    expireInSeconds: AT_MOST_SECONDS,
    retentionSeconds: AT_MOST_SECONDS,
    deleteAfterSeconds: HOUR_SECONDS,
  };
  await boss.createQueue(queue, how);
  // Those of other configurations are nobody's business any more.
  for (const { name } of await boss.getQueues())
    if (name.startsWith('parts-') && name !== queue) await boss.deleteQueue(name);
}

/** Ends its connections; what it was asked last may come to nothing. */
export async function closeQueue(boss: PgBoss): Promise<void> {
  await boss.stop({ graceful: false }).catch(() => undefined);
}
