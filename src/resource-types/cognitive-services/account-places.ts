import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource, type Spread } from '#traits/place.ts';
import { findRegion, isWithin } from '#traits/regions.ts';
import { andThen, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';

/** Kinds of accounts that have no deployments of models. Guess: the choice is ours; a kind that is not named here is asked. */
const WITHOUT_MODELS =
  /^(?:anomalydetector|computervision|contentmoderator|contentsafety|customvision\.\w+|face|formrecognizer|healthinsights|immersivereader|internalallinone|languageauthoring|luis(?:\.authoring)?|metricsadvisor|personalizer|qnamaker(?:\.v2)?|speechservices|speechtranslation|textanalytics|texttranslation)$/iu;

/** Why an account is not asked for deployments of models. */
export function whenModels(own: Cell): string | undefined {
  const kind = own.at('kind').text();
  return kind.said && WITHOUT_MODELS.test(kind.value)
    ? `Accounts of the kind ${kind.value} deploy no models`
    : undefined;
}

/** The account, and further regions that it was told to serve from; what rests in it stays in the account's geography. */
export function accountPlaces(own: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'account', region: own.at('location').text() };
  return [home, ...regionsOf(own), ...storesOf(own)];
}

function regionsOf(own: Cell): readonly Place[] {
  if (lacks(own, 'properties/locations')) return [];
  const what = 'further region of the account';
  const rows = own.at('properties/locations/regions').list();
  return rows.said
    ? rows.value.map((row) => ({ kind: 'replica', what, region: row.at('name').text() }))
    : [{ kind: 'replica', what, region: rows }];
}

/** Stores of the owner in which an account of some kinds keeps its data. */
function storesOf(own: Cell): readonly Place[] {
  const named = STORES.filter(([path]) => !lacks(own, path));
  return [
    ...storageOf(own),
    ...named.map(([path, what]) => placeOfResource('replica', what, own.at(path).text())),
  ];
}

function storageOf(own: Cell): readonly Place[] {
  if (lacks(own, 'properties/userOwnedStorage')) return [];
  const what = 'storage of the owner';
  const rows = own.at('properties/userOwnedStorage').list();
  return rows.said
    ? rows.value.map((row) => placeOfResource('replica', what, row.at('resourceId').text()))
    : [{ kind: 'replica', what, region: rows }];
}
const STORES = [
  ['properties/raiMonitorConfig/adxStorageResourceId', 'records of a monitored model'],
  ['properties/amlWorkspace/resourceId', 'machine learning workspace of the account'],
  ['properties/apiProperties/qnaAzureSearchEndpointId', 'search service of the account'],
] as const;

/** Deployments whose model runs in the account's region. */
const REGIONAL = { Standard: true, ProvisionedManaged: true, Manual: true } as const;
const WORLD = {
  GlobalStandard: true,
  GlobalProvisionedManaged: true,
  GlobalBatch: true,
  DeveloperTier: true,
} as const;
const ZONE = {
  DataZoneStandard: true,
  DataZoneProvisionedManaged: true,
  DataZoneBatch: true,
} as const;

/**
 * Where a model works on what it is given, by the kind of its deployment: in the account's region, anywhere, or in a data zone. A zone is
 * the member states of the EU for an account in one of them, and the United States for one there; for others none is documented. What a
 * full deployment spills over to is a deployment of the account as well. Source: foundry-models/concepts/deployment-types.
 */
export function modelPlaces(own: Cell, deployments: Cell): readonly Place[] {
  if (whenModels(own) !== undefined) return [];
  const rows = deployments.list();
  if (!rows.said) return [{ kind: 'replica', what: 'deployed models', region: rows }];
  return rows.value.flatMap((row): readonly Place[] => {
    const name = row.at('name').text();
    const what = `model ${name.said ? name.value : 'without a name'}`;
    const kind = row.at('sku/name');
    if (kind.oneOf(REGIONAL).said) return [];
    if (kind.oneOf(WORLD).said)
      return [{ kind: 'replica', what, region: kind.text(), spread: 'world' }];
    const zone = andThen(kind.oneOf(ZONE), () => zoneOf(own));
    if (!zone.said) return [{ kind: 'replica', what, region: zone }];
    return [{ kind: 'replica', what, region: kind.text(), spread: zone.value }];
  });
}

function zoneOf(own: Cell): Said<Spread> {
  const location = own.at('location');
  return andThen(location.text(), (name): Said<Spread> => {
    const region = findRegion(name);
    if (region !== undefined && isWithin(region, 'EU')) return location.means('EU');
    if (region !== undefined && isWithin(region, 'US')) return location.means('US');
    return location.notUnderstood(`Which data zone belongs to ${name} is not known here`);
  });
}
