import type { Json } from '../json.ts';

/** An answer other than success, with the body that Azure Resource Manager gives it. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** More reasons, in `error.details`. */
  readonly details: { readonly code: string; readonly message: string }[] = [];

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'ArmError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** `{"error":{"code","message"}}`. */
  body(): Json {
    const details = this.details.length === 0 ? {} : { details: this.details };
    return { error: { code: this.code, message: this.message, ...details } };
  }
}

/** The same with the body that Azure Monitor's metrics give it: `{"code","message"}`, recorded. */
export class PlainArmError extends ArmError {
  override body(): Json {
    return { code: this.code, message: this.message };
  }
}

const GATEWAY = { 'x-ms-failure-cause': 'gateway' };

/** Recorded wording (arm 404, 2026). */
export function resourceNotFound(typeAndName: string, resourceGroup: string): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${typeAndName}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    GATEWAY,
  );
}

/** The parent of a child is gone or never was. */
export function parentNotFound(parent: string): ArmError {
  return new ArmError(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'read' on resource(s) of type '${parent.split('/').slice(0, -1).join('/')}', because the parent resource '${parent}' could not be found.`,
    GATEWAY,
  );
}

/** Recorded wording. */
export function resourceGroupNotFound(name: string): ArmError {
  return new ArmError(
    404,
    'ResourceGroupNotFound',
    `Resource group '${name}' could not be found.`,
    GATEWAY,
  );
}

/** Also what someone without any role in a subscription is told. */
export function subscriptionNotFound(id: string): ArmError {
  return new ArmError(
    404,
    'SubscriptionNotFound',
    `The subscription '${id}' could not be found.`,
    GATEWAY,
  );
}

/** Recorded wording: names who, the action and the scope. */
export function authorizationFailed(
  client: { clientId: string; objectId: string },
  action: string,
  scope: string,
): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${client.clientId}' with object id '${client.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    GATEWAY,
  );
}

/** A provider or a type that this Azure does not know. */
export function invalidResourceType(namespace: string, type: string, version: string): ArmError {
  return new ArmError(
    404,
    'InvalidResourceType',
    `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${version}'.`,
    GATEWAY,
  );
}

/** 400 BadRequest and its relatives, for what a write gets wrong. */
export function badRequest(code: string, message: string): ArmError {
  return new ArmError(400, code, message);
}
