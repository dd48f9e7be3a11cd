import { z } from 'zod';
import type { CloudEndpoints } from './azure-section.ts';
import { checkShape } from './check-shape.ts';
import { LOG_LEVELS, type LogLevel } from './configuration.ts';
import { HttpsUrl, Words } from './field.ts';
import type { ConfigurationProblem } from './problem.ts';

/** The environment, as the process was started with it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that override the file, as the contract lists them, and what each of them must be. */
const VARIABLES = {
  POSTURE_STATE: Words,
  POSTURE_LOG_LEVEL: z.enum(LOG_LEVELS),
  POSTURE_SERVER_HOST: Words,
  POSTURE_AZURE_RESOURCE_MANAGER: HttpsUrl,
  POSTURE_AZURE_AUTHORITY: HttpsUrl,
  POSTURE_AZURE_LOGS: HttpsUrl,
  POSTURE_AZURE_METRICS: HttpsUrl,
  POSTURE_AZURE_GRAPH: HttpsUrl,
  POSTURE_AZURE_CA_FILE: Words,
} as const;

const ENDPOINTS = {
  resourceManager: 'POSTURE_AZURE_RESOURCE_MANAGER',
  authority: 'POSTURE_AZURE_AUTHORITY',
  logs: 'POSTURE_AZURE_LOGS',
  metrics: 'POSTURE_AZURE_METRICS',
  graph: 'POSTURE_AZURE_GRAPH',
  caFile: 'POSTURE_AZURE_CA_FILE',
} as const satisfies Readonly<Record<string, keyof typeof VARIABLES>>;

/** What the environment says instead of the file. */
export interface Overrides {
  readonly state?: string;
  readonly logLevel?: LogLevel;
  /** Where programs are looked for. */
  readonly path: string;
  /** Where to listen if the file does not say: what stands in the file was meant, what the image sets is a default. */
  readonly serverHost?: string;
  readonly endpoints: CloudEndpoints;
}

/** Reads the POSTURE_* variables; an empty one counts as not set. */
export function readOverrides(environment: Environment): {
  overrides: Overrides;
  problems: readonly ConfigurationProblem[];
} {
  const problems = Object.entries(VARIABLES).flatMap(([name, schema]) =>
    problemsOf(name, schema, environment[name]),
  );
  const state = environment['POSTURE_STATE'];
  const serverHost = environment['POSTURE_SERVER_HOST'];
  const logLevel = LOG_LEVELS.find((level) => level === environment['POSTURE_LOG_LEVEL']);
  return {
    overrides: {
      ...(isSet(state) ? { state } : {}),
      ...(logLevel === undefined ? {} : { logLevel }),
      path: environment['PATH'] ?? '',
      ...(isSet(serverHost) ? { serverHost } : {}),
      endpoints: endpointsOf(environment),
    },
    problems,
  };
}

/** The configuration file where nothing else is said. */
export const DEFAULT_CONFIGURATION = 'config/posture.yaml';

/** The configuration file to use: the option of the command line, else POSTURE_CONFIG, else `config/posture.yaml`. */
export function configurationFile(option: string | undefined, environment: Environment): string {
  const named = environment['POSTURE_CONFIG'];
  return option ?? (isSet(named) ? named : DEFAULT_CONFIGURATION);
}

function endpointsOf(environment: Environment): CloudEndpoints {
  const endpoints: Record<string, string> = {};
  for (const [endpoint, variable] of Object.entries(ENDPOINTS)) {
    const value = environment[variable];
    if (isSet(value)) endpoints[endpoint] = value;
  }
  return endpoints;
}

function problemsOf(
  name: string,
  schema: z.ZodType,
  value: string | undefined,
): ConfigurationProblem[] {
  if (!isSet(value)) return [];
  const result = checkShape(schema, value);
  if ('data' in result) return [];
  // An address with a password in it is refused, and must not be repeated.
  const found = value.includes('@') ? 'a text' : JSON.stringify(value);
  const message = (expected: string, hint: string) => `expected ${expected}, found ${found}${hint}`;
  return result.faults.map(({ expected, hint }) => ({
    file: name,
    line: 0,
    column: 0,
    path: '',
    found,
    expected,
    message: message(expected, hint),
  }));
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
