import { z } from "zod";
import type { Ask } from "./ask.ts";
import { type Finding, good, mind, wrong } from "./finding.ts";

const shape = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.string(),
      category: z.string().optional(),
      components: z
        .array(
          z.object({
            type: z.string(),
            text: z.string().optional(),
            buttons: z.array(z.object({ type: z.string() })).optional(),
          }),
        )
        .default([]),
    }),
  ),
});
type Template = z.infer<typeof shape>["data"][number];

/** The one template that the tutor sends, in the languages in which it speaks. */
export const templateName = "continue_lesson";
export const templateLanguages = ["es", "pt_BR", "en"] as const;

const named = { es: "español", pt_BR: "portugués", en: "inglés" } as const;
const where = "WhatsApp Manager → Plantillas de mensajes";

/** Whether a learner can be called back after a day, in each language. */
export async function examineTemplates(ask: Ask, wabaIds: readonly string[]): Promise<Finding[]> {
  const found: Template[] = [];
  for (const id of wabaIds) {
    const answer = await ask(`${id}/message_templates?name=${templateName}&limit=50`, shape);
    if ("found" in answer) found.push(...answer.found.data);
    else
      return [
        wrong(
          `Meta no deja ver las plantillas (${answer.refused.message}).`,
          "El token necesita el permiso whatsapp_business_management y acceso a la cuenta de WhatsApp.",
        ),
      ];
  }
  return templateLanguages.flatMap((language) => {
    const template = found.find((one) => one.name === templateName && one.language === language);
    return examineOne(template, named[language], language);
  });
}

function examineOne(template: Template | undefined, name: string, language: string): Finding[] {
  const title = `La plantilla ${templateName} en ${name}`;
  if (!template)
    return [wrong(`${title} (${language}) no existe.`, `Créela en ${where} con el texto de docs/whatsapp.md, paso 6.`)];
  const status = statusFinding(template.status, title);
  return [status, ...categoryFinding(template, title), ...shapeFinding(template, title)];
}

function statusFinding(status: string, title: string): Finding {
  switch (status) {
    case "APPROVED":
      return good(`${title} está aprobada.`);
    case "PENDING":
    case "IN_APPEAL":
      return mind(`${title} espera la revisión de Meta (minutos u horas).`);
    case "PAUSED":
      return wrong(
        `${title} está en pausa porque a la gente no le gustó.`,
        "Vuelve sola en unas horas; espacie los recordatorios o cambie el texto.",
      );
    case "DISABLED":
      return wrong(`${title} está deshabilitada.`, `Cree una nueva con otro texto en ${where}.`);
    default:
      return wrong(
        `${title} no fue aprobada (${status}).`,
        `Lea el motivo en ${where}, corrija el texto y envíela otra vez.`,
      );
  }
}

function categoryFinding({ category }: Template, title: string): Finding[] {
  if (category === undefined || category === "UTILITY") return [];
  return [
    mind(
      `${title} está clasificada como ${category}: cuesta varias veces más que UTILITY.`,
      "Pida una revisión de la categoría en WhatsApp Manager, con el texto exacto de docs/whatsapp.md.",
    ),
  ];
}

/** We send no parameters and one payload: another shape would be refused each time. */
function shapeFinding({ components }: Template, title: string): Finding[] {
  const body = components.find(({ type }) => type.toUpperCase() === "BODY")?.text ?? "";
  const buttons = components.flatMap((component) => component.buttons ?? []);
  const fits = !body.includes("{{") && buttons.length === 1 && buttons[0]?.type === "QUICK_REPLY";
  return fits
    ? []
    : [
        wrong(
          `${title} no tiene la forma que el tutor envía: sin variables y con un solo botón de respuesta rápida.`,
          `Corríjala en ${where} según docs/whatsapp.md, paso 6.`,
        ),
      ];
}
