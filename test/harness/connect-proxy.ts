import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A real HTTP proxy on loopback that tunnels wherever it is asked to and writes down what it was asked. */
export interface ConnectProxy {
  readonly port: number;
  readonly origin: string;
  /** `CONNECT host:port`, and `GET http://…` for what came without a tunnel. */
  readonly asked: readonly string[];
  /** The proxy-authorization of each of them; null where there was none. */
  readonly credentials: readonly (string | null)[];
}

/** `refuse`: the status with which every tunnel is refused. */
export async function startConnectProxy(
  options: { readonly refuse?: number } = {},
): Promise<ConnectProxy> {
  const asked: string[] = [];
  const credentials: (string | null)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    credentials.push(incoming.headers['proxy-authorization'] ?? null);
    const forwarded = httpRequest(
      incoming.url ?? '',
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.on('connect', (incoming, client: Socket, head: Buffer) => {
    asked.push(`CONNECT ${incoming.url ?? ''}`);
    credentials.push(incoming.headers['proxy-authorization'] ?? null);
    if (options.refuse !== undefined) {
      client.end(`HTTP/1.1 ${options.refuse} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${incoming.url ?? ''}`);
    const target = connect(Number(port === '' ? 80 : port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(client).pipe(target);
    });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => {
        if (socket === target) client.end('HTTP/1.1 502 No way\r\nContent-Length: 0\r\n\r\n');
        socket.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}`, asked, credentials };
}
