import { z } from "zod";
import { WrongSetting } from "./errors.ts";
import { keptSecret, shortestSecret } from "./kept-secret.ts";
import type { LogLevel } from "./log.ts";
import { type Retention, retentionFields, retentionIn } from "./privacy/retention.ts";
import type { CosmosSettings } from "./store/cosmos-client.ts";
import { type TeamsSettings, teamsFields, teamsIn } from "./teams-settings.ts";

const flag = z.string().min(1);
const commaSeparated = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine((parts) => parts.every((part) => part !== ""), "has an empty part between commas");

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  HOST: flag.default("127.0.0.1"),
  DATA_DIR: flag.default(".data"),
  STORE: z.enum(["sqlite", "cosmos"]).default("sqlite"),
  COSMOS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  COSMOS_KEY: z.base64("is no key: those of Cosmos DB are written in base64").optional(),
  COSMOS_DATABASE: z
    .string()
    .regex(/^[\w.-]{1,255}$/)
    .default("sendero"),
  COSMOS_REGIONS: commaSeparated.default([]),
  COURSE: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default("ninez-migrante"),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3978"),
  TOKEN_SECRET: z.string().min(shortestSecret, `needs at least ${shortestSecret} characters`).optional(),
  NODE_ENV: flag.default("development"),
  ADMINISTRATORS: commaSeparated
    .refine((names) => names.every(isAdministrator), "holds what is neither tenant/aadObjectId nor the id of a learner")
    .default([]),
  WHATSAPP_PHONE_NUMBER_ID: commaSeparated.optional(),
  WHATSAPP_ACCESS_TOKEN: flag.optional(),
  WHATSAPP_APP_SECRET: commaSeparated.optional(),
  WHATSAPP_VERIFY_TOKEN: flag.optional(),
  WHATSAPP_GRAPH_URL: z.url({ protocol: /^https?$/ }).default("https://graph.facebook.com/v25.0"),
  TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
  ...retentionFields,
  LOG_LEVEL: z.enum(["debug", "info", "error"]).default("info"),
  METRICS_TOKEN: z.string().min(16, "needs at least 16 characters").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  ...teamsFields,
});

/** Every setting there is, for who checks that a deployment sets no other. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** How this server runs: the environment, read once. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly store: "sqlite" | "cosmos";
  /** Undefined: there is no account. */
  readonly cosmos: CosmosSettings | undefined;
  readonly course: string;
  readonly publicUrl: string;
  readonly tokenSecret: string;
  /** How many proxies of ours stand before us. */
  readonly proxies: number;
  readonly retention: Retention;
  /** Who administers, whatever the register says: learner ids, or `teams:tenant/aadObjectId`. */
  readonly administrators: readonly string[];
  /** Undefined: WhatsApp is off. */
  readonly whatsapp: WhatsAppSettings | undefined;
  /** Undefined: Microsoft Teams is off. */
  readonly teams: TeamsSettings | undefined;
  readonly operators: OperatorAccess;
  readonly logLevel: LogLevel;
  /** A collector of OpenTelemetry. Undefined: no traces. */
  readonly tracesTo: string | undefined;
}

/** Who may see the figures, and how each part is. Closed: nobody. */
export type OperatorAccess =
  | { readonly is: "open" }
  | { readonly is: "closed" }
  | { readonly is: "token"; readonly token: string };

/** How we are known to Meta. */
export interface WhatsAppSettings {
  /** Phone-number ids that this server answers for. */
  readonly numbers: readonly string[];
  readonly token: string;
  /** The secret that webhooks are signed with; while it is being changed, the one before as well. */
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  readonly graphUrl: string;
}

