import { connect, createServer, type Socket } from "node:net";

/** What stands before the servers: it knows nothing of learners, and its connections break. */
export interface Balancer {
  readonly url: string;
  /** Where connections go from now on: to any of these, dead or alive. */
  send(to: readonly (string | undefined)[]): void;
  /** From now on every connection is broken after a random time; with undefined none is. */
  breaking(most: number | undefined): void;
  readonly counts: { connections: number; broken: number };
  close(): Promise<void>;
}

export async function balancer(random: () => number): Promise<Balancer> {
  let servers: readonly string[] = [];
  let longest: number | undefined;
  const sockets = new Set<Socket>();
  const counts = { connections: 0, broken: 0 };

  function breakLater(socket: Socket): void {
    if (longest === undefined) return;
    const timer = setTimeout(
      () => {
        counts.broken += 1;
        socket.destroy();
      },
      20 + random() * longest,
    );
    socket.on("close", () => clearTimeout(timer));
  }

  const server = createServer((client) => {
    const target = servers[Math.floor(random() * servers.length)];
    if (target === undefined) return void client.destroy();
    counts.connections += 1;
    // Each comes from another address, as learners do: how many may begin from one address is limited.
    const localAddress = `127.0.${counts.connections % 200}.${2 + Math.floor(random() * 200)}`;
    const onward = connect({ host: "127.0.0.1", port: Number(new URL(target).port), localAddress });
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    breakLater(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    send(to) {
      servers = to.filter((one) => one !== undefined);
    },
    breaking(most) {
      longest = most;
    },
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
