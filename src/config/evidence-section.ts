import { z } from 'zod';
import { HttpsUrl, Words } from './field.ts';

/** Time stamp authorities are asked in plain text by custom: what they answer is signed. */
const TimestampUrl = z.string().refine((text) => isWebUrl(text), {
  error: 'an http:// or https:// address without user name or password',
});

function isWebUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return false;
  return url.username === '' && url.password === '';
}

/** Identifier of a key with its version: without it, nobody could say later which key signed. Source: Key Vault, "Object identifiers". */
const KeyIdentifier = HttpsUrl.refine(
  (text) => /^https:\/\/[^/]+\/keys\/[0-9a-zA-Z-]+\/[0-9a-zA-Z]+$/u.test(text),
  { error: 'the identifier of a key with its version, https://<vault>/keys/<name>/<version>' },
);

/** A name as C2SP wants it for a log: no space, no plus, and it becomes part of names elsewhere. */
const LogOrigin = z.string().regex(/^[a-z0-9][a-z0-9.-]*(\/[A-Za-z0-9._-]+)*$/u, {
  error: 'a host name with a path, such as posture.example.com/log',
});

const Signing = z
  .union([
    z.strictObject({
      file: Words.meta({
        description:
          'Directory of the keys as PEM files, made at first use: whoever can read it can sign. For trying out.',
      }),
    }),
    z.strictObject({
      keyVault: KeyIdentifier.meta({
        description:
          'Identifier, version included, of an EC P-256 key in Key Vault; the identity needs keys/get and keys/sign on it.',
      }),
    }),
  ])
  .meta({ description: 'The key that seals snapshots; absent: a file in the state directory.' });

/** What is kept as proof, how it is sealed, and where else it goes. */
export const EvidenceSection = z
  .strictObject({
    directory: Words.meta({
      description: 'Where snapshots are kept; absent: `evidence` in the state directory.',
    }).exactOptional(),
    everythingDays: z.int().min(7).default(90).meta({
      description:
        'For so many days everything is kept: what every scan asked and was answered, also where it made no snapshot.',
    }),
    keepDays: z
      .union([z.int().min(1), z.literal('forever')])
      .default(400)
      .meta({
        description:
          'Snapshots older than this many days are removed, but for the monthly ones; `forever`: none ever is.',
      }),
    monthlyYears: z.int().min(0).max(100).default(3).meta({
      description:
        'For so many years the last snapshot of each month stays, and every sealed period; each month is sealed as a period when it is over. 0: neither.',
    }),
    legalHold: z
      .boolean()
      .default(false)
      .meta({ description: 'While it is true nothing is removed, however old.' }),
    origin: LogOrigin.default('posture.local/log').meta({
      description: 'Name of the evidence log in its checkpoints. Another name begins another log.',
    }),
    signing: Signing.exactOptional(),
    timestamp: z
      .strictObject({
        url: TimestampUrl.meta({ description: 'The authority (RFC 3161 over HTTP).' }),
        chainFile: Words.meta({
          description: 'PEM file of its certificates, put into bundles for the reader.',
        }).exactOptional(),
      })
      .meta({ description: 'A time stamp on each snapshot by a third party; absent: none.' })
      .exactOptional(),
    bodies: z
      .strictObject({
        container: HttpsUrl.meta({
          description:
            'A blob container of its own, which all processes share; the identity needs Storage Blob Data Contributor on it: https://<account>.blob.core.windows.net/<container>.',
        }),
        caFile: Words.meta({
          description: 'PEM file of a certificate authority, trusted in addition and for it alone.',
        }).exactOptional(),
        cacheDays: z.int().min(1).default(7).meta({
          description:
            'Answers that were not used for so many days lie in the container alone, and are fetched when they are asked for.',
        }),
      })
      .meta({
        description:
          'Where the bodies of answers are kept besides the directory, before any verdict that rests on them is recorded; absent: in the directory alone.',
      })
      .exactOptional(),
    immutableBlob: z
      .strictObject({
        container: HttpsUrl.meta({
          description:
            'A blob container with a locked immutability policy, best in another subscription: https://<account>.blob.core.windows.net/<container>.',
        }),
        caFile: Words.meta({
          description: 'PEM file of a certificate authority, trusted in addition and for it alone.',
        }).exactOptional(),
      })
      .meta({
        description:
          'Where checkpoints and bundles also go, so that nobody here can take them back; absent: nowhere.',
      })
      .exactOptional(),
  })
  .prefault({})
  .meta({ description: 'What is kept as proof, how it is sealed, and where else it goes.' });
