import type { Course } from "../../content/schema.ts";
import { priceOf, type WhatsAppRates } from "../../content/whatsapp-rates.ts";
import { type CourseCost, costOf, type ModuleCost } from "./cost.ts";

/** A lesson may cost so many messages on average: every one of them is paid for. */
export const mostPerLesson = 4;

/** What a course costs on WhatsApp, in lines for its authors. With `each`, lesson by lesson. */
export function costReport(course: Course, rates: WhatsAppRates, each: boolean): { lines: string[]; cost: CourseCost } {
  const cost = costOf(course);
  const lines = [
    `Mensajes de WhatsApp, para quien responde bien: ${decimal(cost.perLesson)} por lección en promedio (caben ${mostPerLesson}), ${cost.whole} en todo el curso.`,
    ...cost.modules.flatMap((module) => [moduleLine(module), ...(each ? lessonLines(module) : [])]),
    ...priceLines(course, cost, rates),
  ];
  return { lines, cost };
}

function moduleLine({ module, lessons, whole }: ModuleCost): string {
  const messages = lessons.map((lesson) => lesson.messages);
  const average = messages.reduce((total, number) => total + number, 0) / Math.max(1, messages.length);
  const span = messages.length > 0 ? `, de ${Math.min(...messages)} a ${Math.max(...messages)}` : "";
  return `  ${module.id}: ${decimal(average)} por lección${span}; ${whole} en el módulo`;
}

function lessonLines({ lessons }: ModuleCost): string[] {
  return lessons.map(({ id, messages }) => `    ${messages}  ${id}`);
}

function priceLines(course: Course, cost: CourseCost, rates: WhatsAppRates): string[] {
  const prices = course.countries.map((country) => `${country} ${decimal(cost.whole * priceOf(rates, country))}`);
  const whose = rates.thirdParty ? ", cifras de terceros" : "";
  return [
    `  Precio por participante, en ${rates.currency}, más allá de los ${rates.freePerMonth} mensajes gratuitos por número y mes`,
    `  (tarifas del ${rates.asOf}${whose}: ${rates.source}): ${prices.join(", ")}`,
  ];
}

function decimal(number: number): string {
  return number.toFixed(2).replace(".", ",");
}
