import { adapterPart } from "./part-adapter.ts";
import { channelsPart } from "./part-channels.ts";
import { deskPart } from "./part-desk.ts";
import { memoryPart } from "./part-memory.ts";
import { startPart } from "./part-start.ts";
import { turnPart } from "./part-turn.ts";
import { whatsAppPart } from "./part-whatsapp.ts";

/** Measures one part and prints its section: a process for each, so that none has another's memory. */
const parts: Readonly<Record<string, () => Promise<string>>> = {
  turn: turnPart,
  adapter: adapterPart,
  channels: channelsPart,
  whatsapp: whatsAppPart,
  memory: () => memoryPart(turnsAsked()),
  desk: deskPart,
  start: startPart,
};

const part = parts[process.argv[2] ?? ""];
if (!part) throw new Error(`there is no part ${process.argv[2]}: ${Object.keys(parts).join(", ")}`);
const section = await part();
process.stdout.write(section, () => process.exit());

function turnsAsked(): number | undefined {
  const at = process.argv.indexOf("--turns");
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
