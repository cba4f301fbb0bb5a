import { z } from "zod";
import type { Ask } from "./ask.ts";
import { type Finding, good, mind, wrong } from "./finding.ts";

const fields = [
  "display_phone_number",
  "verified_name",
  "status",
  "quality_rating",
  "code_verification_status",
  "name_status",
  "account_mode",
  "throughput",
  "whatsapp_business_manager_messaging_limit",
  "webhook_configuration",
  "health_status",
];

const entity = z.object({
  entity_type: z.string(),
  can_send_message: z.string(),
  errors: z
    .array(
      z.object({ error_code: z.number(), error_description: z.string(), possible_solution: z.string().optional() }),
    )
    .default([]),
});

const numberShape = z.object({
  id: z.string(),
  display_phone_number: z.string().default(""),
  verified_name: z.string().default(""),
  status: z.string().optional(),
  quality_rating: z.string().optional(),
  code_verification_status: z.string().optional(),
  name_status: z.string().optional(),
  account_mode: z.string().optional(),
  throughput: z.object({ level: z.string().optional() }).optional(),
  whatsapp_business_manager_messaging_limit: z.string().optional(),
  webhook_configuration: z
    .object({
      phone_number: z.string().optional(),
      whatsapp_business_account: z.string().optional(),
      application: z.string().optional(),
    })
    .default({}),
  health_status: z.object({ can_send_message: z.string(), entities: z.array(entity).default([]) }).optional(),
});
export type NumberFacts = z.infer<typeof numberShape>;

/** Whether a number is connected, approved and free to send. */
export async function examineNumber(
  ask: Ask,
  id: string,
): Promise<{ findings: Finding[]; facts: NumberFacts | undefined }> {
  const answer = await ask(`${id}?fields=${fields.join(",")}`, numberShape);
  if ("refused" in answer) {
    const { code, message } = answer.refused;
    const finding = wrong(
      `Meta no encuentra el número con id ${id}${code === undefined ? ` (${message})` : ""}.`,
      "WHATSAPP_PHONE_NUMBER_ID es el «Identificador del número de teléfono», no el teléfono: WhatsApp → Configuración de la API en developers.facebook.com. Si es correcto, asigne esa cuenta de WhatsApp al usuario del sistema con control total.",
    );
    return { findings: [finding], facts: undefined };
  }
  const facts = answer.found;
  const troubles = [connection(facts), verification(facts), name(facts), mode(facts), quality(facts)];
  const found = [...troubles.flatMap((finding) => finding ?? []), ...health(facts)];
  const fine = found.some(({ state }) => state === "wrong")
    ? []
    : [good(`${facts.display_phone_number} («${facts.verified_name}») está conectado.`)];
  return { findings: [...fine, ...found, ...limits(facts)], facts };
}

type Looked = Finding | undefined;

function connection({ status, display_phone_number: shown }: NumberFacts): Looked {
  if (status === undefined || status === "CONNECTED") return undefined;
  const todo =
    status === "PENDING" || status === "DISCONNECTED"
      ? "Registre el número: POST /{id del número}/register con su PIN de seis cifras (docs/whatsapp.md, paso 3)."
      : "Abra business.facebook.com → WhatsApp Manager → Números de teléfono y siga lo que allí se pide; mientras tanto no se podrá escribir a nadie.";
  return wrong(`El número ${shown} no está conectado (${status}).`, todo);
}

function verification({ code_verification_status: status }: NumberFacts): Looked {
  if (status !== "NOT_VERIFIED" && status !== "EXPIRED") return undefined;
  return mind(
    "El número no tiene verificado su código de seis cifras.",
    "WhatsApp Manager → Números de teléfono → Verificar.",
  );
}

function name({ name_status: status, verified_name: shown }: NumberFacts): Looked {
  if (status === "DECLINED") {
    return wrong(
      `Meta rechazó el nombre «${shown}».`,
      "Elija otro nombre en WhatsApp Manager → Números de teléfono → Perfil; debe parecerse al de la organización.",
    );
  }
  if (status === "PENDING_REVIEW") return mind(`Meta aún revisa el nombre «${shown}»; suele tardar uno o dos días.`);
  return undefined;
}

function mode({ account_mode: status }: NumberFacts): Looked {
  if (status !== "SANDBOX") return undefined;
  return mind(
    "Es un número de prueba de Meta: solo puede escribir a los teléfonos de su lista de destinatarios (cinco como mucho).",
    "Para aprendices de verdad agregue un número propio (docs/whatsapp.md, paso 3).",
  );
}

function quality({ quality_rating: rating }: NumberFacts): Looked {
  if (rating === "RED")
    return mind(
      "La calidad del número es baja: mucha gente lo bloquea o denuncia.",
      "Espacie los recordatorios y revise a quién se le escribe sin que lo haya pedido.",
    );
  return undefined;
}

function health({ health_status: status }: NumberFacts): Finding[] {
  if (!status || status.can_send_message === "AVAILABLE") return [];
  const told = status.entities.flatMap((one) =>
    one.errors.map((error) => ({ ...error, on: places[one.entity_type] ?? one.entity_type })),
  );
  const make = status.can_send_message === "BLOCKED" ? wrong : mind;
  if (told.length === 0)
    return [
      make(
        `Meta limita los envíos (${status.can_send_message}).`,
        "Vea por qué en WhatsApp Manager → Información general.",
      ),
    ];
  return told.map(({ error_code: code, error_description: description, possible_solution: solution, on }) =>
    make(`Meta limita los envíos por ${on} (${code}: ${description})`, todoFor(code, solution)),
  );
}

const places: Readonly<Record<string, string>> = {
  PHONE_NUMBER: "el número",
  WABA: "la cuenta de WhatsApp",
  BUSINESS: "el negocio",
  APP: "la app",
};

/** 141006: Meta cannot charge. */
function todoFor(code: number, solution: string | undefined): string {
  if (code === 141006)
    return "Agregue o corrija el medio de pago: business.facebook.com → Facturación y pagos → Cuentas de WhatsApp.";
  return solution ?? "Vea qué falta en WhatsApp Manager → Información general.";
}

function limits({ whatsapp_business_manager_messaging_limit: tier, throughput }: NumberFacts): Finding[] {
  const people = tiers[tier ?? ""];
  const told = people ? [good(`Fuera de la ventana de 24 horas puede escribir a ${people} en 24 horas.`)] : [];
  const high = throughput?.level === "HIGH";
  return [...told, good(`Envía hasta ${high ? "1.000" : "80"} mensajes por segundo.`)];
}

const tiers: Readonly<Record<string, string>> = {
  TIER_50: "50 personas",
  TIER_250: "250 personas",
  TIER_1K: "1.000 personas",
  TIER_2K: "2.000 personas",
  TIER_10K: "10.000 personas",
  TIER_100K: "100.000 personas",
  TIER_UNLIMITED: "cualquier cantidad de personas",
};
