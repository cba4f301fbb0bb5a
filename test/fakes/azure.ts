import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import { jwt, type SigningKey, signingKey } from "./azure-tokens.ts";

/** Something that we asked of the connector. */
export interface Posted {
  readonly method: string;
  readonly conversation: string;
  /** Of an update: which activity. */
  readonly activity: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How the connector answers the next request; one that says nothing answers well. */
export interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code?: string;
  /** The message is taken, and the answer never comes. */
  readonly hangs?: true;
  /** The message is taken, and the connection ends. */
  readonly breaks?: true;
}

/** Azure on this machine: keys, tokens and the Bot Connector. */
export interface Azure {
  readonly url: string;
  readonly appId: string;
  readonly tenant: string;
  readonly key: SigningKey;
  readonly settings: TeamsSettings;
  readonly posted: Posted[];
  readonly faults: Fault[];
  /** How often each of its addresses was asked. */
  readonly asked: Map<string, number>;
  /** What a token of a channel says. */
  claims(): Record<string, unknown>;
  token(claims?: object): string;
  close(): Promise<void>;
}

const issuer = "https://api.botframework.com";

export async function startAzure(): Promise<Azure> {
  const [appId, tenant, secret] = [randomUUID(), randomUUID(), "a secret of the app"];
  const key = signingKey();
  const given = `connector-token-${randomUUID()}`;
  const posted: Posted[] = [];
  const faults: Fault[] = [];
  const asked = new Map<string, number>();
  let number = 0;

  /** What Azure says of itself, by the last part of the address. */
  function document(name: string): object | undefined {
    switch (name) {
      case "openidconfiguration":
        return { issuer, jwks_uri: `${base()}/keys`, id_token_signing_alg_values_supported: ["RS256"] };
      case "keys":
        return { keys: [key.open] };
      case "openid-configuration":
        return {
          issuer: `${base()}/${tenant}/v2.0`,
          authorization_endpoint: `${base()}/${tenant}/oauth2/v2.0/authorize`,
          token_endpoint: `${base()}/${tenant}/oauth2/v2.0/token`,
          jwks_uri: `${base()}/keys`,
        };
      default:
        return undefined;
    }
  }

  /** The app proves itself with its secret; a machine is believed. */
  function tokenFor(form: URLSearchParams, machine: boolean): Reaction {
    const proven = machine || (form.get("client_secret") === secret && form.get("scope") === `${issuer}/.default`);
    if (proven && form.get("client_id") === appId) {
      const lasts = { expires_in: 3599, expires_on: seconds() + 3599 };
      return { status: 200, body: { token_type: "Bearer", access_token: given, ...lasts } };
    }
    const body = { error: "invalid_client", error_description: "AADSTS7000215", error_codes: [7000215] };
    return { status: 401, body };
  }

  function connect(method: string, path: string, body: string): Reaction | "hangs" | "breaks" {
    const fault = faults.shift();
    if (fault?.status !== undefined) {
      return { status: fault.status, body: { error: { code: fault.code ?? "Fault" } }, headers: fault.headers };
    }
    const [, conversation = "", activity] = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    posted.push({
      method,
      conversation: decodeURIComponent(conversation),
      activity: activity === undefined ? undefined : decodeURIComponent(activity),
      body: JSON.parse(body),
    });
    if (fault?.breaks) return "breaks";
    if (fault?.hangs) return "hangs";
    number += 1;
    return { status: 201, body: { id: `1:${number}` } };
  }

  const server = createServer(async (req, res) => {
    const { method = "" } = req;
    const url = new URL(req.url ?? "/", "http://here");
    const body = await textOf(req);
    const what = url.pathname.startsWith("/v3/") ? "connector" : (url.pathname.split("/").at(-1) ?? "");
    asked.set(what, (asked.get(what) ?? 0) + 1);
    const reaction = reactionTo();
    if (reaction === "breaks") req.socket.destroy();
    if (typeof reaction === "string") return;
    res.writeHead(reaction.status, { "Content-Type": "application/json", ...reaction.headers });
    res.end(JSON.stringify(reaction.body));

    function reactionTo(): Reaction | "hangs" | "breaks" {
      if (what === "token") return tokenFor(new URLSearchParams(body || url.search), method === "GET");
      if (what !== "connector") return { status: 200, body: document(what) ?? {} };
      if (req.headers.authorization === `Bearer ${given}`) return connect(method, url.pathname, body);
      return { status: 401, body: { error: { code: "Unauthorized" } } };
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  function base(): string {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  const claims = () => ({
    iss: issuer,
    aud: appId,
    exp: seconds() + 3600,
    nbf: seconds() - 60,
    serviceurl: `${base()}/`,
  });
  return {
    url: base(),
    appId,
    tenant,
    key,
    posted,
    faults,
    asked,
    settings: {
      appId,
      tenantId: tenant,
      credential: { kind: "secret", secret },
      tenants: [tenant],
      serviceOrigins: [base()],
      fileHosts: ["sharepoint.com", base()],
      azure: {
        loginUrl: `${base()}/${tenant}`,
        scope: issuer,
        issuer,
        metadataUrl: `${base()}/v1/.well-known/openidconfiguration`,
      },
    },
    claims,
    token: (said = claims()) => jwt(key, said),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

interface Reaction {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of req) text += String(chunk);
  return text;
}
