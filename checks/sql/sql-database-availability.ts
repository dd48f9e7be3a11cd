import { defineCheck } from '#evaluation/define-check.ts';
import {
  AvailabilityDemand,
  judgeAvailability,
  setAsideNew,
} from '#evaluation/judge-availability.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { AVAILABILITY_DAYS } from '#facts/availability.ts';
import { EXAMPLE_CREATED, exampleOfAvailability } from '#facts/availability-examples.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';

export const sqlDatabaseAvailability = defineCheck({
  id: 'sql-database-availability',
  title: 'SQL database was available for the claimed share of the last 30 days',
  family: 'availability',
  severity: 'medium',
  short: withValue('availability is', ' %'),
  property: 'availability',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['availability'],
  parameters: AvailabilityDemand,
  figure: { unit: '%', measures: ['platform-availability', 'service-availability'] },
  figureDays: AVAILABILITY_DAYS,
  carriedAtMostHours: 6,
  rationale:
    'Azure counts the minutes in which one could connect to a database. A service is up no longer than the databases that it needs; what runs on top of them may still have been down.',
  remediation: {
    // What was down was down.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/service-health/resource-health-overview',
  },
  references: ['Microsoft.Insights/metrics 2024-02-01: availability'],
  examples: {
    pass: {
      facts: {
        sqlDatabase: exampleDatabase({ creationDate: EXAMPLE_CREATED }),
        availability: exampleOfAvailability('availability', 99.95),
      },
      with: { atLeast: 99.9 },
    },
    fail: {
      facts: {
        sqlDatabase: exampleDatabase({ creationDate: EXAMPLE_CREATED }),
        availability: exampleOfAvailability('availability', 99.5),
      },
      with: { atLeast: 99.9 },
    },
    unknown: {
      facts: {
        sqlDatabase: exampleDatabase({ creationDate: EXAMPLE_CREATED }),
        availability: exampleOfAvailability('availability'),
      },
      with: { atLeast: 99.9 },
    },
  },
  applies: (database, context) =>
    setAsideSystemDatabase(database) ?? setAsideNew(database.properties?.creationDate, context),
  evaluate: ({ availability, sqlDatabase }, context) =>
    judgeAvailability(availability, context, sqlDatabase.properties?.creationDate),
});
