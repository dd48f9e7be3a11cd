import { CommanderError } from 'commander';

const USAGE_STATUS = 64;

/** Wrong command line of `evidence verify`, as E19 has it; that of others ends with 3, which means something else here. */
export function endVerify(error: CommanderError): never {
  throw new CommanderError(error.exitCode === 0 ? 0 : USAGE_STATUS, error.code, error.message);
}
