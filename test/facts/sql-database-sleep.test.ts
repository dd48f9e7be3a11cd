import { describe, expect, it } from 'vitest';
import { SqlDatabase } from '#facts/sql-database.ts';
import { mayBeServerless, wakefulnessOf } from '#facts/sql-database-sleep.ts';

const SERVERLESS = { name: 'GP_S_Gen5', tier: 'GeneralPurpose' };

function database(
  properties: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): SqlDatabase {
  return SqlDatabase.parse({ id: '/x', name: 'x', sku: SERVERLESS, properties, ...more });
}

describe('28: wakefulnessOf', () => {
  it.each<readonly [string, SqlDatabase, string]>([
    ['paused', database({ status: 'Paused', autoPauseDelay: 60 }), 'asleep'],
    ['paused, in any letter case', database({ status: 'PAUSED' }), 'asleep'],
    ['paused, of another size', database({ status: 'Paused' }, { sku: null }), 'asleep'],
    [
      'paused, though its delay is off',
      database({ status: 'Paused', autoPauseDelay: -1 }),
      'asleep',
    ],
    ['pausing', database({ status: 'Pausing' }), 'asleep'],
    ['in a state that Azure added', database({ status: 'Dozing', autoPauseDelay: 60 }), 'asleep'],
    ['without a state', database({ autoPauseDelay: 60 }), 'asleep'],
    ['without anything', database({}), 'asleep'],
    ['online', database({ status: 'Online', autoPauseDelay: 60 }), 'awake'],
    ['online, without a delay', database({ status: 'Online' }), 'awake'],
    ['resuming', database({ status: 'Resuming', autoPauseDelay: 60 }), 'awake'],
    [
      'serverless by its kind alone',
      database({}, { sku: null, kind: 'v12.0,user,vcore,serverless' }),
      'asleep',
    ],
    [
      'with auto-pause switched off',
      database({ status: 'Online', autoPauseDelay: -1 }),
      'never-sleeps',
    ],
    ['provisioned, without a state', database({}, { sku: { name: 'GP_Gen5' } }), 'never-sleeps'],
    [
      'a dedicated pool, paused',
      database({ status: 'Paused' }, { sku: { name: 'DW100c', tier: 'DataWarehouse' } }),
      'never-sleeps',
    ],
    [
      'a dedicated pool by its kind',
      database({ status: 'Paused' }, { kind: 'v12.0,user,datawarehouse' }),
      'never-sleeps',
    ],
  ])('%s', (_, one, state) => {
    expect(wakefulnessOf(one).state).toBe(state);
  });

  it('knows what may be serverless by what the inventory says', () => {
    expect(mayBeServerless({ kind: 'v12.0,user,vcore,serverless' })).toBe(true);
    expect(mayBeServerless({ sku: { name: 'GP_S_Gen5' } })).toBe(true);
    expect(mayBeServerless({ kind: 'v12.0,user,vcore', sku: { name: 'GP_Gen5' } })).toBe(false);
    expect(mayBeServerless({})).toBe(false);
  });
});
