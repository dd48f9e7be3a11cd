import { type Command, Option } from 'commander';
import { asListing, formatOption } from '#cli/listing.ts';
import type { Act } from '#cli/workbench.ts';
import { endVerify } from './end-verify.ts';
import { addEvidenceQuestions } from './evidence-questions.ts';

/** Adds the commands about snapshots and their keys to `posture evidence`. */
export function addEvidenceCommands(evidence: Command, act: Act): void {
  asListing(evidence.command('list'))
    .description('the sealed periods and the snapshots of runs, newest first')
    .exitOverride()
    .action(act(async () => (await import('./evidence-list.ts')).evidenceList));
  asListing(evidence.command('show'))
    .description('what a snapshot holds, or what the answers of a recorded scan without one give')
    .argument('[snapshot]', 'name, scan id or path; default: the newest')
    .option(
      '--reports <folder>',
      'makes its reports (HTML, NDJSON, OCSF, OSCAL) into a folder that does not exist yet',
    )
    .exitOverride()
    .action(act(async () => (await import('./evidence-show.ts')).evidenceShow));
  evidence
    .command('export')
    .description(
      'hands out a snapshot that can be taken away, as one zip or as a folder, and its reports beside it',
    )
    .argument('[snapshot]', 'name or scan id; default: the newest')
    .option(
      '--out <path>',
      'FILE.zip; or a folder: into one that exists the zip goes under its own name, one that does not becomes a copy',
    )
    .addOption(new Option('--to <path>', 'the same as --out').hideHelp())
    .option('--by <name>', 'who takes it; default: the user')
    .exitOverride()
    .action(act(async () => (await import('./evidence-export.ts')).evidenceExport));
  evidence
    .command('verify')
    .description('verifies a snapshot or bundle, offline')
    .argument('[bundle]', 'zip, folder, or name of a snapshot; default: the newest')
    .option('--key <file>', 'whom you trust: public key (PEM) or published list of keys')
    .option('--prior <file>', 'a checkpoint that you kept: the log must continue it')
    .addOption(formatOption())
    .option('--json', 'the same as --format json')
    .exitOverride(endVerify)
    .action(act(async () => (await import('./evidence-verify.ts')).evidenceVerify));
  const keys = evidence
    .command('keys')
    .description('the public keys that seal, for publication')
    .option('--out <file>', 'also write them as JSON for /.well-known/posture-keys.json')
    .addOption(new Option('--well-known <file>', 'the same as --out').hideHelp())
    .addOption(formatOption())
    .exitOverride()
    .action(act(async () => (await import('./evidence-keys.ts')).evidenceKeys));
  keys
    .command('rotate')
    .description('makes another key; the present one signs it')
    .exitOverride()
    .action(act(async () => (await import('./evidence-keys.ts')).evidenceKeysRotate));
  addEvidenceQuestions(evidence, act);
}
