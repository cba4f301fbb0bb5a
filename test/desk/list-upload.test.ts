import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { openCourse } from "../../content/open.ts";
import type { Store } from "../../services/store/store.ts";
import { bearer, connect, eventually, type LineClient, refusal } from "../fakes/line-client.ts";
import { editionsByList, seated } from "../fakes/staff-seat.ts";
import { courseFolder, startTutor, type TutorServer, temporaryFolder } from "../fakes/tutor-server.ts";

/** Lists of people, given as files in the web chat: from the request of a foreign client to the register. */

const folder = temporaryFolder();
const { first: course } = await openCourse(courseFolder);
let tutor: TutorServer;
let store: Store;

beforeAll(async () => {
  tutor = await startTutor(folder.path);
  store = tutor.store;
  await editionsByList(store, {
    "2027-1": "Primera por lista",
    "2027-2": "Segunda por lista",
    "2027-3": "Ajena por lista",
    "open-1": "Abierta a todos",
    "closed-1": "Cerrada por lista",
  });
});
afterAll(async () => {
  await tutor.stop();
  folder.remove();
});

const claims = z.object({ user: z.string() });

interface Visitor extends LineClient {
  readonly learner: string;
  send(name: string, content: string | Uint8Array, clientActivityID?: string): Promise<Response>;
  /** What the tutor said last, once it has said that. */
  told(part: string): Promise<string>;
  tap(label: string): Promise<void>;
}

const shown = z.looseObject({
  text: z.string().optional(),
  from: z.looseObject({ role: z.string() }),
  channelData: z.looseObject({ takesFile: z.boolean().optional() }).optional(),
  suggestedActions: z
    .looseObject({
      actions: z.array(z.looseObject({ title: z.string(), value: z.looseObject({ option: z.string() }) })),
    })
    .optional(),
});

async function visitor(
  name: string,
  editions?: readonly string[],
  role: "coordinator" | "administrator" = "coordinator",
) {
  const client = await connect(tutor.url);
  const { user } = claims.parse(JSON.parse(Buffer.from(client.token.split(".")[1] ?? "", "base64url").toString()));
  const learner = `web:${user}`;
  await eventually(async () => (await store.learners.load(learner)) !== undefined);
  await tutor.idle();
  await seated(store, course, { id: learner, name, ...(editions ? { member: { role, editions } } : {}) });

  async function said() {
    await tutor.idle();
    const { activities } = await client.activities();
    return activities.map((one) => shown.parse(one)).filter(({ from }) => from.role === "bot");
  }

  const person: Visitor = {
    ...client,
    learner,
    send(file, content, clientActivityID) {
      const form = new FormData();
      const activity = JSON.stringify({ type: "message", channelData: { clientActivityID } });
      // As botframework-directlinejs sends it.
      form.append("activity", new Blob([activity], { type: "application/vnd.microsoft.activity" }));
      form.append("file", new Blob([new Uint8Array(Buffer.from(content))]), file);
      const { Authorization = "" } = bearer(client.token);
      const url = `${client.base}/conversations/${client.conversation}/upload?userId=x`;
      return fetch(url, { method: "POST", headers: { Authorization }, body: form });
    },
    async told(part) {
      const patience = performance.now() + 10_000;
      for (;;) {
        const last = (await said()).at(-1)?.text ?? "";
        if (last.includes(part)) return last;
        if (performance.now() > patience) throw new Error(`never said «${part}», but: ${last}`);
      }
    },
    async tap(label) {
      const options = (await said()).flatMap(({ suggestedActions }) => suggestedActions?.actions ?? []);
      const option = options.findLast(({ title }) => title === label)?.value.option;
      if (option === undefined) throw new Error(`nothing is called ${label}`);
      await client.post({ type: "message", text: label, value: { option } });
      await tutor.idle();
    },
  };
  await client.say("hola");
  await tutor.idle();
  return { ...person, said };
}

async function uploadsKept(): Promise<number> {
  return (await store.register.list("uploads", { prefix: "", after: "", limit: 100 })).length;
}

async function listed(edition: string): Promise<string> {
  const kept = await store.register.list(`listed/${edition}`, { prefix: "", after: "", limit: 100 });
  return kept.map(({ body }) => body).join("\n");
}

