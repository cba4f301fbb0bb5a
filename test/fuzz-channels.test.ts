import { createHmac, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formText } from "../bots/bot-framework/forms.ts";
import { claimsOf, refusedActivity, tenantOf } from "../bots/bot-framework/guard.ts";
import { parse as parseActivity } from "../bots/bot-framework/parse.ts";
import { activity, cardData } from "../bots/bot-framework/wire.ts";
import { screens } from "../bots/screens.ts";
import { echoOf, postedActivity, readInput } from "../bots/webchat/parse.ts";
import { wholeNumber } from "../bots/webchat/query.ts";
import { tokens } from "../bots/webchat/token.ts";
import { idOf, inputFrom, keep, readKept } from "../bots/whatsapp/kept.ts";
import { parse as parseWebhook } from "../bots/whatsapp/parse.ts";
import { isSigned } from "../bots/whatsapp/signature.ts";
import { openCourse } from "../content/open.ts";
import type { Course } from "../content/schema.ts";
import { takeTurn } from "../dialogs/engine.ts";
import { readLearner } from "../dialogs/migrate.ts";
import { newLearner } from "../dialogs/state.ts";
import type { Input } from "../dialogs/types.ts";
import { teamsIn } from "../services/teams-settings.ts";
import { tinyCourse } from "./courses/tiny-course.ts";
import { mutated } from "./fuzzed.ts";

/** Whatever comes in from outside: no parser throws or takes long, and what it makes can be played and stored. */

let course: Course;
beforeAll(async () => {
  course = (await openCourse(tinyCourse)).first;
});
const many = { numRuns: 400 };

/** Plays an input and answers whether the learner is the same after saving and reading. */
function isStorable(input: Input): void {
  const turn = takeTurn(newLearner("wa:1"), input, course);
  expect(turn).toBeDefined();
  if (turn) expect(readLearner(JSON.parse(JSON.stringify(turn.learner)))).toEqual(turn.learner);
}

function quick<T>(work: () => T): T {
  const begun = performance.now();
  const value = work();
  expect(performance.now() - begun).toBeLessThan(1000);
  return value;
}

const webhook = {
  object: "whatsapp_business_account",
  entry: [
    {
      id: "1",
      changes: [
        {
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: "1555", phone_number_id: "100" },
            contacts: [{ profile: { name: "Ana" }, wa_id: "50499990000", user_id: "HN.1" }],
            messages: [
              { from: "50499990000", id: "wamid.1", timestamp: "1790000000", type: "text", text: { body: "hola" } },
              {
                from: "50499990000",
                id: "wamid.2",
                timestamp: "1790000001",
                type: "interactive",
                interactive: { type: "button_reply", button_reply: { id: "language~es", title: "Español" } },
                context: { from: "1555", id: "wamid.0" },
              },
              {
                from: "50499990000",
                id: "wamid.3",
                timestamp: "1790000002",
                type: "image",
                image: { id: "7", caption: "x" },
              },
              {
                from: "HN.1",
                id: "wamid.4",
                type: "system",
                system: { type: "user_changed_number", wa_id: "505", body: "x" },
              },
            ],
            statuses: [
              {
                id: "wamid.5",
                status: "failed",
                timestamp: "1790000003",
                recipient_id: "504",
                errors: [{ code: 131026, title: "x" }],
              },
            ],
          },
        },
      ],
    },
  ],
};

test("webhooks of WhatsApp", () => {
  fc.assert(
    fc.property(mutated(webhook), (body) => {
      for (const event of quick(() => parseWebhook(body))) {
        if (event.kind !== "message") continue;
        const kept = readKept(JSON.stringify(keep("100", event, Date.UTC(2026, 10, 22))));
        const input = inputFrom(kept, idOf("100", event), 1);
        if (input) isStorable(input);
      }
    }),
    many,
  );
});

test("signatures of WhatsApp: only the right one is one", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: "binary" }), (bytes, header) => {
      const body = Buffer.from(bytes);
      expect(isSigned(body, header, ["secret"])).toBe(false);
      expect(isSigned(body, `sha256=${header}`, ["secret", ""])).toBe(false);
      const right = createHmac("sha256", "secret").update(body).digest("hex");
      expect(isSigned(body, `sha256=${right}`, ["new", "secret"])).toBe(true);
      expect(isSigned(Buffer.concat([body, Buffer.from([0])]), `sha256=${right}`, ["secret"])).toBe(false);
      expect(isSigned(body, `sha256=${createHmac("sha256", "").update(body).digest("hex")}`, [""])).toBe(false);
    }),
  );
});

