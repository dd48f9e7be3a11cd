import { z } from 'zod';

const Members = z.record(z.string(), z.unknown());

/** What Azure does by itself and no request can set: how old backups are. Durations are ISO 8601. */
const Simulated = z.strictObject({
  /** Age of the newest restorable backup, default PT4H; null: there is none. */
  newestBackup: z.string().nullable().optional(),
  /**
   * False: the long-term policy has not produced a backup yet. A list: the backups that there are, whatever the policy says, newest
   * first; each with the members that are not as they are by default (`backupTime`, `backupStorageRedundancy` …).
   */
  longTermBackups: z.union([z.boolean(), z.array(Members)]).optional(),
  /** The earliest point that can be restored, where it is not what the retention says. */
  earliestRestore: z.string().optional(),
  /** What its availability metric says at all times, percent, default 100; null: there are no data points. */
  availability: z.number().min(0).max(100).nullable().optional(),
});
/** See the schema. */
export type Simulated = z.infer<typeof Simulated>;

/** A resource in Azure's own words; what is left out gets Azure's default. Strings like `-P20D` are instants told from the start. */
export interface ResourceSpec {
  type?: string | undefined;
  name: string;
  repeat?: number | undefined;
  location?: string | undefined;
  tags?: Record<string, string> | undefined;
  kind?: string | undefined;
  sku?: Record<string, unknown> | undefined;
  identity?: Record<string, unknown> | undefined;
  zones?: string[] | undefined;
  managedBy?: string | undefined;
  created?: string | undefined;
  properties?: Record<string, unknown> | undefined;
  settings?: Record<string, Record<string, unknown> | null> | undefined;
  children?: Record<string, ResourceSpec[]> | undefined;
  failoverGroups?: z.infer<typeof FailoverGroup>[] | undefined;
  geoReplicas?: z.infer<typeof GeoReplicas>[] | undefined;
  simulated?: Simulated | undefined;
}

const GeoReplicas = z.strictObject({ partner: z.string(), databases: z.array(z.string()) });
const FailoverGroup = z.strictObject({
  name: z.string(),
  /** The server or managed instance of this name; of an instance outside the estate its id. */
  partner: z.string(),
  /** Of a server; a managed instance is copied as a whole. */
  databases: z.array(z.string()).optional(),
  /** Where a partner outside the estate lies. */
  location: z.string().optional(),
});

const Resource: z.ZodType<ResourceSpec> = z.lazy(() =>
  z.strictObject({
    type: z.string().optional(),
    name: z.string(),
    repeat: z.int().min(1).optional(),
    location: z.string().optional(),
    tags: z.record(z.string(), z.string()).optional(),
    kind: z.string().optional(),
    sku: Members.optional(),
    identity: Members.optional(),
    zones: z.array(z.string()).optional(),
    managedBy: z.string().optional(),
    created: z.string().optional(),
    properties: Members.optional(),
    settings: z.record(z.string(), Members.nullable()).optional(),
    children: z.record(z.string(), z.array(Resource)).optional(),
    failoverGroups: z.array(FailoverGroup).optional(),
    geoReplicas: z.array(GeoReplicas).optional(),
    simulated: Simulated.optional(),
  }),
);

/** What a rule does to the answers that it matches. */
const Effect = z.union([
  z.strictObject({ latencyMs: z.number().min(0) }),
  z.strictObject({
    status: z.int().min(100).max(599),
    code: z.string().optional(),
    retryAfter: z.number().nullable().optional(),
    html: z.literal(true).optional(),
  }),
  z.strictObject({ deny: z.string() }),
  z.strictObject({ truncateBody: z.literal(true) }),
  z.strictObject({ endlessPages: z.literal(true) }),
  z.strictObject({ hang: z.literal(true) }),
  z.strictObject({ dropNextLink: z.literal(true) }),
  z.strictObject({ dropItem: z.int().min(0) }),
  /** Leaves out of a list the rows whose id matches: a resource that this list does not name. */
  z.strictObject({ hideRows: z.string() }),
  z.strictObject({ emptyList: z.literal(true) }),
  z.strictObject({ setProperty: z.strictObject({ path: z.string(), value: z.unknown() }) }),
  z.strictObject({ removeProperty: z.string() }),
  z.strictObject({ nullProperty: z.string() }),
  z.strictObject({ resetConnection: z.literal(true) }),
  z.strictObject({ skewCount: z.int() }),
  /** Changes the text of the body, everywhere: for what no JSON value can say, such as a member said twice. */
  z.strictObject({ replaceText: z.strictObject({ find: z.string(), with: z.string() }) }),
]);

