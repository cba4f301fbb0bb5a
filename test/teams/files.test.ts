import { createServer, type Server } from "node:http";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { download, isFetched } from "../../bots/bot-framework/download.ts";
import { openCourse } from "../../content/open.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { editionsByList, seated } from "../fakes/staff-seat.ts";
import { startTeams, type TeamsTutor, wordsOf } from "../fakes/teams-tutor.ts";

/** Files that are put into a chat with the tutor in Teams. */

const say = wordsIn("es");
const { first: course } = await openCourse(tinyCourse);
let teams: TeamsTutor;
let drive: Server;
let elsewhere: Server;
/** What was asked for, and with which credentials. */
const fetched: string[] = [];
const people = "nombre,telefono\nAna Pérez,+504 9999 0001\nEva Gil,\n";

function served(files: Record<string, string | { to: string }>): Promise<Server> {
  const server = createServer((req, res) => {
    fetched.push(`${req.url} ${req.headers.authorization ?? "–"}`);
    const file = files[req.url ?? ""];
    if (typeof file === "object") res.writeHead(302, { location: file.to });
    else if (file === undefined) res.writeHead(404);
    res.end(typeof file === "string" ? file : undefined);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function originOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

beforeAll(async () => {
  elsewhere = await served({ "/list.csv": people });
  const away = { to: `${originOf(elsewhere)}/list.csv` };
  const large = `nombre\n${"x".repeat(6_000_000)}`;
  drive = await served({
    "/list.csv": people,
    "/moved.csv": { to: "/list.csv" },
    "/away.csv": away,
    "/large.csv": large,
  });
  const fileHosts = ["sharepoint.com", originOf(drive)];
  teams = await startTeams({ settings: (given) => ({ ...given, fileHosts }) });
  await editionsByList(teams.store, { "2027-1": "Edición por lista" });
});
afterAll(async () => {
  await teams.stop();
  for (const server of [drive, elsewhere]) {
    server.close();
    server.closeAllConnections();
  }
});
afterEach(() => void fetched.splice(0));

async function somebody(isStaff: boolean) {
  const eva = teams.person();
  await eva.say("hola");
  const name = `teams:${teams.azure.tenant}/${eva.aadObjectId}`;
  const id = await teams.store.people.learnerOf([name], "nobody", 0);
  const member = { role: "coordinator", editions: ["2027-1"] } as const;
  await seated(teams.store, course, { id, name: "Eva", ...(isStaff ? { member } : {}) });
  await eva.say("hola");
  return {
    ...eva,
    id,
    give(downloadUrl: string, changes: object = {}) {
      const contentType = "application/vnd.microsoft.teams.file.download.info";
      const content = { downloadUrl, uniqueId: "1", fileType: "csv" };
      const html = { contentType: "text/html", content: "<attachment></attachment>" };
      return teams.post(eva.activity({ attachments: [html, { contentType, name: "lista.csv", content }], ...changes }));
    },
  };
}

async function listed(): Promise<number> {
  return (await teams.store.register.list("listed/2027-1", { prefix: "", after: "", limit: 100 })).length;
}

test("a list of the staff is fetched without a credential, shown, and imported once it is agreed to", async () => {
  const eva = await somebody(true);
  await eva.say("coordinación");
  await eva.say("sube una lista");
  expect(eva.words()).toContain(say("listFile.ask").slice(0, 40));
  await eva.give(`${originOf(drive)}/moved.csv`);
  expect(fetched).toEqual(["/moved.csv –", "/list.csv –"]);
  expect(eva.words()).toContain("lista.csv");
  expect(eva.words()).toContain("2 personas en la lista");
  expect(await listed()).toBe(0);
  const card = eva.messages().at(-1);
  const yes = card && eva.actions(card).find(({ title }) => title.includes(say("desk.yes")));
  await eva.submit(yes?.data ?? {});
  expect(eva.words()).toContain("Listo: 2 personas");
  expect(await listed()).toBe(2);
  // The card closed where it stands, and says no more the second time.
  const closed = eva.updates().at(-1);
  expect(closed && wordsOf(closed)).toContain(`✓ ${say("desk.yes")}`);
  await eva.submit(yes?.data ?? {});
  expect(eva.messages().slice(-2).map(wordsOf)).toContain(say("not.oldButton"));
  expect(await listed()).toBe(2);
});

test("the same activity again is answered once", async () => {
  const eva = await somebody(true);
  await eva.say("coordinación");
  const twice = { id: "the same" };
  await eva.give(`${originOf(drive)}/list.csv`, twice);
  const before = eva.messages().length;
  await eva.give(`${originOf(drive)}/list.csv`, twice);
  expect(eva.messages()).toHaveLength(before);
});

test("the same activity again brings its file once, while that is on its way and after", async () => {
  const eva = await somebody(true);
  await eva.say("coordinación");
  const twice = { id: "sent again" };
  const give = () => eva.give(`${originOf(drive)}/list.csv`, twice);
  const answers = await Promise.all([give(), give()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(fetched).toEqual(["/list.csv –"]);
  expect(eva.messages().filter((message) => wordsOf(message).includes("2 personas en la lista"))).toHaveLength(1);
  await give();
  expect(fetched).toEqual(["/list.csv –"]);
});

test("a file whose turn could not be answered is not fetched again with the message", async () => {
  const eva = await somebody(true);
  await eva.say("coordinación");
  teams.azure.faults.push(...Array.from({ length: 9 }, () => ({ status: 401 })));
  const twice = { id: "not answered" };
  await eva.give(`${originOf(drive)}/list.csv`, twice);
  await eva.give(`${originOf(drive)}/list.csv`, twice);
  expect(fetched).toEqual(["/list.csv –"]);
  teams.azure.faults.splice(0);
  await teams.resume();
  expect(eva.messages().filter((message) => wordsOf(message).includes("2 personas en la lista"))).toHaveLength(1);
});

test("nothing is fetched of a learner, nor where others read along", async () => {
  const ana = await somebody(false);
  await ana.give(`${originOf(drive)}/list.csv`);
  expect(ana.messages().map(wordsOf)).toContain(say("not.attachment"));
  const eva = await somebody(true);
  const group = { id: "19:x@thread.v2", conversationType: "groupChat", tenantId: teams.azure.tenant };
  await eva.give(`${originOf(drive)}/list.csv`, { conversation: group });
  expect(fetched).toEqual([]);
});

test.each([
  ["is elsewhere", () => `${originOf(elsewhere)}/list.csv`, "no pude descargarlo"],
  ["leads elsewhere", () => `${originOf(drive)}/away.csv`, "no pude descargarlo"],
  ["is gone", () => `${originOf(drive)}/gone.csv`, "no pude descargarlo"],
  ["is too large", () => `${originOf(drive)}/large.csv`, "pesa más de 5 MB"],
])("a file that %s is not taken, and that is said", async (_, address, words) => {
  const eva = await somebody(true);
  await eva.say("coordinación");
  await eva.give(address());
  expect(eva.words()).toContain(words);
  expect(fetched.filter((one) => one.includes(originOf(elsewhere)))).toEqual([]);
});

test("files are fetched from where Teams keeps them, and from nowhere else", () => {
  const hosts = ["sharepoint.com"];
  for (const good of ["https://contoso-my.sharepoint.com/personal/a/x.csv?tempauth=1", "https://sharepoint.com/x"])
    expect([good, isFetched(good, hosts)]).toEqual([good, true]);
  for (const bad of [
    "http://contoso.sharepoint.com/x.csv",
    "https://evilsharepoint.com/x.csv",
    "https://sharepoint.com.evil.example/x.csv",
    "https://contoso.sharepoint.com:8443/x.csv",
    "https://user:pass@contoso.sharepoint.com/x.csv",
    "https://169.254.169.254/metadata",
    "https://127.0.0.1/x.csv",
    "https://[::1]/x.csv",
    "file:///etc/passwd",
    "x",
  ])
    expect([bad, isFetched(bad, hosts)]).toEqual([bad, false]);
});

test("a file is had although the kept connection to the drive was just closed", async () => {
  const answered = new WeakSet<object>();
  const closing = createServer((req, res) => {
    if (answered.has(req.socket)) return void req.socket.destroy();
    answered.add(req.socket);
    res.end(people);
  });
  await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
  const limits = { hosts: [originOf(closing)], largest: 1000, timeout: 5000 };
  const had = [];
  for (let time = 0; time < 4; time += 1) had.push(await download(`${originOf(closing)}/list.csv`, limits));
  closing.close();
  closing.closeAllConnections();
  expect(had.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual([people, people, people, people]);
});
