import type { AzureReader } from '#azure/azure-reader.ts';
import { type Reading, unavailable } from '#domain/reading.ts';
import { isSameResource, type ResourceId } from '#domain/resource-id.ts';
import { collectElement, type ListKind } from './collect-answer.ts';

/**
 * Settles what an inventory names and the list of its kind leaves out: one direct read, whose answer has the form of a row. `NotFound`
 * says that the resource is gone; everything else that is no answer leaves it unknown.
 */
export async function readElement(
  azure: AzureReader,
  collector: ListKind,
  id: ResourceId,
  signal: AbortSignal,
): Promise<Reading<unknown>> {
  const operation = `${id}, which the list of its kind leaves out`;
  const question = { operation, permission: collector.permissions[0], signal };
  const reading = await azure.one(question, (clients) =>
    clients.generic.get(id, collector.apiVersion),
  );
  if (reading.status === 'unavailable') {
    return reading.code === 'NotFound'
      ? { ...reading, permission: collector.permissions[0] }
      : reading;
  }
  const { body, digest } = reading.value;
  const own: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'id') : '';
  return typeof own === 'string' && isSameResource(own, id)
    ? collectElement(reading)
    : unavailable('MalformedAnswer', `${operation}: the answer is about another thing`, {
        evidence: [digest],
      });
}
