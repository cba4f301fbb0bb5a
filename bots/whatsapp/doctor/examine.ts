import type { WhatsAppSettings } from "../../../services/config.ts";
import { graphReader } from "./ask.ts";
import { type Finding, wrong } from "./finding.ts";
import { examineNumber, type NumberFacts } from "./number.ts";
import { examineTemplates } from "./templates.ts";
import { examineToken } from "./token.ts";
import { examineVersion } from "./versions.ts";
import { examineWebhook } from "./webhook.ts";

export interface Chapter {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Looks at everything that WhatsApp needs, in the order in which it is set up; what cannot be known yet is left out. */
export async function examine(settings: WhatsAppSettings, publicUrl: string, now: number): Promise<Chapter[]> {
  const ask = graphReader(settings.graphUrl, settings.token);
  const token = await examineToken(ask, settings.token, now);
  const access = { title: "Acceso", findings: [examineVersion(settings.graphUrl, now), ...token.findings] };
  if (!token.facts) return [access];

  const numbers = await Promise.all(settings.numbers.map((id) => examineNumber(ask, id)));
  const known = numbers.flatMap(({ facts }): NumberFacts[] => (facts ? [facts] : []));
  const { wabaIds } = token.facts;
  const noAccount = wrong(
    "El token no abre ninguna cuenta de WhatsApp.",
    "business.facebook.com → Usuarios del sistema → Asignar activos → Cuentas de WhatsApp → control total; luego genere el token otra vez.",
  );
  const wiring = { ...token.facts, ...settings, numbers: known, webhook: `${publicUrl}/api/whatsapp` };
  return [
    access,
    { title: "Número", findings: numbers.flatMap(({ findings }) => findings) },
    { title: "Mensajes que llegan", findings: await examineWebhook(ask, wiring) },
    { title: "Plantillas", findings: wabaIds.length > 0 ? await examineTemplates(ask, wabaIds) : [noAccount] },
  ];
}

const marks = { good: "✔", mind: "!", wrong: "✘" } as const;

/** The findings as text for a terminal. */
export function reported(chapters: readonly Chapter[]): string {
  const all = chapters.flatMap(({ findings }) => findings);
  const faults = all.filter(({ state }) => state === "wrong").length;
  const lines = chapters.flatMap(({ title, findings }) => ["", title, ...findings.flatMap(lineOf)]);
  const verdict =
    faults === 0 ? "Todo lo necesario está en orden." : `Por arreglar: ${faults}. Empiece por lo primero.`;
  return [...lines, "", verdict, ""].join("\n");
}

function lineOf({ state, what, todo }: Finding): string[] {
  return [`  ${marks[state]} ${what}`, ...(todo ? [`      → ${todo}`] : [])];
}
