import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Principal } from '../arm/call.ts';
import { ArmError } from '../arm/errors.ts';
import { isJson, type Json } from '../json.ts';

const LIFETIME_SECONDS = 86_400;

/** Audiences that Azure Resource Manager takes for its own, in the public and the national clouds. */
const ARM_AUDIENCES = [
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://management.usgovcloudapi.net',
  'https://management.chinacloudapi.cn',
];

/** Makes and reads bearer tokens: signed with a key that lives as long as the simulator. */
export class Tokens {
  readonly #key = randomBytes(32);
  readonly #principal: Principal;
  readonly #now: () => Date;
  /** What tokens say whose signature was found right: a client shows the same one with each request. */
  readonly #read = new Map<string, Json>();

  constructor(principal: Principal, now: () => Date) {
    this.#principal = principal;
    this.#now = now;
  }

  /** A token for an audience, with the second at which it expires. */
  mint(
    audience: string,
    clientId: string = this.#principal.clientId,
  ): { token: string; expiresOn: number; lifetime: number } {
    const issued = Math.floor(this.#now().getTime() / 1000);
    const expiresOn = issued + LIFETIME_SECONDS;
    const { objectId, tenantId } = this.#principal;
    const claims = {
      aud: audience.replace(/\/?\.default$/, ''),
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: issued,
      nbf: issued,
      exp: expiresOn,
      appid: clientId,
      oid: objectId,
      tid: tenantId,
    };
    const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return { token: `${body}.${this.#sign(body)}`, expiresOn, lifetime: LIFETIME_SECONDS };
  }

  /** Who a token says one is. Throws Azure's 401 for no token, another's, an expired one, one for another audience. */
  read(authorization: string | undefined, ownOrigins: readonly string[]): Principal {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw unauthorised(
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
      );
    }
    const claims = this.#claimsOf(token);
    if (claims === undefined)
      throw unauthorised('InvalidAuthenticationToken', 'The access token is invalid.');
    if (Number(claims['exp']) * 1000 <= this.#now().getTime()) {
      throw unauthorised(
        'ExpiredAuthenticationToken',
        `The access token expiry UTC time '${new Date(Number(claims['exp']) * 1000).toISOString()}' is earlier than current UTC time '${this.#now().toISOString()}'.`,
      );
    }
    const audience = String(claims['aud']).replace(/\/$/, '');
    if (![...ARM_AUDIENCES, ...ownOrigins].includes(audience)) {
      throw unauthorised(
        'InvalidAuthenticationTokenAudience',
        `The access token has been obtained for wrong audience or resource '${audience}'.`,
      );
    }
    return {
      clientId: String(claims['appid']),
      objectId: String(claims['oid']),
      tenantId: String(claims['tid']),
    };
  }

  #claimsOf(token: string): Json | undefined {
    const known = this.#read.get(token);
    if (known !== undefined) return known;
    const [header, claims, signature] = token.split('.');
    if (header === undefined || claims === undefined || signature === undefined) return undefined;
    const wanted = Buffer.from(this.#sign(`${header}.${claims}`));
    const given = Buffer.from(signature);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
    const parsed: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
    if (!isJson(parsed)) return undefined;
    this.#read.set(token, parsed);
    return parsed;
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function unauthorised(code: string, message: string): ArmError {
  const error = code === 'AuthenticationFailed' ? 'invalid_request' : 'invalid_token';
  return new ArmError(401, code, message, {
    'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/", error="${error}", error_description="${message}"`,
  });
}