const people =
  "nombre;teléfono;correo;notas\nAna Pérez;+504 9999 0001;;x\nEva Gil;;eva@x.org;\nLuz Paz;+504 9999 0003;;\n";

test("nobody but the staff gives us a file: it is refused, and not kept", async () => {
  const ana = await visitor("Ana");
  expect(await refusal(await ana.send("lista.csv", people))).toBe("415 UnsupportedMedia");
  expect(await uploadsKept()).toBe(0);
});

test("a list is asked for, shown, agreed to and imported; its codes let people in", async () => {
  const eva = await visitor("Eva", ["2027-1", "2027-2", "open-1"]);
  await eva.say("coordinación");
  await eva.told("¿Qué quiere saber");
  await eva.say("sube una lista");
  await eva.told("Envíe aquí el archivo");
  expect((await eva.said()).at(-1)?.channelData?.takesFile).toBe(true);
  expect((await eva.send("lista.csv", people, "mine-1")).status).toBe(200);
  await eva.told("¿Para qué edición es la lista?");
  // Its sender sees that it arrived.
  expect((await eva.activities()).activities).toContainEqual(
    expect.objectContaining({ text: "lista.csv", channelData: { clientActivityID: "mine-1" } }),
  );
  await eva.tap("Segunda por lista");
  const preview = await eva.told("¿Lo hago?");
  expect(preview).toContain("**lista.csv**, para **Segunda por lista**: 3 personas en la lista.");
  expect(preview).toContain("Se invitará a 3 personas.\n- 2 entran al escribir desde su teléfono de WhatsApp.");
  expect(preview).toContain("1 no tiene teléfono en la lista: entra con un código");
  expect(preview).toContain("Columnas que no uso: notas.");
  expect(await listed("2027-2")).toBe("");

  await eva.tap("Sí, hacerlo");
  const done = await eva.told("Listo: 3 personas están ahora en la lista de **Segunda por lista**.");
  expect(await listed("2027-2")).toMatch(/Ana Pérez[\s\S]*|Eva Gil/);
  expect((await listed("2027-2")).split("\n")).toHaveLength(3);
  expect(await listed("2027-1")).toBe("");
  // The old card does it no second time.
  await eva.tap("Sí, hacerlo");
  await tutor.idle();
  expect((await listed("2027-2")).split("\n")).toHaveLength(3);

  const address = /\((\S+\/export\/csv\/\w+)\)/.exec(done)?.[1] ?? "";
  const file = await fetch(address.replace("http://localhost:3978", tutor.url));
  const rows = parse(await file.text(), { bom: true });
  expect(rows).toEqual([
    ["Nombre", "Código", "Enlace"],
    ["Eva Gil", expect.stringMatching(/^\w{4}-\w{4}$/), expect.stringContaining("/?codigo=")],
  ]);
  // The people of the file are kept nowhere but on the list, and no code as it is.
  const kept = await Promise.all(
    (await store.register.list("uploads", { prefix: "", after: "", limit: 100 })).map(({ id }) =>
      store.register.list(`uploads/${id}`, { prefix: "", after: "", limit: 100 }),
    ),
  );
  expect(kept.flat().map(({ id }) => id)).toEqual(["outcome-0"]);
  expect(JSON.stringify(kept)).not.toContain(String(rows[1]?.[1]));

  const guest = await visitor("Otra persona");
  await guest.say(String(rows[1]?.[1]));
  await eventually(async () => (await store.learners.load(guest.learner))?.learner.enrolment?.edition === "2027-2");

  await store.register.remove("staff", eva.learner);
  expect((await fetch(address.replace("http://localhost:3978", tutor.url))).status).toBe(404);
});

