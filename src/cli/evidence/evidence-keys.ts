import { writeFileSync } from 'node:fs';
import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { table } from '#cli/table.ts';
import type { Command, CommonOptions, Workbench } from '#cli/workbench.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { historyText, type KeyRecord, readHistory } from '#evidence/keys/key-history.ts';
import { openLogKeyOf, openSigner, rotateKey } from '#evidence/keys/key-ring.ts';

/** `wellKnown`: what `out` was called first. */
interface KeysOptions extends CommonOptions, Pick<ListingOptions, 'format'> {
  readonly out?: string;
  readonly wellKnown?: string;
}

/**
 * `posture evidence keys`: the public keys, made at first use, for publication; `--out FILE` writes them as the JSON that
 * belongs at `/.well-known/posture-keys.json`.
 */
export const evidenceKeys: Command<KeysOptions> = async (workbench, terminal, options, signal) => {
  const { directory } = configured(workbench, options).evidence;
  const history = await withKeys(workbench, options, async (keys) => {
    await openLogKeyOf(keys);
    await openSigner(keys, signal);
    return await readHistory(directory);
  });
  const file = options.out ?? options.wellKnown;
  if (file !== undefined) {
    try {
      writeFileSync(file, historyText(history), { flag: 'wx' });
    } catch (cause) {
      const message = `${file} cannot be written, or is there already.`;
      throw new ConfigurationError('CLI_OUTPUT', message, { cause });
    }
  }
  if (options.format === 'json') {
    terminal.stdout.write(historyText(history));
    return 0;
  }
  const rows = history.keys.map((key) => [key.purpose, key.fingerprint, key.from, key.to ?? '']);
  terminal.stdout.write(`${table(['key', 'fingerprint', 'from', 'to'], rows, 200)}\n`);
  for (const key of history.keys.filter(({ to }) => to === null))
    terminal.stdout.write(`\n${key.vkey === null ? '' : `${key.vkey}\n`}${key.publicKey}`);
  return 0;
};

/** `posture evidence keys rotate`: another key for attestations; the present one vouches for it and is gone. */
export const evidenceKeysRotate: Command<CommonOptions> = async (
  workbench,
  terminal,
  options,
  signal,
) => {
  if (configured(workbench, options).evidence.signing.kind === 'key-vault') {
    throw new ConfigurationError(
      'CLI_KEY_VAULT',
      'A key in Key Vault is replaced there: make a new version and name it in evidence.signing.keyVault; the older one vouches for it while it is enabled.',
    );
  }
  const record: KeyRecord = await withKeys(
    workbench,
    options,
    async (keys) => await rotateKey(keys, signal),
  );
  terminal.stdout.write(
    `${record.fingerprint} signs from ${record.from} on\nsigned by ${record.signedBy}\nPublish it: posture evidence keys --out FILE\n`,
  );
  return 0;
};

async function withKeys<T>(
  workbench: Workbench,
  options: CommonOptions,
  work: (keys: Awaited<ReturnType<Workbench['openKeys']>>) => Promise<T>,
): Promise<T> {
  const configuration = configured(workbench, options);
  const log = await workbench.createLog(configuration.logLevel);
  const operator = await workbench.openOperator(configuration);
  try {
    const tell = async (entry: Parameters<typeof operator.appendLog>[0][number]) =>
      void (await operator.appendLog([entry]));
    return await work(await workbench.openKeys(configuration, tell, log));
  } finally {
    operator.close();
  }
}