/** One rule of misbehaviour; `times` and `probability` limit how often it strikes. */
export const MisbehaviourRule = z.strictObject({
  match: z.strictObject({
    method: z.string().optional(),
    path: z.string().optional(),
    subscription: z.string().optional(),
    location: z.string().optional(),
  }),
  effect: Effect,
  times: z.int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
});
/** See the schema. */
export type MisbehaviourRule = z.infer<typeof MisbehaviourRule>;

/** Azure's token bucket, off unless given. */
export const Throttling = z.strictObject({
  /** Reads of a subscription: 250 at once, 25 a second. */
  burst: z.int().min(1).default(250),
  perSecond: z.number().min(0).default(25),
  /** Resource Graph queries in five seconds. */
  graphPerFiveSeconds: z.int().min(1).default(15),
  /** False: a 429 without Retry-After, which real providers send too. */
  retryAfter: z.boolean().default(true),
});
/** See the schema. */
export type Throttling = z.infer<typeof Throttling>;

const Permission = z.strictObject({
  scope: z.string(),
  actions: z.array(z.string()).default([]),
  notActions: z.array(z.string()).default([]),
});
/** What the identity may do at a scope and below, as a role definition says it. */
export type Permission = z.infer<typeof Permission>;

const Principals = z.array(z.strictObject({ id: z.string(), type: z.string() }));

const DenyAssignment = z.strictObject({
  name: z.string(),
  /** The root, a management group, a subscription, a resource group or a resource. */
  scope: z.string(),
  actions: z.array(z.string()),
  notActions: z.array(z.string()).default([]),
  doNotApplyToChildScopes: z.boolean().default(false),
  /** Everybody, unless given. */
  principals: Principals.default([
    { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' },
  ]),
  excludePrincipals: Principals.default([]),
});
/** What is forbidden at a scope and below, whatever roles allow. It does not show in the identity's own permissions. */
export type DenyAssignment = z.infer<typeof DenyAssignment>;

const ManagementGroup = z.strictObject({
  id: z.string(),
  displayName: z.string().optional(),
  parent: z.string().optional(),
  subscriptions: z.array(z.string()).default([]),
});
/** See the schema; `parent` is another group's id, the tenant's root group when absent. */
export type ManagementGroup = z.infer<typeof ManagementGroup>;

const ResourceGroup = z.strictObject({
  name: z.string(),
  location: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  /** Laid on every resource of the group that has no such tag. */
  resourceTags: z.record(z.string(), z.string()).optional(),
  resources: z.array(Resource).default([]),
});

const Subscription = z.strictObject({
  id: z.guid(),
  displayName: z.string(),
  state: z.enum(['Enabled', 'Warned', 'PastDue', 'Disabled', 'Deleted']).default('Enabled'),
  unregistered: z.array(z.string()).default([]),
  resourceGroups: z.array(ResourceGroup).default([]),
});
/** See the schema. */
export type SubscriptionSpec = z.infer<typeof Subscription>;

/** An estate file. */
export const Estate = z.strictObject({
  tenant: z.guid().default('99999999-9999-4999-8999-999999999999'),
  identity: z
    .strictObject({
      clientId: z.guid().default('aaaaaaaa-0000-4000-8000-000000000001'),
      objectId: z.guid().default('aaaaaaaa-0000-4000-8000-000000000002'),
      permissions: z.array(Permission).default([{ scope: '/', actions: ['*'], notActions: [] }]),
    })
    .prefault({}),
  denyAssignments: z.array(DenyAssignment).default([]),
  changeFeed: z.strictObject({ lagSeconds: z.number().min(0).default(2) }).prefault({}),
  /** How long a new backup redundancy takes to become the current one; up to 48 h in Azure. */
  backupRedundancyLagSeconds: z.number().min(0).default(1),
  throttling: Throttling.optional(),
  pageSize: z.int().min(1).max(1000).optional(),
  misbehaviour: z.array(MisbehaviourRule).default([]),
  managementGroups: z.array(ManagementGroup).default([]),
  subscriptions: z.array(Subscription),
});
/** A whole estate with its defaults. */
export type Estate = z.infer<typeof Estate>;
/** An estate as it is written: everything but the subscriptions may be left out. */
export type EstateInput = z.input<typeof Estate>;
