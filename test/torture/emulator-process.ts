import { cosmosEmulator } from "../fakes/cosmos-emulator.ts";

/** Cosmos DB's protocol in a process of its own, which lives as long as whoever started it. */
const emulator = await cosmosEmulator();
process.stdout.write(`${emulator.endpoint}\n`);
process.stdin.on("end", () => process.exit()).resume();
