import { answerActivityLog } from './activity-log.ts';
import { type ProviderPath, parseProviderPath } from './arm-path.ts';
import type { Answer, Call } from './call.ts';
import { answerCore } from './core-resources.ts';
import { answerDiagnosticSettings } from './diagnostic-settings.ts';
import { ArmError, invalidResourceType } from './errors.ts';
import { answerGeneric } from './generic-list.ts';
import { answerGraph } from './graph.ts';
import { answerGroupWrite } from './group-writes.ts';
import { answerVaultLists } from './key-vault-lists.ts';
import { answerManagementGroups } from './management-groups.ts';
import { answerMetrics } from './metrics.ts';
import { protectedItemPath } from './protected-items.ts';
import { answerResource } from './provider-resources.ts';
import { answerRestorableAccounts } from './restorable-accounts.ts';
import { answerReplicas } from './server-replicas.ts';
import { answerSqlBackups } from './sql-backup-requests.ts';
import { answerWrite } from './writes.ts';

/** Answers a call of Azure Resource Manager. Throws ArmError for every other answer than success. */
export function answerArm(call: Call): Answer {
  const whole =
    answerCore(call) ??
    answerGroupWrite(call) ??
    answerGeneric(call) ??
    answerGraph(call) ??
    answerManagementGroups(call) ??
    answerActivityLog(call);
  if (whole !== undefined) return whole;
  const path = parseProviderPath(call.path);
  if (path === undefined) throw notFound(call);
  const special =
    answerSqlBackups(call, path) ??
    answerVaultLists(call, path) ??
    answerReplicas(call, path) ??
    answerRestorableAccounts(call, path) ??
    answerDiagnosticSettings(call, path) ??
    answerMetrics(call, path);
  if (special !== undefined) return special;
  return answerProvider(call, path);
}

function answerProvider(call: Call, asked: ProviderPath): Answer {
  const path = protectedItemPath(asked) ?? asked;
  const isBelowResource = /\/providers\//i.test(path.scope);
  if (path.subscriptionId === undefined || isBelowResource) {
    const version = call.query.get('api-version') ?? '';
    const type = [...path.pairs.map((pair) => pair.type), path.listed ?? ''].join('/');
    throw invalidResourceType(path.namespace, type.replace(/\/$/, ''), version);
  }
  switch (call.method) {
    case 'GET':
      return answerResource(call, path);
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
      return answerWrite(call, path);
    default:
      throw new ArmError(
        405,
        'HttpMethodNotSupported',
        `The http method '${call.method}' is not supported.`,
      );
  }
}

function notFound(call: Call): ArmError {
  return new ArmError(
    404,
    'InvalidResourcePath',
    `The requested path '${call.path}' is not a resource of Azure Resource Manager.`,
  );
}
