import { z } from 'zod';
import { SEVERITIES } from '#domain/severity.ts';
import { CheckId, ClaimId, Day, DocumentId, HttpsUrl, Interval, PartName, Words } from './field.ts';

const Planned = z.literal(true).meta({
  description:
    'It does not exist yet and will be built; until then the claim reports unverified, and `validate` gives a notice instead of an error.',
});

const CheckUseEntry = z
  .strictObject({
    check: CheckId.meta({ description: 'Id of a check; see `posture checks`.' }),
    with: z.record(Words, z.unknown()).default({}).meta({ description: "The check's parameters." }),
    planned: Planned.exactOptional(),
  })
  .meta({ description: 'One check that must hold on every resource it judges.' });

const AttestEntry = z
  .strictObject({
    every: Interval.meta({
      description: 'How long an attestation counts, as an ISO-8601 duration.',
    }),
    owner: Words.meta({ description: 'Who has to give it.' }),
    remind: Interval.meta({
      description: 'How long before its end the owner is reminded; absent: 30 days.',
    }).exactOptional(),
  })
  .meta({ description: 'A person must vouch for it, again and again.' });

const MeasureEntry = z
  .strictObject({
    measure: CheckId.meta({ description: 'Id of the measure.' }),
    atLeast: z.number().meta({ description: 'The figure that was published.' }),
    unit: Words.meta({ description: 'Unit of the figure, e.g. %.' }),
    about: z
      .literal(true)
      .meta({
        description:
          'The statement says "about": what was measured is rounded to the digits of the published figure.',
      })
      .exactOptional(),
    over: Interval.meta({
      description:
        'The time that the statement speaks of; a figure over a shorter one is reported, and does not hold.',
    }).exactOptional(),
    planned: Planned.exactOptional(),
  })
  .meta({ description: 'Azure answers with a figure, which must meet the published one.' });

const ProgressEntry = z
  .strictObject({
    measure: CheckId.meta({ description: 'Id of the measure.' }),
    unit: Words.meta({ description: 'Unit of the figure.' }),
    planned: Planned.exactOptional(),
  })
  .meta({ description: 'Something is under way: the figure is reported, never a violation.' });

const LinkEntry = z
  .strictObject({
    url: HttpsUrl.meta({
      description: 'The page that must answer; absent: the statement names no address.',
    }).exactOptional(),
    urls: z
      .array(HttpsUrl)
      .min(1)
      .meta({ description: 'Several pages, each of which must answer.' })
      .exactOptional(),
  })
  .meta({ description: 'The statement points to a page.' });

const StaleEntry = z
  .strictObject({
    wording: Words.meta({ description: 'What the statement calls it.' }),
    because: Words.meta({ description: 'What became of it, and when.' }),
  })
  .meta({ description: 'The sentence refers to something that has ceased to exist.' });

/** One promise of a statement, in our own words. */
export const ClaimEntry = z
  .strictObject({
    id: ClaimId.meta({ description: 'Unique over all documents; never reused.' }),
    section: Words.meta({
      description: 'The section of the statement, as it numbers or names it.',
    }),
    summary: Words.meta({ description: 'What is promised, in our own words.' }),
    locator: Words.max(60).meta({ description: 'A few words that find the place in the text.' }),
    severity: z.enum(SEVERITIES).meta({ description: 'How bad a violation is.' }),
    part: PartName.meta({
      description:
        "The part of the statement's scope that it speaks of; the configuration says in `parts` where that is. Absent: the whole.",
    }).exactOptional(),
    verify: z.array(CheckUseEntry).min(1).exactOptional(),
    measure: MeasureEntry.exactOptional(),
    attest: AttestEntry.exactOptional(),
    link: LinkEntry.exactOptional(),
    progress: ProgressEntry.exactOptional(),
    stale: StaleEntry.exactOptional(),
  })
  .refine((claim) => KINDS.some((kind) => Object.hasOwn(claim, kind)), {
    error: 'at least one of verify, measure, attest, link, progress, stale',
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({ description: 'One promise of the statement. It holds when all that it names holds.' });
export type ClaimEntry = z.infer<typeof ClaimEntry>;

const KINDS = ['verify', 'measure', 'attest', 'link', 'progress', 'stale'] as const;

/** A published statement, claim by claim. */
export const DocumentFile = z
  .strictObject({
    id: DocumentId.meta({ description: 'The same as the file name.' }),
    title: Words.meta({ description: 'Title of the statement.' }),
    publisher: Words.meta({ description: 'Who published it.' }).exactOptional(),
    published: Day.meta({ description: 'When it was published, where known.' }).exactOptional(),
    text: Words.meta({
      description: 'Path or address of the statement itself, to show it annotated.',
    }).exactOptional(),
    claims: z
      .array(ClaimEntry)
      .min(1)
      .meta({ description: 'Every promise that the statement makes.' }),
  })
  .meta({
    title: 'A published statement, claim by claim',
    description: 'A file of config/documents: a published statement, claim by claim.',
  });
