const NETWORK = 'its network: interfaces and groups of rules are resources of their own';
const INSIDE = 'what runs inside of it';
const WHEN = 'when and how it is updated, moved or stopped';
const SIZE = 'price and size';
const DISKS = 'its disks, which are resources of their own';
const ZONES = 'zones of one region: no claim speaks of them yet';
const SECURITY = 'how it boots, and what of the host it may ask';

/** Members of a profile of a machine, whether of one or of a whole set. */
function profile(prefix: string): Readonly<Record<string, string>> {
  const members = {
    'applicationProfile/**': INSIDE,
    'billingProfile/**': SIZE,
    'capacityReservation/**': SIZE,
    'diagnosticsProfile/bootDiagnostics/enabled': 'whether there are boot records: where is read',
    evictionPolicy: WHEN,
    'hardwareProfile/processorMode': SIZE,
    'hardwareProfile/vmSizeProperties/**': SIZE,
    'interconnectBlockProfile/**': ZONES,
    licenseType: SIZE,
    'networkProfile/**': NETWORK,
    'osProfile/**': INSIDE,
    priority: SIZE,
    'scheduledEventsProfile/**': WHEN,
    'securityProfile/encryptionIdentity/**': 'as whom it fetches keys',
    'securityProfile/proxyAgentSettings/**': SECURITY,
    'securityProfile/securityType': SECURITY,
    'securityProfile/uefiSettings/**': SECURITY,
    'storageProfile/diskApiVersion': DISKS,
    'storageProfile/diskControllerType': DISKS,
    'storageProfile/imageReference/**': 'from what it was once made',
    timeCreated: 'how old it is',
    userData: INSIDE,
  };
  return Object.fromEntries(
    Object.entries(members).map(([path, why]) => [`${prefix}${path}`, why]),
  );
}

/** The members of its disks, but for those that say that one is no resource, or is encrypted from inside. */
function disks(prefix: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`${prefix}${name}`, DISKS]));
}

const OF_OS_DISK = [
  'osType',
  'name',
  'image/**',
  'caching',
  'writeAcceleratorEnabled',
  'diffDiskSettings/**',
  'createOption',
  'diskSizeGB',
  'storageFaultDomainAlignment',
  'managedDisk/**',
  'deleteOption',
];

export const MACHINE_LEAVES: Readonly<Record<string, string>> = {
  ...profile('properties/'),
  ...disks('properties/storageProfile/osDisk/', OF_OS_DISK),
  'properties/storageProfile/osDisk/vhd/**': 'that it is a file is read',
  'properties/storageProfile/osDisk/encryptionSettings/**':
    'that it is encrypted from inside is read',
  ...disks('properties/storageProfile/dataDisks/*/', [
    'lun',
    'name',
    'image/**',
    'caching',
    'writeAcceleratorEnabled',
    'createOption',
    'diskSizeGB',
    'storageFaultDomainAlignment',
    'managedDisk/**',
    'sourceResource/**',
    'toBeDetached',
    'diskIOPSReadWrite',
    'diskMBpsReadWrite',
    'detachOption',
    'deleteOption',
  ]),
  'properties/storageProfile/dataDisks/*/vhd/**': 'that it is a file is read',
  'properties/storageProfile/alignRegionalDisksToVMZone': ZONES,
  'properties/additionalCapabilities/**': SIZE,
  'properties/availabilitySet/**': ZONES,
  'properties/extensionsTimeBudget': INSIDE,
  'properties/host/**': 'the host that it is on',
  'properties/hostGroup/**': 'the host that it is on',
  'properties/instanceView/**': 'how it is now: sent when asked for alone',
  'properties/platformFaultDomain': ZONES,
  'properties/proximityPlacementGroup/**': ZONES,
  'properties/resiliencyProfile/**': ZONES,
  'properties/scheduledEventsPolicy/**': WHEN,
  'properties/virtualMachineScaleSet/**': 'the set that it is of',
  'properties/vmId': 'a name',
  'extendedLocation/**': 'which edge zone it is: that it is one is read',
  'identity/**': 'as whom it signs in elsewhere',
  'placement/**': ZONES,
  'plan/**': SIZE,
  'resources/**': 'its extensions, which are resources of their own',
  etag: 'which edition',
  managedBy: 'what made it',
  zones: ZONES,
};

export const SCALE_SET_LEAVES: Readonly<Record<string, string>> = {
  ...profile('properties/virtualMachineProfile/'),
  ...disks('properties/virtualMachineProfile/storageProfile/', ['osDisk/**', 'dataDisks/**']),
  'properties/virtualMachineProfile/extensionProfile/**': INSIDE,
  'properties/virtualMachineProfile/securityPostureReference/**': INSIDE,
  'properties/virtualMachineProfile/serviceArtifactReference/**': INSIDE,
  'properties/additionalCapabilities/**': SIZE,
  'properties/automaticRepairsPolicy/**': WHEN,
  'properties/constrainedMaximumCapacity': SIZE,
  'properties/doNotRunExtensionsOnOverprovisionedVMs': INSIDE,
  'properties/externalHealthPolicy/**': WHEN,
  'properties/highSpeedInterconnectPlacement': ZONES,
  'properties/hostGroup/**': 'the host that it is on',
  'properties/lifecycleHooksProfile/**': WHEN,
  'properties/overprovision': SIZE,
  'properties/platformFaultDomainCount': ZONES,
  'properties/priorityMixPolicy/**': SIZE,
  'properties/proximityPlacementGroup/**': ZONES,
  'properties/resiliencyPolicy/**': WHEN,
  'properties/scaleInPolicy/**': WHEN,
  'properties/scheduledEventsPolicy/**': WHEN,
  'properties/singlePlacementGroup': ZONES,
  'properties/skuProfile/**': SIZE,
  'properties/spotRestorePolicy/**': WHEN,
  'properties/timeCreated': 'how old it is',
  'properties/uniqueId': 'a name',
  'properties/upgradePolicy/**': WHEN,
  'properties/zonalPlatformFaultDomainAlignMode': ZONES,
  'properties/zoneBalance': ZONES,
  'extendedLocation/**': 'which edge zone it is: that it is one is read',
  'identity/**': 'as whom it signs in elsewhere',
  'placement/**': ZONES,
  'plan/**': SIZE,
  'sku/tier': SIZE,
  'sku/capacity': SIZE,
  etag: 'which edition',
};
