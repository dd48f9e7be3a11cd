import { z } from 'zod';
import { AlertsSection } from './alerts-section.ts';
import { AzureSection } from './azure-section.ts';
import { DocumentEntry } from './documents-section.ts';
import { EvidenceSection } from './evidence-section.ts';
import { CronExpression, TimeZone, Words } from './field.ts';

const SchedulesSection = z
  .strictObject({
    scan: CronExpression.default('*/15 * * * *').meta({
      description: 'Incremental scans: what was written since the last one.',
    }),
    full: CronExpression.default('0 3 * * *').meta({
      description:
        'Everything is read again: at once where that takes no longer than until the next scan, else a share of it by each scan.',
    }),
    budget: z.int().min(100).max(90_000).default(20_000).meta({
      description:
        'Requests per hour and subscription for reading everything again; Azure grants 90000 to all who ask with one identity.',
    }),
    evidence: CronExpression.default('30 3 * * *').meta({ description: 'Evidence snapshots.' }),
    timezone: TimeZone.default('UTC').meta({
      description: 'IANA time zone in which the schedules are read.',
    }),
  })
  .prefault({})
  .meta({ description: 'When `posture run` works, as node-cron expressions.' });

const ServerSection = z
  .strictObject({
    host: Words.meta({
      description:
        'Address to listen on. Absent: 127.0.0.1, this machine alone; in the image 0.0.0.0, because what listens on loopback in a container cannot be reached from outside (POSTURE_SERVER_HOST says so there).',
    }).exactOptional(),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(8080)
      .meta({ description: 'Port; 0 takes a free one.' }),
  })
  .prefault({})
  .meta({ description: 'API, dashboard and health endpoints of `posture run`.' });

/** The configuration file, one section per concern; defaults stand here and nowhere else. Source: the contract, "Configuration". */
export const ConfigurationFile = z
  .strictObject({
    azure: AzureSection,
    documents: z
      .array(DocumentEntry)
      .min(1)
      .meta({ description: 'The statements that are verified, each with its scope.' }),
    attestations: Words.meta({
      description: 'Path of the attestations file; absent: nobody vouched for anything.',
    }).exactOptional(),
    exceptions: Words.meta({
      description: 'Path of the exceptions file; absent: nothing is excepted.',
    }).exactOptional(),
    state: Words.default('./var').meta({
      description:
        'Directory of the embedded store and the evidence; or a PostgreSQL database, postgres://user@host/database, without its password.',
    }),
    schedules: SchedulesSection,
    alerts: AlertsSection,
    evidence: EvidenceSection,
    server: ServerSection,
  })
  .meta({
    title: 'Configuration of azure-posture-monitor',
    description:
      'Relative paths lead from the working directory; a file to be read that is not there is looked for beside this file.',
  });
