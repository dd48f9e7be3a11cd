import type { Cell } from '#traits/cell.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import { andThen, type Said } from '#traits/said.ts';

/**
 * The smallest TLS version that a server or instance accepts. Absent is not said, for it was never set: the platform refuses TLS 1.0
 * and 1.1 since August 2025 whatever is set, but nothing here proves it. Source: Microsoft.Sql/servers and managedInstances
 * `minimalTlsVersion`, 2025-01-01; a managed instance knows the first four.
 */
function minimumTls(own: Cell): Said<TlsVersion> {
  const member = own.at('properties/minimalTlsVersion');
  return andThen(member.isThere(), (isThere) =>
    isThere
      ? member.oneOf<TlsVersion>({
          None: 'none',
          '1.0': '1.0',
          '1.1': '1.1',
          '1.2': '1.2',
          '1.3': '1.3',
        })
      : member.notUnderstood(
          'Azure names no minimum TLS version: none was ever set, so none is enforced by a setting',
        ),
  );
}

/**
 * How a server or instance takes connections. It encrypts every one, whatever the client asks for; there is no setting. Source:
 * "Azure SQL Database and SQL Managed Instance security overview", Transport Layer Security (encryption in transit).
 */
export function endpointOf(own: Cell, what: string): Endpoint {
  return { what, oldestTls: minimumTls(own), plainText: own.means('refused') };
}
