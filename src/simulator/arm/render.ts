import type { Resource, Setting } from '../estate/resource.ts';
import { settingKey } from '../estate/resource.ts';
import type { Json } from '../json.ts';
import { modelledType, resourceTypeOf } from '../types/registry.ts';
import type { Moment, ResourceType, SettingType } from '../types/resource-type.ts';
import { inShapeOf, shapedVersions } from './shapes.ts';

/** A resource with all its members, at no version in particular. */
export function wholeBody(resource: Resource, moment: Moment): Json {
  const type = resourceTypeOf(resource.type);
  return {
    id: resource.id,
    name: resource.name,
    type: resource.type,
    ...type.compose(resource, moment),
    ...type.identify?.(resource),
  };
}

/** A resource as the asked version shows it. */
export function resourceBody(resource: Resource, version: string, moment: Moment): Json {
  const type = resourceTypeOf(resource.type);
  const whole = wholeBody(resource, moment);
  return inShapeOf(type.type, version, type.adapt?.(whole, version, moment) ?? whole);
}

/** A resource as a row of a list at the asked version. */
export function resourceRow(resource: Resource, version: string, moment: Moment): Json {
  const body = resourceBody(resource, version, moment);
  return resourceTypeOf(resource.type).thin?.(body) ?? body;
}

/** What was written of a setting. `properties: null` means that it was taken away. */
function givenSetting(owner: Resource, setting: SettingType): Setting | undefined {
  const given = owner.settings?.get(settingKey(setting.segment, setting.name));
  return given?.properties === null ? undefined : given;
}

/** A child setting as the asked version shows it; undefined when nobody made it. */
export function settingBody(
  owner: Resource,
  setting: SettingType,
  version: string,
  moment: Moment,
): Json | undefined {
  const composed = setting.compose(owner, givenSetting(owner, setting), moment);
  if (composed === undefined) return undefined;
  const name = setting.answeredName ?? setting.name;
  const type = `${owner.type}/${setting.segment}`;
  const body = { id: `${owner.id}/${setting.segment}/${name}`, name, type, ...composed };
  return inShapeOf(type, version, setting.adapt?.(body, version, owner) ?? body);
}

/** The api-versions that a type answers to; undefined when any will do (a type that is answered as it was given). */
export function versionsOf(owner: ResourceType, fullType: string): readonly string[] | undefined {
  if (modelledType(owner.type) === undefined) return undefined;
  return [...new Set([...owner.versions, ...shapedVersions(fullType)])].sort();
}
