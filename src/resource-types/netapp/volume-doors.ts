import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

type PlainText = Said<'accepted' | 'refused'>;

/** Which protocols a volume speaks; none said: NFS 3. Source: `protocolTypes`, 2026-06-01. */
type Protocol = 'nfs3' | 'nfs4' | 'smb';

/**
 * How clients of a volume talk to it: none of its protocols is TLS, and each is in plain text unless somebody said otherwise. It has
 * addresses of its own network alone. Source: azure-netapp-files/faq-security; type-facts-services §7.
 */
export function doorsOf(own: Cell): readonly Endpoint[] {
  const types = own.at('properties/protocolTypes');
  const reach = own.at('properties').means({ is: 'private' } as const);
  const protocols = andThen(types.isThere(), (isThere): Said<readonly Protocol[]> => {
    const none = (): Said<readonly Protocol[]> => own.at('properties').means(['nfs3']);
    if (!isThere) return none();
    return andThen(types.list(), (rows) =>
      rows.length === 0
        ? none()
        : everyOne(
            rows.map((row) =>
              row.oneOf<Protocol>({ NFSv3: 'nfs3', 'NFSv4.1': 'nfs4', CIFS: 'smb' }),
            ),
          ),
    );
  });
  if (!protocols.said) return [{ what: 'volume', plainText: protocols, reach }];
  return protocols.value.map((protocol): Endpoint => {
    switch (protocol) {
      case 'nfs3':
        return { what: 'NFS 3 export', plainText: map(protocols, () => 'accepted'), reach };
      case 'nfs4':
        return { what: 'NFS 4.1 export', plainText: byKerberos(own), reach };
      case 'smb':
        return {
          what: 'SMB share',
          plainText: own
            .at('properties/smbEncryption')
            .oneOf(
              { true: 'refused', false: 'accepted' },
              { means: 'accepted', source: 'smbEncryption: off unless it is set, 2026-06-01' },
            ),
          reach,
        };
    }
  });
}

/** Ways in that are not encrypted: without Kerberos, and with it for signing alone. */
const PLAIN = [
  'unixReadOnly',
  'unixReadWrite',
  'kerberos5ReadOnly',
  'kerberos5ReadWrite',
  'kerberos5iReadOnly',
  'kerberos5iReadWrite',
] as const;

/** Kerberos encrypts where each rule of the export lets in by `krb5p` alone. */
function byKerberos(own: Cell): PlainText {
  const kerberos = own.at('properties/kerberosEnabled');
  const isOn = kerberos.oneOf(
    { true: true, false: false },
    { means: false, source: 'kerberosEnabled: off unless it is set, 2026-06-01' },
  );
  return andThen(isOn, (word): PlainText => {
    if (!word) return map(isOn, () => 'accepted');
    const rules = own.at('properties/exportPolicy/rules');
    return andThen(rules.list(), (rows): PlainText => {
      if (rows.length === 0) return rules.notUnderstood('Its export has no rule');
      const ways = rows.flatMap((row) => PLAIN.map((name) => row.at(name).flag()));
      const known = ways.filter((way) => way.said);
      if (known.some((way) => way.value)) return rules.means('accepted');
      return map(everyOne(ways), () => 'refused');
    });
  });
}
