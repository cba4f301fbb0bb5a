import restify from "restify";
import { answerBench, usageNow } from "../answering.ts";

/** Serves a bot on restify, as the samples of the Bot Framework do, and answers the bench. */
export function serve(hear) {
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post("/api/messages", async (req, res) => {
    await hear(req, res);
  });
  answerBench({
    listen: () => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port))),
    usage: usageNow,
  });
  process.on("disconnect", () => process.exit());
}

/** What the bench said when it started the server. */
export const told = JSON.parse(process.argv[2] ?? "{}");
