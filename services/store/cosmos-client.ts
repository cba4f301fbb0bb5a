import { CosmosClient } from "@azure/cosmos";
import { signedWith } from "./cosmos-key.ts";
import { networkClient } from "./cosmos-network.ts";

/** Which account, and who we are to it. */
export interface CosmosSettings {
  readonly endpoint: string;
  /** Undefined: the identity that the platform gives this process. */
  readonly key: string | undefined;
  readonly database: string;
  /** Regions to read from, nearest first. None: those of the account, in its own order. */
  readonly regions: readonly string[];
}

/** Milliseconds, and what else tests set differently. */
export interface CosmosTuning {
  /** How long one request may take before it is tried again. */
  readonly requestTimeout: number;
  /** How long an operation may take with all its tries. */
  readonly patience: number;
  /** Bytes of records in one page of a learner whose document would be too large. */
  readonly pageBytes: number;
  /** Whether to ask the account where its regions are; emulators name addresses that do not exist. */
  readonly discover: boolean;
  /** Told of every request that was answered. */
  readonly watch?: (done: CosmosRequest) => void;
}

export interface CosmosRequest {
  readonly container: string;
  readonly operation: string;
  /** Request units. */
  readonly charge: number;
  /** `ok`, or the status: a few words, fit for a label. */
  readonly outcome: string;
}

export function usualTuning({ endpoint }: CosmosSettings): CosmosTuning {
  const { protocol, hostname } = new URL(endpoint);
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return {
    requestTimeout: 3000,
    patience: 10_000,
    pageBytes: 1_000_000,
    discover: protocol === "https:" && !loopback,
  };
}

/** A client that waits for no throttling by itself: `cosmos-attempts.ts` does, which knows how long is too long. */
export async function cosmosClient(settings: CosmosSettings, tuning: CosmosTuning): Promise<CosmosClient> {
  const { endpoint, key, regions } = settings;
  return new CosmosClient({
    endpoint,
    ...(key === undefined ? { aadCredentials: await platformIdentity() } : { tokenProvider: signedWith(key) }),
    userAgentSuffix: "sendero",
    httpClient: networkClient(),
    connectionPolicy: {
      requestTimeout: tuning.requestTimeout,
      enableEndpointDiscovery: tuning.discover,
      enableBackgroundEndpointRefreshing: tuning.discover,
      preferredLocations: [...regions],
      retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 0 },
    },
  });
}

/** Managed identity on Azure, an operator's own sign-in elsewhere. Loaded only where there is no key: it is large. */
async function platformIdentity() {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential();
}
