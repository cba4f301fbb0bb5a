import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { templateLanguages, templateName } from "../bots/whatsapp/doctor/templates.ts";
import { healthyAccount } from "../bots/whatsapp/stand-in/account.ts";
import { continueTemplate } from "../bots/whatsapp/window.ts";
import { lengthOf } from "../content/limits.ts";

/** The guide to a real number says what the tutor does. */

const guide = readFileSync(fileURLToPath(new URL("../docs/whatsapp.md", import.meta.url)), "utf8");
const { templates } = healthyAccount();

test.each(templateLanguages)(
  "the template's text in %s is the one that is tried out, and Meta would take it",
  (language) => {
    const template = templates.find((one) => one.language === language);
    const { body = "", footer = "", buttons: [button = ""] = [] } = template ?? {};
    const row = guide.split("\n").find((line) => line.includes(`(\`${language}\`)`));
    expect(row).toContain(`| ${body} | ${footer} | ${button} |`);
    expect(lengthOf(body)).toBeLessThanOrEqual(1024);
    expect(lengthOf(footer)).toBeLessThanOrEqual(60);
    expect(lengthOf(button)).toBeLessThanOrEqual(25);
    expect(`${body}${footer}`).not.toMatch(/\{\{|\n/);
  },
);

test("what the tutor sends, the doctor looks for", () => {
  const sent = (["es", "pt", "en"] as const).map((language) => continueTemplate(language));
  expect(sent.map((body) => "template" in body && body.template.name)).toEqual([
    templateName,
    templateName,
    templateName,
  ]);
  expect(sent.map((body) => "template" in body && body.template.language.code)).toEqual([...templateLanguages]);
});

test("every command and setting that the guide names exists", () => {
  const { scripts } = JSON.parse(readFileSync(fileURLToPath(new URL("../package.json", import.meta.url)), "utf8"));
  const config = readFileSync(fileURLToPath(new URL("../services/config.ts", import.meta.url)), "utf8");
  for (const [, name = ""] of guide.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
  for (const [name] of guide.matchAll(/\bWHATSAPP_\w+/g)) expect(config).toContain(name);
});
