import { type Finding, good, mind, wrong } from "./finding.ts";

/** Until when each version of the Graph API answers, from Meta's change log of July 2026. */
const ends: Readonly<Record<string, string>> = {
  "v20.0": "2026-09-24",
  "v21.0": "2027-01-21",
  "v22.0": "2027-05-20",
  "v23.0": "2027-10-08",
  "v24.0": "2028-02-18",
  "v25.0": "2028-07-29",
};
const warningTime = 120 * 24 * 3600 * 1000;

export function examineVersion(graphUrl: string, now: number): Finding {
  const version = /v\d+\.\d+/.exec(graphUrl)?.[0];
  const change = "Cambie la versión en WHATSAPP_GRAPH_URL (https://graph.facebook.com/v25.0).";
  if (!version) return wrong("WHATSAPP_GRAPH_URL no dice la versión de la API.", change);
  const end = ends[version];
  if (end === undefined) return mind(`No se conoce la fecha de fin de la versión ${version} de la API.`);
  const left = Date.parse(end) - now;
  if (left < 0) return wrong(`La versión ${version} de la API terminó el ${end}.`, change);
  return left < warningTime
    ? mind(`La versión ${version} de la API termina el ${end}.`, change)
    : good(`La versión ${version} de la API vale hasta el ${end}.`);
}
