import packageJson from '../package.json' with { type: 'json' };

/** What calls itself by which version: on the command line, to Azure, in evidence. */
export const TOOL = { name: packageJson.name, version: packageJson.version };
