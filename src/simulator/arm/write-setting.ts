import { type Resource, type Setting, settingKey } from '../estate/resource.ts';
import { isJson, memberOf, mergePatch } from '../json.ts';
import { type Answer, type Call, ok } from './call.ts';
import { resourceNotFound } from './errors.ts';
import type { Target } from './provider-resources.ts';
import { recordWrite } from './record-write.ts';
import { settingBody } from './render.ts';
import { wantedBody } from './wanted-body.ts';

/** How many past values of a setting are remembered. */
const MOST_REMEMBERED = 50;

/** PUT and PATCH set members of a child setting, DELETE takes it away. Throws Azure's refusals. */
export function writeSetting(call: Call, target: Target, owner: Resource): Answer {
  const { setting, version } = target;
  if (setting === undefined) throw resourceNotFound(target.fullType, owner.resourceGroup);
  const moment = call.simulation.moment();
  const refusal = setting.refuse?.(owner);
  if (refusal !== undefined) throw refusal;
  const isNamed = target.path.pairs.at(-1)?.name.toLowerCase() === setting.name.toLowerCase();
  if (!isNamed) throw resourceNotFound(target.fullType, owner.resourceGroup);
  const key = settingKey(setting.segment, setting.name);
  const was = owner.settings?.get(key);
  const settings = new Map(owner.settings);
  const record = (kind: 'Update' | 'Delete'): void =>
    recordWrite(call, {
      resource: owner,
      settingType: `${target.fullType}/${target.path.pairs.at(-1)?.name}`,
      kind,
      before: undefined,
      after: undefined,
    });
  if (call.method === 'DELETE') {
    settings.set(key, { properties: null, changed: moment.now, history: [] });
    owner.settings = settings;
    record('Delete');
    return ok(undefined);
  }
  const whole = setting.compose(owner, was?.properties === null ? undefined : was, moment) ?? {};
  const current = memberOf(whole, 'properties');
  const merged = mergePatch(current, memberOf(wantedBody(call), 'properties'));
  const properties = isJson(merged) ? merged : {};
  const objection = setting.check?.(owner, { properties }, moment);
  if (objection !== undefined) throw objection;
  const next: Setting = {
    properties: properties,
    changed: moment.now,
    history: [
      ...(was?.history ?? []),
      { properties: current, from: was?.changed ?? owner.created, until: moment.now },
    ].slice(-MOST_REMEMBERED),
  };
  owner.settings = settings.set(key, next);
  record('Update');
  return ok(settingBody(owner, setting, version, moment));
}
