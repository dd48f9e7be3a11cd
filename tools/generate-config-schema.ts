import { z } from 'zod';
import { ConfigurationFile } from '#config/configuration-schema.ts';
import { DocumentFile } from '#config/document-schema.ts';
import { AttestationsFile, ExceptionsFile } from '#config/record-schemas.ts';
import { referenceOf } from './schema-reference.ts';

/** The JSON Schemas for editors and the reference page, all made from the schemas that validate. Paths from the repository's root. */
export function generatedFiles(): readonly { readonly path: string; readonly content: string }[] {
  return [
    { path: 'config/posture.schema.json', content: schemaText(ConfigurationFile) },
    { path: 'config/document.schema.json', content: schemaText(DocumentFile) },
    { path: 'docs/configuration.md', content: reference() },
  ];
}

function schemaOf(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, { io: 'input' });
}

function schemaText(schema: z.ZodType): string {
  return `${JSON.stringify(schemaOf(schema), null, 2)}\n`;
}

const INTRODUCTION = `<!-- Generated from src/config by \`npm run generate\`. -->
# Configuration reference

YAML, checked before anything runs; \`posture validate\` says everything that is wrong in one go, with file and line, and what is
worth knowing besides. Unknown keys are errors. For editors there are \`config/posture.schema.json\` and \`config/document.schema.json\`.

Relative paths lead from the working directory; a file to be read that is not there is looked for beside the configuration file.

A secret never stands in a file of the configuration: write \`{ env: NAME }\` or \`{ file: /run/secrets/name }\`.

\`POSTURE_SERVER_HOST\` says where to listen if the file does not. These environment variables win over the file: \`POSTURE_STATE\`, \`POSTURE_LOG_LEVEL\`, \`POSTURE_AZURE_RESOURCE_MANAGER\`,
\`POSTURE_AZURE_AUTHORITY\`, \`POSTURE_AZURE_LOGS\`, \`POSTURE_AZURE_METRICS\`, \`POSTURE_AZURE_GRAPH\`, \`POSTURE_AZURE_CA_FILE\`.
\`POSTURE_CONFIG\` names the configuration file. An empty variable counts as not set. What signs in (\`AZURE_*\`, \`IDENTITY_ENDPOINT\`,
\`IDENTITY_HEADER\`) is read by the Azure identity library itself, and \`PG*\` (\`PGPASSWORD\`, \`PGPASSFILE\`, …) by the PostgreSQL client.
`;

function reference(): string {
  const parts = [
    ['The configuration file', 'config/posture.yaml', ConfigurationFile],
    ['A document', 'config/documents/<id>.yaml', DocumentFile],
    ['Attestations', 'config/attestations.yaml', AttestationsFile],
    ['Exceptions', 'config/exceptions.yaml', ExceptionsFile],
  ] as const;
  const sections = parts.map(
    ([title, file, schema]) => `## ${title}\n\n\`${file}\`\n\n${referenceOf(schemaOf(schema))}`,
  );
  return [INTRODUCTION, ...sections].join('\n');
}