/**
 * Reads the environment.
 * @throws {WrongSetting} naming the setting and what is wrong with it.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) throw new WrongSetting(parsed.error.issues.map(explain).join("\n"));
  const { PORT, HOST, DATA_DIR, COURSE, PUBLIC_URL, TOKEN_SECRET, NODE_ENV } = parsed.data;
  if (NODE_ENV === "production" && TOKEN_SECRET === undefined) {
    throw new WrongSetting(
      "TOKEN_SECRET is missing: in production it must be set, or every server would sign with its own.",
    );
  }
  const cosmos = cosmosIn(parsed.data);
  if (parsed.data.STORE === "cosmos" && TOKEN_SECRET === undefined) {
    throw new WrongSetting(
      "TOKEN_SECRET is missing: servers that share a store must share it, or none would know the learners of another.",
    );
  }
  const teams = teamsIn(parsed.data, NODE_ENV === "production");
  if (teams && NODE_ENV === "production" && !PUBLIC_URL.startsWith("https:")) {
    throw new WrongSetting("PUBLIC_URL must be https: Teams fetches the pictures of the course there.");
  }
  return {
    port: PORT,
    host: HOST,
    dataFolder: DATA_DIR,
    store: parsed.data.STORE,
    cosmos,
    course: COURSE,
    publicUrl: PUBLIC_URL.replace(/\/$/, ""),
    tokenSecret: TOKEN_SECRET ?? keptSecret(DATA_DIR),
    proxies: parsed.data.TRUST_PROXY,
    retention: retentionIn(parsed.data),
    administrators: parsed.data.ADMINISTRATORS.map(administratorId),
    whatsapp: whatsAppIn(parsed.data),
    teams,
    operators: operatorsIn(parsed.data),
    logLevel: parsed.data.LOG_LEVEL,
    tracesTo: parsed.data.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}

function operatorsIn({ METRICS_TOKEN: token, NODE_ENV }: z.infer<typeof settings>): OperatorAccess {
  if (token !== undefined) return { is: "token", token };
  return { is: NODE_ENV === "production" ? "closed" : "open" };
}

function cosmosIn(given: z.infer<typeof settings>): CosmosSettings | undefined {
  const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: database, COSMOS_REGIONS: regions } = given;
  if (endpoint !== undefined) return { endpoint, key, database, regions };
  if (given.STORE === "sqlite") return undefined;
  throw new WrongSetting("COSMOS_ENDPOINT is missing: STORE=cosmos needs the address of an account.");
}

function whatsAppIn(given: z.infer<typeof settings>): WhatsAppSettings | undefined {
  const { WHATSAPP_PHONE_NUMBER_ID: numbers, WHATSAPP_ACCESS_TOKEN: token } = given;
  const { WHATSAPP_APP_SECRET: appSecrets, WHATSAPP_VERIFY_TOKEN: verifyToken, WHATSAPP_GRAPH_URL: graphUrl } = given;
  if (numbers && token && appSecrets && verifyToken) {
    return { numbers, token, appSecrets, verifyToken, graphUrl: graphUrl.replace(/\/$/, "") };
  }
  const all = {
    WHATSAPP_PHONE_NUMBER_ID: numbers,
    WHATSAPP_ACCESS_TOKEN: token,
    WHATSAPP_APP_SECRET: appSecrets,
    WHATSAPP_VERIFY_TOKEN: verifyToken,
  };
  const missing = Object.entries(all).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length === Object.keys(all).length) return undefined;
  throw new WrongSetting(`WhatsApp needs all of its settings or none: ${missing.join(", ")} missing.`);
}

const identity = /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/i;
const learnerId = /^(web|wa|ms):\S+$/;

/** Who is named wrongly here would never come, and nobody else is offered the code. */
function isAdministrator(said: string): boolean {
  return identity.test(said) || learnerId.test(said);
}

/** «tenant/aadObjectId», as Teams knows people; or the id of a learner as it is. */
function administratorId(said: string): string {
  return identity.test(said) ? `teams:${said.toLowerCase()}` : said;
}

function explain(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".")} cannot be used: ${issue.message}.`;
}
