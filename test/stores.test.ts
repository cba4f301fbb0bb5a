import { sqliteStore } from "../services/store/sqlite.ts";
import { storeContract } from "./contract/store.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

const newFolder = inTemporaryFolders();

storeContract("sqlite in memory", async () => sqliteStore(":memory:"));
storeContract("sqlite in a file", async () => sqliteStore(`${await newFolder()}/data/sendero.sqlite`));
