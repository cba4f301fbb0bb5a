import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Ask } from "./ask.ts";
import { type Finding, good, mind, wrong } from "./finding.ts";
import type { NumberFacts } from "./number.ts";

const apps = z.object({
  data: z.array(z.object({ whatsapp_business_api_data: z.object({ id: z.string() }).optional() })),
});
const subscriptions = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string().default(""),
      active: z.boolean().default(false),
      fields: z.array(z.union([z.string(), z.object({ name: z.string() })])).default([]),
    }),
  ),
});

export interface Wiring {
  readonly appId: string;
  readonly wabaIds: readonly string[];
  readonly numbers: readonly NumberFacts[];
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  /** Where Meta should call: `https://…/api/whatsapp`. */
  readonly webhook: string;
}

const whereWebhook = "developers.facebook.com → su app → WhatsApp → Configuración → Webhook";

/** Whether what learners write reaches this server. */
export async function examineWebhook(ask: Ask, wiring: Wiring): Promise<Finding[]> {
  return [
    ...(await examineAddress(wiring)),
    ...(await examineApp(ask, wiring)),
    ...wiring.numbers.flatMap((number) => override(number, wiring.webhook)),
    ...(await Promise.all(wiring.wabaIds.map((id) => examineAccount(ask, id, wiring.appId)))),
  ];
}

/** Asks our own address as Meta would. */
async function examineAddress({ webhook, verifyToken }: Wiring): Promise<Finding[]> {
  const local = !webhook.startsWith("https://");
  const https = wrong(
    `Meta solo llama a direcciones https, y PUBLIC_URL es ${new URL(webhook).origin}.`,
    "Ponga en PUBLIC_URL la dirección pública del servidor, con un certificado que acepten los navegadores.",
  );
  const challenge = String(randomInt(1e9));
  const search = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.challenge": challenge,
    "hub.verify_token": verifyToken,
  });
  const answer = await textAt(`${webhook}?${search}`);
  const reached =
    answer === challenge
      ? good("El servidor responde al saludo de Meta.")
      : wrong(
          answer === undefined ? `No responde nadie en ${webhook}.` : `${webhook} responde, pero no como Meta espera.`,
          answer === undefined
            ? "Arranque el tutor (npm start) y revise que PUBLIC_URL llegue a él desde internet."
            : "Revise que el servidor corra con el mismo WHATSAPP_VERIFY_TOKEN y que ningún proxy cambie la dirección.",
        );
  return [...(local ? [https] : []), reached];
}

async function textAt(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? await answer.text() : "";
  } catch {
    return undefined;
  }
}

/** The app's own webhook; only the app itself may ask, so this proves the app secret as well. */
async function examineApp(ask: Ask, { appId, appSecrets, webhook, verifyToken }: Wiring): Promise<Finding[]> {
  const [secret = ""] = appSecrets;
  const answer = await ask(`${appId}/subscriptions`, subscriptions, `${appId}|${secret}`);
  if ("refused" in answer) {
    return [
      wrong(
        "WHATSAPP_APP_SECRET no es la clave secreta de esta app: se rechazarían todos los mensajes de los aprendices.",
        "Cópiela de developers.facebook.com → su app → Configuración de la app → Básica → Clave secreta. Al cambiarla, ponga la nueva y la anterior separadas por una coma.",
      ),
    ];
  }
  const own = answer.found.data.find(({ object }) => object === "whatsapp_business_account");
  const secretFits = good("La clave secreta es la de la app.");
  if (!own?.active) {
    const todo = `${whereWebhook}: ponga ${webhook} y el token de verificación ${masked(verifyToken)}, y suscriba el campo «messages».`;
    return [secretFits, wrong("La app no tiene webhook.", todo)];
  }
  const fields = own.fields.map((field) => (typeof field === "string" ? field : field.name));
  return [secretFits, address(own.callback_url, webhook), ...fieldFindings(fields)];
}

function address(there: string, ours: string): Finding {
  if (there === ours) return good("El webhook de la app apunta a este servidor.");
  return wrong(
    `El webhook de la app apunta a ${there}, no a ${ours}.`,
    `Cámbielo en ${whereWebhook}, o corrija PUBLIC_URL.`,
  );
}

const useful = ["message_template_status_update", "phone_number_quality_update", "account_update"];

function fieldFindings(fields: readonly string[]): Finding[] {
  if (!fields.includes("messages")) {
    return [
      wrong(
        "El webhook no está suscrito a «messages»: no llega nada de lo que escriben los aprendices.",
        `${whereWebhook} → Campos → messages → Suscribirse.`,
      ),
    ];
  }
  const missing = useful.filter((field) => !fields.includes(field));
  const alerts =
    missing.length === 0
      ? []
      : [
          mind(
            `Sin los campos ${missing.join(", ")} no se sabrá a tiempo si Meta pausa una plantilla o restringe el número.`,
            `${whereWebhook} → Campos.`,
          ),
        ];
  return [good("El webhook recibe «messages»."), ...alerts];
}

/** A number or an account may send its webhooks elsewhere. */
function override(
  { webhook_configuration: set, display_phone_number: shown }: NumberFacts,
  webhook: string,
): Finding[] {
  const elsewhere = set.phone_number ?? set.whatsapp_business_account;
  if (elsewhere === undefined || elsewhere === webhook) return [];
  return [
    wrong(
      `Los mensajes de ${shown} van a otra dirección: ${elsewhere}.`,
      "Alguien fijó un webhook propio para ese número o cuenta (override_callback_uri). Quítelo: POST /{id} con webhook_configuration vacío.",
    ),
  ];
}

async function examineAccount(ask: Ask, wabaId: string, appId: string): Promise<Finding> {
  const answer = await ask(`${wabaId}/subscribed_apps`, apps);
  const subscribed = "found" in answer && answer.found.data.some((app) => app.whatsapp_business_api_data?.id === appId);
  if (subscribed) return good("La cuenta de WhatsApp entrega sus mensajes a la app.");
  return wrong(
    "La cuenta de WhatsApp no entrega sus mensajes a la app: es la causa más común de que «no llega nada».",
    `Ejecute una vez: curl -X POST "https://graph.facebook.com/v25.0/${wabaId}/subscribed_apps" -H "Authorization: Bearer $WHATSAPP_ACCESS_TOKEN"`,
  );
}

/** Enough to recognise it by. */
function masked(secret: string): string {
  return `«${secret.slice(0, 3)}…» (WHATSAPP_VERIFY_TOKEN)`;
}
