import { z } from 'zod';
import { ClaimId, DocumentId, PartName, SubscriptionId, Words } from './field.ts';

const Tags = z.record(Words, z.string());

const ResourceType = z
  .string()
  .regex(/^[\w.]+(\/[\w.]+)+$/u, { error: 'a resource type such as Microsoft.Sql/servers' })
  .toLowerCase();

const Exclusion = z
  .strictObject({
    resourceIds: z
      .array(z.string().regex(/^\//u, { error: 'a resource id, which begins with a slash' }))
      .default([])
      .meta({ description: 'These resources and what is below them.' }),
    resourceTypes: z
      .array(ResourceType)
      .default([])
      .meta({ description: 'Every resource of these types.' }),
    tags: Tags.default({}).meta({ description: 'Every resource that carries one of these tags.' }),
  })
  .meta({ description: 'What the statement does not speak of. It is listed in the evidence.' });

/** Where a statement's service lives. */
const ScopeSection = z
  .strictObject({
    subscriptions: z
      .array(SubscriptionId)
      .min(1)
      .meta({ description: 'Subscription ids.' })
      .exactOptional(),
    managementGroups: z
      .array(Words)
      .min(1)
      .meta({ description: 'Management groups: every subscription below them.' })
      .exactOptional(),
    resourceGroups: z
      .array(Words)
      .min(1)
      .meta({ description: 'Globs of resource group names, compared without case; absent: all.' })
      .exactOptional(),
    tags: Tags.meta({
      description: 'All must be carried by the resource, its parent or its resource group.',
    }).exactOptional(),
    exclude: Exclusion.default({ resourceIds: [], resourceTypes: [], tags: {} }),
  })
  .refine((scope) => scope.subscriptions === undefined || scope.managementGroups === undefined, {
    error: 'either subscriptions or managementGroups, not both',
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({
    description:
      "Where this statement's service lives. Without subscriptions and managementGroups: every subscription that the identity sees.",
  });

/** A statement and the part of Azure that it speaks of. */
export const DocumentEntry = z
  .strictObject({
    use: DocumentId.meta({
      description:
        'A statement by its id: documents/<id>.yaml beside this file, else one of those that come with the product.',
    }).exactOptional(),
    file: Words.meta({
      description: 'Path of a statement of your own; instead of use.',
    }).exactOptional(),
    scope: ScopeSection.exactOptional(),
    parts: z
      .record(PartName, ScopeSection)
      .meta({
        description:
          'Where a statement speaks of parts: each its own scope. One that names neither subscriptions nor managementGroups lies in those of `scope`, whose exclusions it shares; claims without a part speak of `scope` and all parts.',
      })
      .exactOptional(),
    with: z.record(ClaimId, z.record(Words, z.unknown())).default({}).meta({
      description:
        'Parameters for claims, by claim id. A parameter goes to every check of the claim that knows it.',
    }),
  })
  .refine((entry) => (entry.use === undefined) !== (entry.file === undefined), {
    error: 'either use or file, and only one of them',
    when: () => true,
  })
  .meta({ description: 'A statement and the part of Azure that it speaks of.' });
export type DocumentEntry = z.infer<typeof DocumentEntry>;
