import { EXPECTED_OF_ALERTS } from './expected-alert-problems.ts';

/** File → every problem that must be reported, as `file:line:column path` and a part of its message. */
export const EXPECTED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  ...EXPECTED_OF_ALERTS,
  'a-list': [['a-list.yaml:1:1 ', 'expected a mapping, found a list']],
  'alias-bomb': [['alias-bomb.yaml:1:1 ', 'Excessive alias count']],
  'bad-attestations': [
    ['records-for-tests/bad-attestations.yaml:3:48 attestations[1].date', 'a date that exists'],
    [
      'records-for-tests/bad-attestations.yaml:2:14 attestations[0].claim',
      'did you mean "flinker.training"?',
    ],
    [
      'records-for-tests/bad-attestations.yaml:4:42 attestations[2].document',
      'stands in document "flinker"',
    ],
  ],
  'evidence-mistakes': [
    ['evidence-mistakes.yaml:5:19 evidence.everythingDays', '7'],
    ['evidence-mistakes.yaml:6:13 evidence.keepDays', 'forever'],
    ['evidence-mistakes.yaml:7:17 evidence.monthlyYears', '0'],
    ['evidence-mistakes.yaml:8:11 evidence.origin', 'a host name with a path'],
    [
      'evidence-mistakes.yaml:9:24 evidence.signing.keyVault',
      'identifier of a key with its version',
    ],
    ['evidence-mistakes.yaml:10:21 evidence.timestamp.url', 'http:// or https://'],
    ['evidence-mistakes.yaml:11:31 evidence.immutableBlob.container', 'https:// address'],
  ],
  'bad-cron': [['bad-cron.yaml:5:9 schedules.scan', 'a cron expression of five fields']],
  'bad-exceptions': [
    [
      'records-for-tests/bad-exceptions.yaml:3:41 exceptions[1].resource',
      'names at least a part of an id',
    ],
    [
      'records-for-tests/bad-exceptions.yaml:4:5 exceptions[2].approvedBy',
      'expected a text, found nothing',
    ],
    ['records-for-tests/bad-exceptions.yaml:4:79 exceptions[2].expires', 'found "tomorrow"'],
    [
      'records-for-tests/bad-exceptions.yaml:2:14 exceptions[0].claim',
      'did you mean "flinker.backups"?',
    ],
  ],
  'bad-subscription-id': [
    [
      'bad-subscription-id.yaml:5:23 documents[0].scope.subscriptions[0]',
      'a subscription id (a GUID)',
    ],
  ],
  'channel-name-twice': [
    ['channel-name-twice.yaml:7:7 alerts.channels[1]', 'already a channel "on-call"'],
  ],
  'constructor-tag': [['constructor-tag.yaml:5:15 constructor', 'is refused']],
  'document-mistakes': [
    ['documents-for-tests/bad-claims.yaml:3:12 published', 'found "2025-02-30"'],
    ['documents-for-tests/bad-claims.yaml:9:15 claims[0].severity', 'did you mean "high"?'],
    ['documents-for-tests/bad-claims.yaml:20:22 claims[1].attest.every', 'an ISO-8601 duration'],
    ['documents-for-tests/bad-claims.yaml:21:5 claims[2]', 'at least one of verify, measure'],
    ['documents-for-tests/bad-claims.yaml:31:18 claims[3].link.url', 'an https:// address'],
    ['documents-for-tests/bad-claims.yaml:13:9 claims[1].id', 'stands twice in this document'],
    [
      'documents-for-tests/bad-claims.yaml:12:16 claims[0].verify[1].check',
      'stands twice in this claim',
    ],
    [
      'documents-for-tests/bad-claims.yaml:19:61 claims[1].verify[0].with.days',
      'expected a number, found "many"',
    ],
    [
      'documents-for-tests/bad-claims.yaml:19:67 claims[1].verify[0].with.weeks',
      'unknown key; expected one of days, match',
    ],
  ],
  'document-twice': [
    ['document-twice.yaml:4:10 documents[1].use', 'already brought in by documents[0].use'],
  ],
  'duplicate-key': [['duplicate-key.yaml:4:1 ', 'stands twice in the same mapping']],
  empty: [['empty.yaml:1:1 ', 'expected a mapping, found nothing']],
  'many-mistakes': [
    ['many-mistakes.yaml:1:22 azure.credential', 'found "nobody"'],
    ['many-mistakes.yaml:5:30 documents[1].scope.subscriptions[0]', 'found "one"'],
    ['many-mistakes.yaml:8:20 schedules.scan', 'found "never"'],
    ['many-mistakes.yaml:8:37 schedules.timezone', 'found "Mars/Olympus"'],
    ['many-mistakes.yaml:3:10 documents[0].use', 'did you mean "flinker"?'],
    ['documents-for-tests/bad-claims.yaml:3:12 published', 'a date that exists'],
    ['documents-for-tests/bad-claims.yaml:9:15 claims[0].severity', 'found "huge"'],
    ['documents-for-tests/bad-claims.yaml:20:22 claims[1].attest.every', 'found "yearly"'],
    ['documents-for-tests/bad-claims.yaml:21:5 claims[2]', 'at least one of'],
    ['documents-for-tests/bad-claims.yaml:31:18 claims[3].link.url', 'an https:// address'],
    ['documents-for-tests/bad-claims.yaml:13:9 claims[1].id', 'stands twice'],
    ['documents-for-tests/bad-claims.yaml:12:16 claims[0].verify[1].check', 'stands twice'],
    ['many-mistakes.yaml:6:13 documents[1].with["own.nothing"]', 'has no claim "own.nothing"'],
    ['documents-for-tests/bad-claims.yaml:19:61 claims[1].verify[0].with.days', 'found "many"'],
    ['documents-for-tests/bad-claims.yaml:19:67 claims[1].verify[0].with.weeks', 'unknown key'],
    ['records-for-tests/bad-attestations.yaml:3:48 attestations[1].date', 'a date that exists'],
    [
      'records-for-tests/bad-attestations.yaml:2:14 attestations[0].claim',
      'no document has a claim',
    ],
    [
      'records-for-tests/bad-attestations.yaml:4:42 attestations[2].document',
      'not in "visma-severa"',
    ],
  ],
  'missing-attestations-file': [
    ['missing-attestations-file.yaml:4:15 attestations', 'there is no file nowhere.yaml'],
  ],
  'missing-document-file': [
    ['missing-document-file.yaml:3:11 documents[0].file', 'there is no file nowhere.yaml'],
  ],
  'missing-section': [['missing-section.yaml:1:1 azure', 'expected a mapping, found nothing']],
  'no-documents': [['no-documents.yaml:2:12 documents', 'at least 1 entry']],
  'parameter-for-unknown-claim': [
    [
      'parameter-for-unknown-claim.yaml:4:13 documents[0].with["flex.pitrr"]',
      'did you mean "flex.pitr"?',
    ],
  ],
  'parameter-refused': [
    [
      'parameter-refused.yaml:5:25 documents[0].with["own.pitr"].days',
      '(check sql-point-in-time-retention)',
    ],
    [
      'parameter-refused.yaml:5:25 documents[0].with["own.pitr"].days',
      '(check sql-restore-window)',
    ],
  ],
  'parameter-unknown': [
    ['parameter-unknown.yaml:5:19 documents[0].with["own.pitr"].day', 'did you mean "days"?'],
  ],
  'plain-http-endpoint': [
    ['plain-http-endpoint.yaml:3:22 azure.cloud.resourceManager', 'expected an https:// address'],
  ],
  'postgres-state': [['postgres-state.yaml:4:8 state', 'one without: the password in PGPASSWORD']],
  'prototype-key': [['prototype-key.yaml:4:1 __proto__', 'is refused']],
  'secret-as-value': [
    [
      'secret-as-value.yaml:9:15 alerts.channels[0].secret',
      '{ env: NAME } or { file: PATH }, never its value',
    ],
  ],
  'secret-env-and-file': [
    [
      'secret-env-and-file.yaml:8:12 alerts.channels[0].url',
      'either env or file, and only one of them',
    ],
  ],
  'several-documents-in-one-file': [
    ['several-documents-in-one-file.yaml:4:1 ', 'only one is read'],
  ],
  'subscriptions-and-management-groups': [
    ['subscriptions-and-management-groups.yaml:5:7 documents[0].scope', 'not both'],
  ],
  'syntax-error': [['syntax-error.yaml:4:1 ', 'Missing closing "quote']],
  'tab-indentation': [['tab-indentation.yaml:5:1 ', 'a tab is used for indentation']],
  'unknown-alias': [['unknown-alias.yaml:3:10 ', 'alias *nothing leads nowhere']],
  'unknown-channel-type': [
    ['unknown-channel-type.yaml:6:15 alerts.channels[0].type', 'one of log, webhook'],
  ],
  'unknown-cloud': [['unknown-cloud.yaml:2:10 azure.cloud', 'did you mean "public"?']],
  'unknown-credential': [
    ['unknown-credential.yaml:2:15 azure.credential', 'did you mean "managed-identity"?'],
  ],
  'unknown-document': [
    ['unknown-document.yaml:3:10 documents[0].use', 'did you mean "flex-applications"?'],
  ],
  'unknown-key': [['unknown-key.yaml:4:1 schedule', 'did you mean "schedules"?']],
  'unknown-nested-key': [
    [
      'unknown-nested-key.yaml:5:7 documents[0].scope.subscription',
      'did you mean "subscriptions"?',
    ],
  ],
  'unknown-tag': [['unknown-tag.yaml:3:10 ', 'Unresolved tag']],
  'unknown-time-zone': [
    ['unknown-time-zone.yaml:5:13 schedules.timezone', 'found "Europe/Stokholm"'],
  ],
  'use-and-file': [['use-and-file.yaml:3:5 documents[0]', 'only one of them']],
  'webhook-plain-http': [
    ['webhook-plain-http.yaml:6:44 alerts.channels[0].url', 'an https:// address'],
  ],
  'wrong-type': [['wrong-type.yaml:4:17 server.port', 'expected a number, found "eighty"']],
};