test("faults are told by row and nobody is imported; all of them are in a file", async () => {
  const eva = await visitor("Eva", ["2027-1", "2027-2"]);
  await eva.say("coordinación");
  await eva.told("¿Qué quiere saber");
  const bad = [
    "nombre,telefono",
    "Ana Uno,123",
    "=SUMA(A1),",
    "Luz Tres,1",
    ",+50499990009",
    "Pía Cinco,2",
    "Sol Seis,3",
  ];
  expect((await eva.send("mala.csv", bad.join("\n"))).status).toBe(200);
  const told = await eva.told("No se importó a nadie.");
  expect(told).toContain("**mala.csv** tiene 7 faltas.");
  expect(told).toContain("- Fila 2: «123» no es un teléfono con el código de país");
  expect(told).toContain("- … y 2 más.");
  expect((await eva.said()).at(-1)?.channelData?.takesFile).toBe(true);
  const address = /\((\S+\/export\/csv\/\w+)\)/.exec(told)?.[1] ?? "";
  const rows = parse(await (await fetch(address.replace("http://localhost:3978", tutor.url))).text(), { bom: true });
  expect(rows.map(([row]: string[]) => row)).toEqual(["Fila", "2", "3", "3", "4", "5", "6", "7"]);
  expect(await listed("2027-1")).toBe("");

  await eva.send("buena.csv", "nombre,telefono\nAna Uno,+504 9999 7777\n");
  await eva.told("¿Para qué edición");
  await eva.tap("Primera por lista");
  await eva.told("¿Lo hago?");
  await eva.tap("No");
  await eva.told("no hice nada");
  expect(await listed("2027-1")).toBe("");
});

test("who was asked for a file and asks something else instead is answered", async () => {
  const eva = await visitor("Eva", ["2027-1", "2027-2"]);
  await eva.say("coordinación");
  await eva.told("¿Qué quiere saber");
  await eva.say("sube una lista a la edición 2027-2");
  await eva.told("Envíe aquí el archivo");
  await eva.say("xyzzy plugh");
  await eva.told("¿Quiso");
  expect((await eva.said()).at(-1)?.suggestedActions?.actions).toHaveLength(3);
  await eva.say("sube una lista a la edición 2027-2");
  await eva.told("Envíe aquí el archivo");
  await eva.send("lista.csv", people.replaceAll("+504 9999", "+504 8888"));
  // The edition that was named need not be named again.
  expect(await eva.told("para **Segunda por lista**")).toContain("¿Lo hago?");
});

test("what is no list, or far too much, is refused in a sentence", async () => {
  const eva = await visitor("Eva", ["2027-1"]);
  await eva.say("coordinación");
  await eva.told("¿Qué quiere saber");
  const many = Array.from({ length: 50_000 }, (_, at) => `Persona Apellido,p${at}@x.org`).join("\n");
  await eva.send("muchas.csv", `nombre,correo\n${many}`);
  expect(await eva.told("No se importó a nadie.")).toContain("hay 50000 personas; en un archivo caben 10000");
  await eva.send("foto.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
  expect(await eva.told("foto.png")).toContain("No se importó a nadie.");
  expect(await refusal(await eva.send("grande.csv", "x".repeat(6_000_000)))).toBe("413 MessageSizeTooBig");
  const { Authorization = "" } = bearer(eva.token);
  const raw = { method: "POST", headers: { Authorization, "Content-Type": "text/csv" }, body: people };
  const here = `${eva.base}/conversations/${eva.conversation}/upload`;
  expect(await refusal(await fetch(here, raw))).toBe("415 UnsupportedMedia");
  const broken = { ...raw, headers: { Authorization, "Content-Type": "multipart/form-data; boundary=x" } };
  expect(await refusal(await fetch(here, broken))).toBe("400 MalformedData");
});

test("a list goes only to an edition of one's own that is entered by lists and still open", async () => {
  const eva = await visitor("Eva", ["2027-1", "open-1", "closed-1"]);
  await eva.say("coordinación");
  await eva.told("¿Qué quiere saber");
  for (const [asked, answer] of [
    ["sube una lista a la edición 2027-3", "No encuentro esa edición entre las suyas"],
    ["sube una lista a la edición open-1", "A esa edición no se entra por lista"],
  ] as const) {
    await eva.say(asked);
    expect(await eva.told(answer)).not.toContain("Ajena");
  }
  await eva.say("sube una lista a la edición closed-1");
  await eva.told("Envíe aquí el archivo");
  await eva.send("lista.csv", people);
  await eva.told("ya cerró");
  expect(await listed("closed-1")).toBe("");
});

test("wherever they are, a file of the staff leads to the desk", async () => {
  const rosa = await visitor("Rosa", [], "administrator");
  await rosa.send("lista.csv", people);
  await rosa.told("¿Para qué edición");
  expect((await store.learners.load(rosa.learner))?.learner.place.at).toBe("desk");
});
