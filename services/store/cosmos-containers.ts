import type { Container, ContainerDefinition, CosmosClient } from "@azure/cosmos";
import { StoreUnavailable } from "../errors.ts";
import type { Attempts } from "./cosmos-attempts.ts";

interface Layout {
  /** Paths that a query filters or sorts by. All others are not indexed: an index costs at every write. */
  readonly indexed: readonly string[];
  /** Seconds after their last write until documents vanish; -1 leaves it to each document. */
  readonly ttl: number;
}

const day = 24 * 3600;

/** How long a message that was played is remembered: Meta sends again for seven days. */
export const rememberedSeconds = 7.5 * day;

/** See `docs/decisions/0009-cosmos.md`. Every document's partition key is its `pk`. */
export const layouts = {
  learners: { indexed: ["/owing/?", "/pk/?"], ttl: -1 },
  conversations: { indexed: ["/last/?", "/_ts/?"], ttl: -1 },
  inbox: { indexed: ["/waiting/?", "/taken/?"], ttl: -1 },
  people: { indexed: ["/address/?", "/learner/?", "/until/?"], ttl: -1 },
  // Meta reports on a message for thirty days.
  dispatches: { indexed: ["/learner/?", "/channelId/?", "/changed/?"], ttl: 31 * day },
  register: { indexed: ["/name/?", "/_ts/?"], ttl: -1 },
} as const satisfies Record<string, Layout>;

export type ContainerName = keyof typeof layouts;
export type Containers = Readonly<Record<ContainerName, Container>>;

interface Opening {
  readonly client: CosmosClient;
  readonly database: string;
  readonly attempt: Attempts;
}

/**
 * Finds the containers, or makes those that are missing, for which a managed identity has no right: there deployment
 * makes them.
 * @throws {StoreUnavailable} when that cannot be done, and for a container that was made for something else.
 */
export async function openContainers(opening: Opening): Promise<Containers> {
  const { client, database, attempt } = opening;
  await attempt({
    container: "the account",
    operation: "open",
    expected: [],
    send: (abortSignal) => client.databases.createIfNotExists({ id: database }, { abortSignal }),
  });
  const open = (name: ContainerName) => openOne(opening, name);
  return {
    learners: await open("learners"),
    conversations: await open("conversations"),
    inbox: await open("inbox"),
    people: await open("people"),
    dispatches: await open("dispatches"),
    register: await open("register"),
  };
}

async function openOne({ client, database, attempt }: Opening, name: ContainerName): Promise<Container> {
  const made = await attempt({
    container: name,
    operation: "open",
    expected: [],
    send: (abortSignal) => client.database(database).containers.createIfNotExists(definition(name), { abortSignal }),
  });
  const paths = made?.resource?.partitionKey?.paths ?? [];
  if (made && paths.join() === "/pk") return made.container;
  throw new StoreUnavailable(
    `El contenedor ${name} de Cosmos DB tiene otra clave de partición / the container ${name} has another partition ` +
      `key: ${paths.join()}, not /pk. COSMOS_DATABASE names a database of something else.`,
  );
}

function definition(name: ContainerName): ContainerDefinition {
  const { indexed, ttl } = layouts[name];
  return {
    id: name,
    // Version 2 tells keys apart beyond their first 101 bytes.
    partitionKey: { paths: ["/pk"], version: 2 },
    defaultTtl: ttl,
    indexingPolicy: {
      indexingMode: "consistent",
      automatic: true,
      includedPaths: indexed.map((path) => ({ path })),
      excludedPaths: [{ path: "/*" }],
    },
  };
}
