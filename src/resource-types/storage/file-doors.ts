import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { servicesOf, supposedServices } from './services.ts';

type Door = Pick<Endpoint, 'what' | 'plainText'>;
type PlainText = NonNullable<Door['plainText']>;

/** A member on the way to a setting, and those that may stand beside it where it is absent. */
type Step = readonly [name: string, beside: readonly string[]];

const PROTOCOLS: Step = ['protocolSettings', ['cors', 'shareDeleteRetentionPolicy']];
const SMB: Step = ['smb', ['nfs']];
const NFS: Step = ['nfs', ['smb']];
const TRANSIT: readonly Step[] = [
  [
    'encryptionInTransit',
    [
      'multichannel',
      'versions',
      'authenticationMethods',
      'kerberosTicketEncryption',
      'channelEncryption',
    ],
  ],
  ['required', []],
];

/** Parts of texts such as `SMB3.0;SMB3.1.1;`, lower case. Source: SmbSetting of @azure/arm-storage. */
const VERSIONS: readonly string[] = ['smb2.1', 'smb3.0', 'smb3.1.1'];
const CIPHERS: readonly string[] = ['aes-128-ccm', 'aes-128-gcm', 'aes-256-gcm'];

/**
 * The SMB and NFS doors of Azure Files. Judged whether there is a share behind them or not: one is made at any time, and the settings
 * stand for all of them; so the shares need not be listed. `byDefault`: what the account's secure transfer says.
 */
export function fileDoors(account: Cell, files: Cell, byDefault: PlainText): readonly Door[] {
  if (!supposedServices(account).files) return [];
  const properties = files.at('properties');
  const smb = settingAt(properties, [PROTOCOLS, SMB]);
  const ofSmb = andThen(smb, (settings): PlainText => {
    const refuses = transit(settings, byDefault);
    // A cipher or version that is not known here may be none at all; with encryption required, SMB 2.1 is refused whatever is listed.
    return andThen(refuses, (word) =>
      word === 'accepted' || settings === null
        ? refuses
        : andThen(known(settings.at('versions'), VERSIONS), () =>
            andThen(known(settings.at('channelEncryption'), CIPHERS), () => refuses),
          ),
    );
  });
  const nfs = settingAt(properties, [PROTOCOLS, NFS]);
  const ofNfs = andThen(nfs, (settings) => transit(settings, byDefault));
  // NFS shares need a premium file account; a setting that is there is believed of any.
  const services = servicesOf(account);
  const isPremium = services.said && services.value.blobs === 'none';
  const hasNfs = isPremium || (nfs.said && nfs.value !== null);
  return [
    { what: 'SMB file shares', plainText: ofSmb },
    ...(hasNfs ? [{ what: 'NFS file shares', plainText: ofNfs }] : []),
  ];
}

/**
 * Until a protocol's own setting is made, secure transfer decides. Source: "Networking considerations for Azure Files", section secure
 * transfer (2026-04-16): SMB and NFS alike; switching it off lets in SMB 2.1 and SMB 3.x without encryption.
 */
function transit(protocol: Cell | null, byDefault: PlainText): PlainText {
  if (protocol === null) return byDefault;
  return andThen(settingAt(protocol, TRANSIT), (required) =>
    required === null ? byDefault : required.oneOf({ true: 'refused', false: 'accepted' } as const),
  );
}

/**
 * The cell at the end of a way; null where a member on it is absent from what Azure sent. An object that says something new instead
 * of it may say the same in another way: its silence means nothing.
 */
function settingAt(from: Cell, [step, ...rest]: readonly Step[]): Said<Cell | null> {
  if (step === undefined) return from.means(from);
  const [name, beside] = step;
  return andThen(from.members(), (members): Said<Cell | null> => {
    const there = from.at(name).isThere();
    if (there.said && there.value) return settingAt(from.at(name), rest);
    const strange = [...members.keys()].find((key) => key !== name && !beside.includes(key));
    return strange === undefined
      ? from.means(null)
      : from.notUnderstood(`${strange} of the file service is not known here, and ${name} absent`);
  });
}

function known(setting: Cell, words: readonly string[]): Said<true> {
  const text = setting.optionalText();
  return andThen(text, (value): Said<true> => {
    const parts = (value ?? '').split(';').map((part) => part.trim().toLowerCase());
    const strange = parts.find((part) => part !== '' && !words.includes(part));
    return strange === undefined
      ? map(text, () => true as const)
      : setting.notUnderstood(`The file service allows ${strange}, which is not known here`);
  });
}
