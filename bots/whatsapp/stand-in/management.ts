import type { Account, BusinessNumber } from "./account.ts";
import { type GraphError, graphError, noSuchObject } from "./graph-error.ts";

/** What is asked of a business's settings. */
export interface Query {
  readonly path: readonly string[];
  readonly search: URLSearchParams;
  readonly method: string;
  /** Whether the app itself asks, with its id and secret. */
  readonly byApp: boolean;
}

/** The Graph API's answers about an account: numbers, templates, subscriptions, the token itself. */
export function manage(account: Account, { path, search, method, byApp }: Query): unknown | GraphError {
  const [node = "", edge] = path;
  if (node === "debug_token") return debugToken(account, search.get("input_token") ?? "");
  const number = account.numbers.find(({ id }) => id === node);
  if (number && edge === undefined) return picked(numberFacts(account, number), search, usualNumberFields);
  if (node === account.wabaId) return wabaEdge(account, edge, search, method) ?? noSuchObject(node, method);
  if (node === account.appId && edge === "subscriptions") return byApp ? subscriptions(account) : appOnly();
  return noSuchObject(node, method);
}

function wabaEdge(account: Account, edge: string | undefined, search: URLSearchParams, method: string): unknown {
  switch (edge) {
    case undefined:
      return picked(wabaFacts(account), search, ["name", "timezone_id", "message_template_namespace"]);
    case "phone_numbers":
      return listed(account.numbers.map((number) => picked(numberFacts(account, number), search, usualNumberFields)));
    case "subscribed_apps":
      if (method === "POST") account.subscribedApps = [...new Set([...account.subscribedApps, account.appId])];
      return method === "POST" ? { success: true } : listed(account.subscribedApps.map((id) => appFacts(account, id)));
    case "message_templates":
      return listed(templatesAsked(account, search));
    default:
      return undefined;
  }
}

const usualNumberFields = ["verified_name", "code_verification_status", "display_phone_number", "quality_rating"];

function numberFacts(account: Account, number: BusinessNumber): Record<string, unknown> {
  return {
    id: number.id,
    display_phone_number: number.display,
    verified_name: number.verifiedName,
    status: number.status,
    quality_rating: number.quality,
    code_verification_status: number.codeVerification,
    name_status: number.nameStatus,
    account_mode: number.mode,
    platform_type: "CLOUD_API",
    throughput: { level: number.throughput },
    whatsapp_business_manager_messaging_limit: number.messagingLimit,
    webhook_configuration: {
      ...(number.callbackOverride ? { phone_number: number.callbackOverride } : {}),
      ...(account.appSubscription ? { application: account.appSubscription.callbackUrl } : {}),
    },
    health_status: health(account, number.id),
  };
}

function wabaFacts(account: Account): Record<string, unknown> {
  return {
    id: account.wabaId,
    name: account.wabaName,
    timezone_id: "1",
    message_template_namespace: "ba30dd89_2ebd_41e4_b805_f2c05ae04cc9",
    health_status: health(account, account.numbers[0]?.id ?? ""),
  };
}

function health(account: Account, numberId: string) {
  const ids = { PHONE_NUMBER: numberId, WABA: account.wabaId, BUSINESS: account.businessId, APP: account.appId };
  const { status, errors } = account.health;
  const entities = Object.entries(ids).map(([entity, id]) => {
    const own = errors.filter((error) => error.entity === entity);
    const told = own.map(({ code, description, solution }) => {
      return { error_code: code, error_description: description, possible_solution: solution };
    });
    const can = own.length > 0 ? status : "AVAILABLE";
    return { entity_type: entity, id, can_send_message: can, ...(own.length > 0 ? { errors: told } : {}) };
  });
  return { can_send_message: status, entities };
}

function appFacts(account: Account, id: string) {
  return { whatsapp_business_api_data: { id, name: id === account.appId ? account.appName : "Another app" } };
}

function templatesAsked(account: Account, search: URLSearchParams) {
  const name = search.get("name");
  const asked = account.templates.filter((template) => name === null || template.name === name);
  return asked.map(({ buttons, body, footer, ...template }) => ({
    ...template,
    id: "594425479261596",
    components: [
      { type: "BODY", text: body },
      { type: "FOOTER", text: footer },
      { type: "BUTTONS", buttons: buttons.map((text) => ({ type: "QUICK_REPLY", text })) },
    ],
  }));
}

function appOnly(): GraphError {
  return graphError(15, "This method must be called with an app access_token.");
}

function subscriptions({ appSubscription }: Account) {
  if (!appSubscription) return listed([]);
  const { callbackUrl, active, fields } = appSubscription;
  const versions = fields.map((name) => ({ name, version: "v25.0" }));
  return listed([{ object: "whatsapp_business_account", callback_url: callbackUrl, active, fields: versions }]);
}

function debugToken(account: Account, token: string): unknown | GraphError {
  if (token === "") return graphError(100, "The parameter input_token is required.");
  const { valid, type, expiresAt, scopes } = account.tokenFacts;
  const whole = token === account.token && valid;
  if (!whole) {
    const error = { code: 190, message: "Error validating access token: Session has expired" };
    return { data: { is_valid: false, error, scopes: [] } };
  }
  const granular = scopes.map((scope) => ({ scope, target_ids: [account.wabaId] }));
  return {
    data: {
      app_id: account.appId,
      type,
      application: account.appName,
      expires_at: expiresAt,
      is_valid: true,
      scopes,
      granular_scopes: granular,
      user_id: "122100000000000001",
    },
  };
}

function picked(facts: Record<string, unknown>, search: URLSearchParams, usual: readonly string[]) {
  const fields = search.get("fields")?.split(",") ?? usual;
  const wanted = ["id", ...fields.map((field) => field.trim())];
  return Object.fromEntries(Object.entries(facts).filter(([name]) => wanted.includes(name)));
}

function listed(data: readonly unknown[]) {
  return { data, paging: { cursors: { before: "QVFIU", after: "QVFIU" } } };
}
