import { cosmosStore } from "../services/store/cosmos.ts";
import { storeContract } from "./contract/store.ts";
import { inCosmosEmulator } from "./fakes/cosmos.ts";

const newDatabase = inCosmosEmulator();

storeContract("cosmos", () => cosmosStore(newDatabase()));
