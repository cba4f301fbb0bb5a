import { StoreUnavailable } from "../errors.ts";
import { cosmosArchive } from "./cosmos-archive.ts";
import { attempts } from "./cosmos-attempts.ts";
import { type CosmosSettings, type CosmosTuning, cosmosClient, usualTuning } from "./cosmos-client.ts";
import { openContainers } from "./cosmos-containers.ts";
import { cosmosConversations } from "./cosmos-conversations.ts";
import { cosmosDispatches } from "./cosmos-dispatches.ts";
import { documents } from "./cosmos-documents.ts";
import { cosmosInbox } from "./cosmos-inbox.ts";
import { cosmosLearners } from "./cosmos-learners.ts";
import { cosmosPeople } from "./cosmos-people.ts";
import { cosmosRegister } from "./cosmos-register.ts";
import { remembered } from "./cosmos-remembered.ts";
import type { Store } from "./store.ts";

/**
 * A store in Azure Cosmos DB, for any number of servers. What it confirms is on disks in several places. A learner and the
 * log of a conversation are not written in one transaction here: what a turn says is owed until it is in the log.
 * @throws {StoreUnavailable} when the account cannot be reached or used.
 */
export async function cosmosStore(settings: CosmosSettings, tuning: Partial<CosmosTuning> = {}): Promise<Store> {
  const tuned = { ...usualTuning(settings), ...tuning };
  const client = await cosmosClient(settings, tuned);
  const attempt = attempts(tuned);
  const containers = await openContainers({ client, database: settings.database, attempt }).catch((error: unknown) => {
    client.dispose();
    throw error instanceof StoreUnavailable ? unopened(settings, error) : error;
  });
  let closed = false;
  const open: typeof attempt = async (request) => {
    if (closed) throw new StoreUnavailable("Cosmos DB: closed");
    return attempt(request);
  };
  const of = (name: keyof typeof containers) => documents(name, containers[name], open);
  const kept = (name: keyof typeof containers) => remembered(name, of(name));
  const inLearners = cosmosLearners(of("learners"), tuned.pageBytes);
  return {
    learners: inLearners.learners,
    conversations: cosmosConversations(of("conversations")),
    inbox: cosmosInbox(of("inbox")),
    people: cosmosPeople(kept("people")),
    dispatches: cosmosDispatches(kept("dispatches")),
    cards: inLearners.cards,
    register: cosmosRegister(of("register")),
    shared: true,
    archive: cosmosArchive(of, tuned.pageBytes),
    async close() {
      // What cannot be written any more is only how a card looks.
      await inLearners.flush().catch(() => {});
      closed = true;
      client.dispose();
    },
  };
}

function unopened({ endpoint, database, key }: CosmosSettings, { message }: StoreUnavailable): StoreUnavailable {
  const who = key === undefined ? "the role of this identity" : "COSMOS_KEY";
  return new StoreUnavailable(
    `No se puede abrir ${database} en ${endpoint} / cannot open it: see COSMOS_ENDPOINT and ${who}. ${message}`,
  );
}
