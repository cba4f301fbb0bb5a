import { afterEach, expect, test } from "@jest/globals";
import { examine, reported } from "../bots/whatsapp/doctor/examine.ts";
import type { Account, BusinessNumber, Template } from "../bots/whatsapp/stand-in/account.ts";
import { graphStage, type Stage } from "./fakes/graph-client.ts";

/** `npm run whatsapp:doctor` says what is wrong with an account, and what to do about it. */

const now = Date.UTC(2026, 10, 22, 12);
const day = 24 * 3600 * 1000;

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

interface Change {
  readonly account?: (account: Account) => void;
  readonly settings?: {
    token?: string;
    appSecrets?: string[];
    verifyToken?: string;
    numbers?: string[];
    graphUrl?: string;
  };
  readonly publicUrl?: string;
}

async function report({ account: change, settings, publicUrl }: Change = {}): Promise<string> {
  stage = await graphStage();
  const { account, graphUrl } = stage.standIn;
  account.appSubscription = {
    callbackUrl: stage.webhook.url,
    active: true,
    fields: ["messages", "message_template_status_update", "phone_number_quality_update", "account_update"],
  };
  const { token, appSecret, verifyToken } = account;
  const numbers = account.numbers.map(({ id }) => id);
  change?.(account);
  const asked = { numbers, token, appSecrets: [appSecret], verifyToken, graphUrl, ...settings };
  return reported(await examine(asked, publicUrl ?? new URL(stage.webhook.url).origin, now));
}

const faultsIn = (text: string) => text.split("\n").filter((line) => line.includes("✘"));
const number = (change: Partial<BusinessNumber>) => (account: Account) => {
  for (const one of account.numbers) Object.assign(one, change);
};
const template = (change: Partial<Template>) => (account: Account) => {
  for (const one of account.templates) if (one.language === "pt_BR") Object.assign(one, change);
};

test("of a healthy account nothing is wrong but an address that is not public", async () => {
  const text = await report();
  expect(faultsIn(text)).toEqual([expect.stringContaining("Meta solo llama a direcciones https")]);
  expect(text).toContain("✔ +1 555-078-3881 («Sendero») está conectado.");
  expect(text).toContain("✔ La plantilla continue_lesson en portugués está aprobada.");
  expect(text).toContain("Por arreglar: 1.");
});

