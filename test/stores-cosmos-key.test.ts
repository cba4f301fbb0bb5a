import { createServer } from "node:http";
import { CosmosClient, type CosmosClientOptions } from "@azure/cosmos";
import { expect, test } from "@jest/globals";
import { signedWith } from "../services/store/cosmos-key.ts";

const key = Buffer.from("a key of an account, of some length or other").toString("base64");

/** What a client signs its requests with: what was asked, when, and the signature. */
async function signaturesOf(options: CosmosClientOptions): Promise<string[][]> {
  const seen: string[][] = [];
  const server = createServer((req, res) => {
    const { authorization = "", "x-ms-date": date = "" } = req.headers;
    seen.push([req.method ?? "", req.url ?? "", String(date), authorization]);
    res.writeHead(404, { "Content-Type": "application/json" });
    res.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const connectionPolicy = { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false };
  const client = new CosmosClient({ endpoint, ...options, connectionPolicy });
  const container = client.database("Día").container("learners");
  const item = container.item("learner", "web:ana");
  await item.read();
  await item.replace({ id: "learner", pk: "web:ana" }).catch(() => {});
  await item.patch([{ op: "set", path: "/a", value: 1 }]).catch(() => {});
  await item.delete().catch(() => {});
  await container.items.create({ id: "ñ", pk: "web:ana" }).catch(() => {});
  await client.databases.create({ id: "Día" }).catch(() => {});
  client.dispose();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return seen;
}

test("requests are signed as the SDK signs them, with the same key at the same second", async () => {
  for (let tries = 0; ; tries += 1) {
    const [theirs, ours] = [await signaturesOf({ key }), await signaturesOf({ tokenProvider: signedWith(key) })];
    const dates = (some: string[][]) => some.map(([, , date]) => date);
    // A second may have passed in between: then once more.
    if (tries < 5 && dates(theirs).join() !== dates(ours).join()) continue;
    expect(ours.length).toBeGreaterThanOrEqual(6);
    expect(ours).toEqual(theirs);
    return;
  }
});
