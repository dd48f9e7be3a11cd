import { sqlManagedInstanceMinimumTls } from '#checks/sql/sql-managed-instance-minimum-tls.ts';
import { sqlManagedInstance } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const found = (minimalTlsVersion: unknown) => ({
  sqlManagedInstance: sqlManagedInstance({ minimalTlsVersion }),
});

judges(sqlManagedInstanceMinimumTls, {}, [
  { when: 'the minimum is the claimed one', status: 'pass', facts: found('1.2') },
  { when: 'the minimum is just below', status: 'fail', facts: found('1.1') },
  { when: 'no minimum is set (None)', status: 'fail', facts: found('None') },
  { when: 'the property is null', status: 'unknown', facts: found(null) },
  {
    when: 'Azure omits it',
    status: 'unknown',
    facts: { sqlManagedInstance: sqlManagedInstance() },
  },
  { when: 'the value is of the future', status: 'unknown', facts: found('2.0') },
]);
