import { isJson, type Json } from '../json.ts';
import type { Call } from './call.ts';
import { badRequest } from './errors.ts';

/** Members that a client may send back as it read them; Azure takes no notice. */
const READ_ONLY = new Set(['id', 'name', 'type', 'etag', 'eTag', 'systemData']);

/** What the client wants of a resource. Throws 400 when the body is no object. */
export function wantedBody(call: Call): Json {
  if (!isJson(call.body)) {
    throw badRequest(
      'InvalidRequestContent',
      'The request content was invalid and could not be deserialized.',
    );
  }
  return Object.fromEntries(Object.entries(call.body).filter(([name]) => !READ_ONLY.has(name)));
}