const posted = {
  type: "message",
  text: "hola",
  value: { option: "language~es" },
  attachments: [],
  channelData: { clientActivityID: "1", clientTimestamp: "x" },
  from: { id: "u", name: "Ana" },
};

test("activities of Direct Line", () => {
  fc.assert(
    fc.property(mutated(posted), (body) => {
      const read = quick(() => postedActivity.safeParse(body));
      const input = read.success ? readInput(read.data, "c", Date.UTC(2026, 10, 22)) : undefined;
      if (!read.success || !input) return;
      isStorable(input);
      const echo = echoOf(read.data, input, { conv: "c", user: "u" }, "hola");
      expect(JSON.parse(echo)).toMatchObject({ type: "message", from: { id: "u", role: "user" } });
      expect(echo.length).toBeLessThan(20_000);
    }),
    many,
  );
});

test("tokens and watermarks of Direct Line", () => {
  const signed = tokens("a secret that is long enough to sign with");
  const token = signed.sign({ kind: "chat", conv: "c", user: "u", exp: 9e9 });
  const part = fc.oneof(fc.constantFrom(...token.split(".")), fc.base64String(), fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), fc.string(), (parts, watermark) => {
      const made = parts.join(".");
      expect(signed.read(made)).toEqual(made === token ? { kind: "chat", conv: "c", user: "u", exp: 9e9 } : undefined);
      const number = wholeNumber(watermark);
      expect(number === undefined || Number.isSafeInteger(number)).toBe(true);
    }),
    many,
  );
});

const tenant = randomUUID();
const appId = randomUUID();
const settings = teamsIn(
  {
    ...{
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenant,
      MicrosoftAppPassword: "x",
      MicrosoftAppType: "SingleTenant",
    },
    ...{ TEAMS_SERVICE_URLS: ["https://smba.trafficmanager.net"], TEAMS_FILE_HOSTS: ["sharepoint.com"] },
    ...{ ToChannelFromBotOAuthScope: "https://x.example" },
    ...{ ToBotFromChannelTokenIssuer: "https://x.example", ToBotFromChannelOpenIdMetadataUrl: "https://x.example" },
  },
  false,
);
const said = {
  type: "message",
  id: "1",
  channelId: "msteams",
  serviceUrl: "https://smba.trafficmanager.net/amer/",
  locale: "es-HN",
  text: "<at>Sendero</at> hola&nbsp;",
  from: { id: "29:1", name: "Ana", aadObjectId: randomUUID() },
  recipient: { id: `28:${appId}` },
  conversation: { id: "a:1", conversationType: "personal", tenantId: tenant, isGroup: false },
  channelData: { tenant: { id: tenant }, team: null },
  attachments: [{ contentType: "text/html", content: "hola" }],
  value: {
    card: "1",
    option: "language~es",
    action: { data: { card: "1", form: "x", kind: "several", several: "a,b" } },
  },
  membersAdded: [{ id: `28:${appId}` }],
  name: "adaptiveCard/action",
  action: "add",
};

test.each(["message", "invoke", "installationUpdate", "conversationUpdate"])("activities of Teams: %s", (type) => {
  fc.assert(
    fc.property(mutated({ ...said, type }), fc.string({ unit: "binary" }), (body, header) => {
      const read = quick(() => activity.safeParse(body));
      if (!read.success || !settings) return;
      expect(claimsOf(header, read.data, settings)).toHaveProperty("why");
      refusedActivity(read.data, settings);
      const event = quick(() => parseActivity(read.data, tenantOf(read.data) ?? ""));
      if (event.kind !== "message" || event.content.is !== "text") return;
      const { text } = event.content;
      isStorable({ kind: "text", id: event.id, on: 1, seed: 1, screen: screens.web, text });
    }),
    many,
  );
});

test("what a card sends back", () => {
  const data = { card: "1", form: "x", kind: "match", several: "a,b", "step-1": "a", "pair-1": "b" };
  fc.assert(
    fc.property(mutated(data), (value) => {
      const read = quick(() => cardData.safeParse(value));
      if (read.success && !("option" in read.data)) expect(formText(read.data)).toMatch(/^[a-z0-9, ]*$/);
    }),
    many,
  );
});
