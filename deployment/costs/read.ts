import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { priceOf, whatsAppRates } from "../../content/whatsapp-rates.ts";
import { type Assumptions, assumptions, type Bought } from "./costs.ts";

/** Everything that costs are computed from, as the files have it. */
export function readCosts() {
  const given = assumptions.parse(parse(read("./assumptions.yaml")));
  const rates = whatsAppRates.parse(parse(read("../../content/whatsapp-rates.yaml")));
  const message = given.countries.reduce((sum, country) => sum + priceOf(rates, country), 0) / given.countries.length;
  const whatsApp = { message, free: rates.freePerMonth, asOf: rates.asOf };
  return { given, whatsApp, bought: boughtFor(given) };
}

function boughtFor(given: Assumptions): Record<string, Bought> {
  return Object.fromEntries(
    Object.keys(given.editions).map((name) => [name, boughtIn(read(`../azure/${name}.bicepparam`))]),
  );
}

function boughtIn(parameters: string): Bought {
  const value = (name: string) => new RegExp(`^param ${name} = '?([\\w.]+)`, "m").exec(parameters)?.[1];
  const number = (name: string) => Number.parseFloat(value(name) ?? "");
  return {
    replicas: number("minReplicas"),
    cpu: number("cpu"),
    gibibytes: number("memory"),
    maxThroughput: number("maxThroughput"),
    regions: value("secondRegion") === undefined ? 1 : 2,
  };
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}
