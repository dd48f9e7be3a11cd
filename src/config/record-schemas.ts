import { z } from 'zod';
import { ClaimId, Day, DocumentId, Words } from './field.ts';

/** A person's word for a claim. */
const AttestationEntry = z
  .strictObject({
    claim: ClaimId.meta({ description: 'The claim that is vouched for.' }),
    document: DocumentId.meta({
      description: 'Its document; only to be found more easily.',
    }).exactOptional(),
    by: Words.meta({ description: 'Who vouches for it.' }),
    date: Day.meta({ description: 'The day on which it was given; it counts from then on.' }),
    proof: Words.meta({ description: 'Where the proof is: an address, or the name of a file.' }),
    proofSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/u, { error: 'the SHA-256 of the file, as 64 hex digits' })
      .meta({ description: 'SHA-256 of the file that is the proof.' })
      .exactOptional(),
    note: Words.meta({ description: 'Anything that helps a reader.' }).exactOptional(),
  })
  .meta({ description: "A person's word for a claim." });

/** An accepted deviation. */
const ExceptionEntry = z
  .strictObject({
    claim: ClaimId.meta({ description: 'The claim that is deviated from.' }),
    check: z
      .string({
        error: 'the id of the check whose violation is accepted (posture explain CLAIM names them)',
      })
      .meta({
        description: 'The check whose violation is accepted; one of those that the claim asks for.',
      }),
    resource: z
      .string()
      .refine(namesSomething, {
        error: 'a resource id, or a pattern with * that names at least a part of an id',
      })
      .meta({
        description:
          'Id of the resource, or a pattern in which * stands for any text; compared without case. Either this or `resourceType`.',
      })
      .exactOptional(),
    resourceType: z
      .string()
      .regex(/^[a-z0-9.]+(\/[a-z0-9]+)+$/iu, {
        error: 'a resource type such as Microsoft.Cache/redis',
      })
      .meta({ description: 'Every resource of this type, e.g. Microsoft.Cache/redis.' })
      .exactOptional(),
    item: Words.meta({
      description:
        'What of the resource, where it has several things (a protected item of a vault); * stands for any text. Without it, each is covered as it was first seen.',
    }).exactOptional(),
    observed: z
      .unknown()
      .meta({
        description:
          'What was observed when it was approved, as `posture scan --format json` shows it. Without it, what the first scan under the exception sees. Anything else is a violation.',
      })
      .exactOptional(),
    reason: Words.meta({ description: 'Why it is accepted.' }),
    approvedBy: Words.meta({ description: 'Who accepted it.' }),
    expires: Day.meta({ description: 'The last day (UTC) on which it counts.' }),
    ticket: Words.meta({ description: 'Where it was decided.' }).exactOptional(),
  })
  .refine(
    ({ resource, resourceType }) => (resource === undefined) !== (resourceType === undefined),
    { error: 'either resource or resourceType, and not both' },
  )
  .meta({ description: 'An accepted deviation, as it was when it was approved.' });

/** A pattern of nothing but stars would silently except everything. */
function namesSomething(pattern: string): boolean {
  return /^[/*]/u.test(pattern) && /[a-z0-9]/iu.test(pattern);
}

/** The attestations file: a list, alone or under the key `attestations`. */
export const AttestationsFile = z
  .union([z.strictObject({ attestations: z.array(AttestationEntry) }), z.array(AttestationEntry)])
  .meta({ title: 'Attestations', description: 'Claims that a person vouched for.' });

/** The exceptions file: a list, alone or under the key `exceptions`. */
export const ExceptionsFile = z
  .union([z.strictObject({ exceptions: z.array(ExceptionEntry) }), z.array(ExceptionEntry)])
  .meta({
    title: 'Exceptions',
    description: 'Deviations that were accepted, by whom and until when.',
  });

export { AttestationEntry, ExceptionEntry };
