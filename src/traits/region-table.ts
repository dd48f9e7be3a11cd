/** A place where Azure keeps data. */
export interface Region {
  /** As ARM spells it, e.g. `westeurope`. */
  readonly name: string;
  readonly displayName: string;
  /** ISO 3166-1 alpha-2 code of the country that it stands in. */
  readonly country: string;
  /** The region that geo-redundant copies go to; null: it has none. */
  readonly pair: string | null;
}

/**
 * The public cloud's physical regions, restricted ones included, `name: [displayName, country, pair]`; test, staging and logical
 * entries are no places. Source: the European rows azure-facts §2 (recorded 2026-04); the others the same recording and Microsoft's
 * "Azure regions list". Pairs may lead one way only (westus3, westindia) and out of the country (brazilsouth).
 */
const ROWS: Readonly<Record<string, readonly [string, string, string | null]>> = {
  uaecentral: ['UAE Central', 'AE', 'uaenorth'],
  uaenorth: ['UAE North', 'AE', 'uaecentral'],
  austriaeast: ['Austria East', 'AT', null],
  australiacentral: ['Australia Central', 'AU', 'australiacentral2'],
  australiacentral2: ['Australia Central 2', 'AU', 'australiacentral'],
  australiaeast: ['Australia East', 'AU', 'australiasoutheast'],
  australiasoutheast: ['Australia Southeast', 'AU', 'australiaeast'],
  belgiumcentral: ['Belgium Central', 'BE', null],
  brazilsouth: ['Brazil South', 'BR', 'southcentralus'],
  brazilsoutheast: ['Brazil Southeast', 'BR', 'brazilsouth'],
  canadacentral: ['Canada Central', 'CA', 'canadaeast'],
  canadaeast: ['Canada East', 'CA', 'canadacentral'],
  switzerlandnorth: ['Switzerland North', 'CH', 'switzerlandwest'],
  switzerlandwest: ['Switzerland West', 'CH', 'switzerlandnorth'],
  chilecentral: ['Chile Central', 'CL', null],
  germanynorth: ['Germany North', 'DE', 'germanywestcentral'],
  germanywestcentral: ['Germany West Central', 'DE', 'germanynorth'],
  denmarkeast: ['Denmark East', 'DK', null],
  spaincentral: ['Spain Central', 'ES', null],
  francecentral: ['France Central', 'FR', 'francesouth'],
  francesouth: ['France South', 'FR', 'francecentral'],
  uksouth: ['UK South', 'GB', 'ukwest'],
  ukwest: ['UK West', 'GB', 'uksouth'],
  eastasia: ['East Asia', 'HK', 'southeastasia'],
  indonesiacentral: ['Indonesia Central', 'ID', null],
  northeurope: ['North Europe', 'IE', 'westeurope'],
  israelcentral: ['Israel Central', 'IL', null],
  centralindia: ['Central India', 'IN', 'southindia'],
  jioindiacentral: ['Jio India Central', 'IN', 'jioindiawest'],
  jioindiawest: ['Jio India West', 'IN', 'jioindiacentral'],
  southindia: ['South India', 'IN', 'centralindia'],
  westindia: ['West India', 'IN', 'southindia'],
  italynorth: ['Italy North', 'IT', null],
  japaneast: ['Japan East', 'JP', 'japanwest'],
  japanwest: ['Japan West', 'JP', 'japaneast'],
  koreacentral: ['Korea Central', 'KR', 'koreasouth'],
  koreasouth: ['Korea South', 'KR', 'koreacentral'],
  mexicocentral: ['Mexico Central', 'MX', null],
  malaysiawest: ['Malaysia West', 'MY', null],
  westeurope: ['West Europe', 'NL', 'northeurope'],
  norwayeast: ['Norway East', 'NO', 'norwaywest'],
  norwaywest: ['Norway West', 'NO', 'norwayeast'],
  newzealandnorth: ['New Zealand North', 'NZ', null],
  polandcentral: ['Poland Central', 'PL', null],
  qatarcentral: ['Qatar Central', 'QA', null],
  swedencentral: ['Sweden Central', 'SE', 'swedensouth'],
  swedensouth: ['Sweden South', 'SE', 'swedencentral'],
  southeastasia: ['Southeast Asia', 'SG', 'eastasia'],
  centralus: ['Central US', 'US', 'eastus2'],
  eastus: ['East US', 'US', 'westus'],
  eastus2: ['East US 2', 'US', 'centralus'],
  northcentralus: ['North Central US', 'US', 'southcentralus'],
  southcentralus: ['South Central US', 'US', 'northcentralus'],
  westcentralus: ['West Central US', 'US', 'westus2'],
  westus: ['West US', 'US', 'eastus'],
  westus2: ['West US 2', 'US', 'westcentralus'],
  westus3: ['West US 3', 'US', 'eastus'],
  southafricanorth: ['South Africa North', 'ZA', 'southafricawest'],
  southafricawest: ['South Africa West', 'ZA', 'southafricanorth'],
};

/** Every region by its name. */
export const REGIONS: ReadonlyMap<string, Region> = new Map(
  Object.entries(ROWS).map(([name, [displayName, country, pair]]) => [
    name,
    { name, displayName, country, pair },
  ]),
);
