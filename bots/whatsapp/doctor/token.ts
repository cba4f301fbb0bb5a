import { z } from "zod";
import type { Ask } from "./ask.ts";
import { type Finding, good, mind, wrong } from "./finding.ts";

/** What the token opens. */
export interface TokenFacts {
  readonly appId: string;
  readonly wabaIds: readonly string[];
}

const debugged = z.object({
  data: z.object({
    is_valid: z.boolean(),
    type: z.string().default(""),
    app_id: z.string().default(""),
    application: z.string().default(""),
    expires_at: z.number().default(0),
    scopes: z.array(z.string()).default([]),
    granular_scopes: z.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).default([]) })).default([]),
  }),
});
type Debugged = z.infer<typeof debugged>["data"];

const needed = ["whatsapp_business_messaging", "whatsapp_business_management"] as const;
const newToken =
  "Cree un token nuevo: business.facebook.com → Configuración → Usuarios del sistema → su usuario → Generar token, con los permisos whatsapp_business_messaging y whatsapp_business_management, sin vencimiento. Póngalo en WHATSAPP_ACCESS_TOKEN y reinicie el servidor.";
const day = 24 * 3600 * 1000;

/** Whether the token is a lasting one with the rights that the tutor needs. */
export async function examineToken(
  ask: Ask,
  token: string,
  now: number,
): Promise<{ findings: Finding[]; facts: TokenFacts | undefined }> {
  const answer = await ask(`debug_token?input_token=${encodeURIComponent(token)}`, debugged);
  if ("refused" in answer) {
    const { code, message } = answer.refused;
    const finding =
      code === undefined
        ? wrong(
            `No se pudo hablar con Meta: ${message}.`,
            "Revise la salida a internet del servidor y WHATSAPP_GRAPH_URL.",
          )
        : wrong(`Meta no acepta el token (error ${code}: ${message}).`, newToken);
    return { findings: [finding], facts: undefined };
  }
  const { data } = answer.found;
  if (!data.is_valid) return { findings: [wrong("El token venció o fue retirado.", newToken)], facts: undefined };
  const wabaIds = [...new Set(data.granular_scopes.flatMap((granted) => granted.target_ids))];
  return { findings: [...rights(data), ...lasting(data, now)], facts: { appId: data.app_id, wabaIds } };
}

function rights({ scopes, application }: Debugged): Finding[] {
  const missing = needed.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return [good(`El token es válido y es de la app «${application}».`)];
  return [wrong(`Al token le falta el permiso ${missing.join(" y ")}.`, newToken)];
}

function lasting({ type, expires_at: expires }: Debugged, now: number): Finding[] {
  if (expires === 0 && type === "SYSTEM_USER") return [good("El token es de un usuario del sistema y no vence.")];
  if (expires === 0)
    return [
      mind("El token no es de un usuario del sistema: si esa persona pierde su acceso, el tutor calla.", newToken),
    ];
  const days = Math.floor((expires * 1000 - now) / day);
  const when = days < 1 ? "en menos de un día" : `en ${days} ${days === 1 ? "día" : "días"}`;
  const short = days < 30;
  return [short ? wrong(`El token vence ${when}.`, newToken) : mind(`El token vence ${when}.`, newToken)];
}
