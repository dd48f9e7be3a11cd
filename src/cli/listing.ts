import { type Command, Option } from 'commander';

/** Options of every command that lists something. */
export interface ListingOptions {
  readonly format: 'text' | 'json';
  readonly out?: string;
}

/** Adds them to a command. */
export function asListing(command: Command): Command {
  return command.addOption(formatOption()).option('--out <file>', 'write it to a file');
}

/** `--format text|json`, for a command of which `--out` is something else. */
export function formatOption(): Option {
  return new Option('--format <format>', 'form of the answer')
    .choices(['text', 'json'])
    .default('text');
}
