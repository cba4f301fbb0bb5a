import { newLearner } from "../../dialogs/state.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";

/** A server process for tests to kill: opens the store at `file` and, asked to "write", tells every write confirmed. */
const [, , file = "", task] = process.argv;

const store = sqliteStore(file);
tell("open");
// Waiting for its test, it stays alive, and dies with it.
process.stdin.on("end", () => process.exit()).resume();
if (task === "write") await writeALot();

async function writeALot(): Promise<void> {
  await store.conversations.open("c", "ana");
  for (let round = 0; round < 2000; round++) {
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((place) => playTurn(`${round}-${place}`)));
  }
}

async function playTurn(id: string): Promise<void> {
  const debt = { id, to: "webchat:c", replies: [{ text: id, options: [] }], effects: [] };
  await store.learners.save(newLearner(id), [debt], undefined);
  tell(`saved ${id}`);
  await store.conversations.append("c", [{ id, activity: JSON.stringify(id) }]);
  tell(`said ${id}`);
  await store.learners.settle(id, [id]);
  tell(`settled ${id}`);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
