const WORDS = 'words about an error that its state tells';
const OTHER = 'further words for what it is of';

/** Members that the file of instances does not read. */
export const INSTANCE_LEAVES = {
  instance: {
    'properties/friendlyName': 'a name',
    'properties/dataSourceInfo/objectType': OTHER,
    'properties/dataSourceInfo/resourceLocation': OTHER,
    'properties/dataSourceInfo/resourceName': OTHER,
    'properties/dataSourceInfo/resourceType': OTHER,
    'properties/dataSourceInfo/resourceUri': OTHER,
    'properties/dataSourceInfo/resourceProperties/**': OTHER,
    'properties/dataSourceSetInfo/**': OTHER,
    'properties/policyInfo/policyVersion': 'which edition of the policy that is named',
    'properties/policyInfo/policyParameters/**':
      'the group of its snapshots, and what of a cluster or an account is backed up: not judged yet',
    'properties/resourceGuardOperationRequests/**': 'asked, never answered',
    'properties/protectionStatus/**': 'an older form of its state',
    'properties/protectionErrorDetails/**': WORDS,
    'properties/datasourceAuthCredentials/**': 'as whom it reads',
    'properties/validationType': 'how a change of it is tried',
    'properties/identityDetails/**': 'as whom it reads',
    'properties/objectType': OTHER,
  },
  policies: {
    'properties/objectType': OTHER,
    'properties/datasourceTypes/**': 'for what the policy is',
    'properties/policyRules/*/backupParameters/**': 'how what is taken is laid out in the vault',
    'properties/policyRules/*/dataStore/objectType': OTHER,
    'properties/policyRules/*/trigger/objectType': OTHER,
    'properties/policyRules/*/trigger/taggingCriteria/tagInfo/**': 'of backups that are asked for',
    'properties/policyRules/*/trigger/schedule/timeZone': 'by which clock',
    'properties/policyRules/*/trigger/taggingCriteria/*/isDefault': 'said by the rule of the tag',
    'properties/policyRules/*/trigger/taggingCriteria/*/taggingPriority': 'which tag counts first',
    'properties/policyRules/*/trigger/taggingCriteria/*/tagInfo/eTag': OTHER,
    'properties/policyRules/*/trigger/taggingCriteria/*/tagInfo/id': OTHER,
    'properties/policyRules/*/trigger/taggingCriteria/*/criteria/*/objectType': OTHER,
    'properties/policyRules/*/trigger/taggingCriteria/*/criteria/*/daysOfTheWeek/**':
      'which others are kept longer: those of the month’s beginning are read',
    'properties/policyRules/*/trigger/taggingCriteria/*/criteria/*/daysOfMonth/**':
      'which others are kept longer: those of the month’s beginning are read',
    'properties/policyRules/*/trigger/taggingCriteria/*/criteria/*/monthsOfYear/**':
      'which others are kept longer: those of the month’s beginning are read',
    'properties/policyRules/*/trigger/taggingCriteria/*/criteria/*/scheduleTimes/**':
      'which others are kept longer: those of the month’s beginning are read',
    'properties/policyRules/*/trigger/taggingCriteria/*/criteria/*/weeksOfTheMonth/**':
      'which others are kept longer: those of the month’s beginning are read',
    'properties/policyRules/*/lifecycles/*/deleteAfter/objectType': OTHER,
    'properties/policyRules/*/lifecycles/*/sourceDataStore/**': 'from which store',
    'properties/policyRules/*/lifecycles/*/targetDataStoreCopySettings/**':
      'into which store next: a rule of several stores is not understood',
  },
  points: {
    'properties/objectType': OTHER,
    'properties/friendlyName': 'a name',
    'properties/recoveryPointDataStoresDetails/**': 'in which stores it lies',
    'properties/policyName': OTHER,
    'properties/policyVersion': OTHER,
    'properties/recoveryPointId': 'a name',
    'properties/recoveryPointType': OTHER,
    'properties/retentionTagName': 'how long it is kept: the policy tells it',
    'properties/retentionTagVersion': 'how long it is kept: the policy tells it',
    'properties/expiryTime': 'how long it is kept: the policy tells it',
  },
} as const;
