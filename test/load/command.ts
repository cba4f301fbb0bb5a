import { temporaryFolder } from "../fakes/tutor-server.ts";
import { figuresAsText } from "./report.ts";
import { runLoad } from "./run.ts";

/** `npm run whatsapp:load [-- --kill]`: a thousand learners, eighty messages a second, for a minute. */

const kill = process.argv.includes("--kill");
const folder = temporaryFolder();
const figures = await runLoad(
  {
    learners: 1000,
    perSecond: 80,
    seconds: 60,
    chaos: { duplicate: 0.05, reorder: 0.05, batch: 0.05 },
    kill,
    seed: 20_261_122,
    backOff: [10_000, 30_000, 60_000],
  },
  folder.path,
);
process.stdout.write(`${figuresAsText(figures)}\n`);
folder.remove();
const { lost, doubled, disordered, unanswered, acknowledged } = figures;
process.exitCode = lost + doubled + disordered + unanswered > 0 || acknowledged.median > 50 ? 1 : 0;