const cases: [string, Change, RegExp][] = [
  [
    "a token that is none",
    { settings: { token: "EAAold" } },
    /✘ Meta no acepta el token \(error 190.*\n.*Cree un token nuevo/,
  ],
  [
    "a token that has expired",
    {
      account: (account) => {
        account.tokenFacts.valid = false;
      },
    },
    /✘ El token venció o fue retirado/,
  ],
  [
    "a token of the dashboard",
    {
      account: (account) => {
        account.tokenFacts.type = "USER";
        account.tokenFacts.expiresAt = (now + day / 2) / 1000;
      },
    },
    /✘ El token vence en menos de un día/,
  ],
  [
    "a token with a right too few",
    {
      account: (account) => {
        account.tokenFacts.scopes = ["whatsapp_business_messaging"];
      },
    },
    /✘ Al token le falta el permiso whatsapp_business_management/,
  ],
  ["nobody at the address", { settings: { graphUrl: "http://127.0.0.1:1/v25.0" } }, /✘ No se pudo hablar con Meta/],
  [
    "a version that is over",
    { settings: { graphUrl: "http://127.0.0.1:1/v20.0" } },
    /✘ La versión v20.0 de la API terminó el 2026-09-24/,
  ],
  [
    "a phone number in place of its id",
    { settings: { numbers: ["15550783881"] } },
    /✘ Meta no encuentra el número con id 15550783881/,
  ],
  [
    "a number not registered",
    { account: number({ status: "PENDING" }) },
    /✘ .*no está conectado \(PENDING\).\n.*register/,
  ],
  [
    "a number that was banned",
    { account: number({ status: "BANNED" }) },
    /✘ .*no está conectado \(BANNED\).\n.*WhatsApp Manager/,
  ],
  ["a name refused", { account: number({ nameStatus: "DECLINED" }) }, /✘ Meta rechazó el nombre «Sendero»/],
  ["a name under review", { account: number({ nameStatus: "PENDING_REVIEW" }) }, /! Meta aún revisa el nombre/],
  ["a test number", { account: number({ mode: "SANDBOX" }) }, /! Es un número de prueba/],
  ["bad quality", { account: number({ quality: "RED" }) }, /! La calidad del número es baja/],
  [
    "an unverified code",
    { account: number({ codeVerification: "EXPIRED" }) },
    /! El número no tiene verificado su código/,
  ],
  [
    "no means of payment",
    {
      account: (account) => {
        account.health = {
          status: "BLOCKED",
          errors: [
            {
              entity: "WABA",
              code: 141006,
              description: "There is an error with the payment method.",
              solution: "Add one.",
            },
          ],
        };
      },
    },
    /✘ Meta limita los envíos por la cuenta de WhatsApp \(141006.*\n.*Agregue o corrija el medio de pago/,
  ],
  ["another app's secret", { settings: { appSecrets: ["another"] } }, /✘ WHATSAPP_APP_SECRET no es la clave secreta/],
  ["another verify token", { settings: { verifyToken: "another" } }, /✘ .*responde, pero no como Meta espera/],
  [
    "a tutor that is not running",
    { publicUrl: "http://127.0.0.1:1" },
    /✘ No responde nadie en http:\/\/127.0.0.1:1\/api\/whatsapp/,
  ],
  [
    "no webhook",
    {
      account: (account) => {
        account.appSubscription = undefined;
      },
    },
    /✘ La app no tiene webhook/,
  ],
  [
    "a webhook elsewhere",
    {
      account: (account) => {
        if (account.appSubscription) account.appSubscription.callbackUrl = "https://old.example/api";
      },
    },
    /✘ El webhook de la app apunta a https:\/\/old.example\/api/,
  ],
  [
    "a webhook without messages",
    {
      account: (account) => {
        if (account.appSubscription) account.appSubscription.fields = ["account_update"];
      },
    },
    /✘ El webhook no está suscrito a «messages»/,
  ],
  [
    "a number's webhook elsewhere",
    { account: number({ callbackOverride: "https://other.example" }) },
    /✘ Los mensajes de \+1 555-078-3881 van a otra dirección/,
  ],
  [
    "an account that tells the app nothing",
    {
      account: (account) => {
        account.subscribedApps = [];
      },
    },
    /✘ La cuenta de WhatsApp no entrega sus mensajes.*\n.*curl -X POST .*102290129340398\/subscribed_apps/,
  ],
  [
    "a template missing",
    {
      account: (account) => {
        account.templates = account.templates.slice(0, 1);
      },
    },
    /✘ La plantilla continue_lesson en inglés \(en\) no existe/,
  ],
  [
    "a template paused",
    { account: template({ status: "PAUSED" }) },
    /✘ La plantilla continue_lesson en portugués está en pausa/,
  ],
  [
    "a template refused",
    { account: template({ status: "REJECTED" }) },
    /✘ La plantilla continue_lesson en portugués no fue aprobada \(REJECTED\)/,
  ],
  [
    "a template disabled",
    { account: template({ status: "DISABLED" }) },
    /✘ La plantilla continue_lesson en portugués está deshabilitada/,
  ],
  [
    "a template under review",
    { account: template({ status: "PENDING" }) },
    /! La plantilla continue_lesson en portugués espera la revisión/,
  ],
  [
    "a template that costs more",
    { account: template({ category: "MARKETING" }) },
    /! La plantilla continue_lesson en portugués está clasificada como MARKETING/,
  ],
  [
    "a template of another shape",
    { account: template({ body: "Hola {{1}}" }) },
    /✘ La plantilla continue_lesson en portugués no tiene la forma/,
  ],
];

test.each(cases)("says what to do about %s", async (_, change, expected) => {
  expect(await report(change)).toMatch(expected);
});

test("never shows a token or a secret", async () => {
  const text = await report({
    account: (account) => {
      account.appSubscription = undefined;
    },
  });
  const { token, appSecret, verifyToken } = stage?.standIn.account ?? {};
  for (const secret of [token, appSecret, verifyToken]) expect(text).not.toContain(secret ?? "?");
});
