/** A refusal as the Graph API words it, with the HTTP status that goes with it. */
export interface GraphError {
  readonly status: number;
  readonly body: GraphErrorBody;
}

export interface GraphErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly code: number;
    readonly error_subcode?: number;
    readonly error_data?: { readonly messaging_product: "whatsapp"; readonly details: string };
    readonly fbtrace_id: string;
  };
}

/** An error inside a webhook: of a failed message, or of an account. */
export interface WebhookError {
  readonly code: number;
  readonly title: string;
  readonly message: string;
  readonly error_data: { readonly details: string };
  readonly href: string;
}

interface Known {
  readonly status: number;
  readonly title: string;
  readonly details?: string;
}

/** Titles and details of Meta's error table; the HTTP status is the one that senders report for each. */
const known: Readonly<Record<number, Known>> = {
  0: { status: 401, title: "AuthException" },
  1: { status: 500, title: "API Unknown" },
  2: { status: 503, title: "API Service" },
  3: { status: 500, title: "API Method" },
  4: { status: 400, title: "API Too Many Calls" },
  15: { status: 400, title: "This method must be called with an app access_token." },
  10: { status: 403, title: "Permission Denied" },
  100: { status: 400, title: "Invalid parameter" },
  190: { status: 401, title: "Access token has expired" },
  200: { status: 403, title: "API Permission" },
  368: { status: 403, title: "Temporarily blocked for policies violations" },
  613: { status: 429, title: "Calls to this api have exceeded the rate limit." },
  80007: { status: 400, title: "Rate limit issues" },
  130403: { status: 400, title: "Business has blocked the end user" },
  130429: {
    status: 400,
    title: "Rate limit hit",
    details: "Cloud API message throughput has been reached.",
  },
  130472: { status: 400, title: "User's number is part of an experiment" },
  130497: { status: 403, title: "Business account is restricted from messaging users in this country." },
  131000: { status: 500, title: "Something went wrong" },
  131005: { status: 403, title: "Access denied" },
  131008: { status: 400, title: "Required parameter is missing" },
  131009: { status: 400, title: "Parameter value is not valid" },
  131016: { status: 500, title: "Service unavailable" },
  131021: { status: 400, title: "Recipient cannot be sender" },
  131026: { status: 400, title: "Message undeliverable", details: "Message Undeliverable." },
  131030: { status: 400, title: "Recipient phone number not in allowed list" },
  131031: { status: 403, title: "Account has been locked" },
  131037: { status: 400, title: "WhatsApp provided number needs display name approval before message can be sent." },
  131042: { status: 400, title: "Business eligibility payment issue" },
  131045: { status: 500, title: "Incorrect certificate" },
  131047: {
    status: 400,
    title: "Re-engagement message",
    details:
      "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  },
  131048: { status: 400, title: "Spam rate limit hit" },
  131049: {
    status: 400,
    title: "This message was not delivered to maintain healthy ecosystem engagement.",
  },
  131050: { status: 400, title: "User has chosen to stop receiving marketing messages from this business." },
  131051: { status: 400, title: "Unsupported message type" },
  131052: { status: 400, title: "Media download error" },
  131053: { status: 400, title: "Media upload error" },
  131056: {
    status: 400,
    title: "(Business Account, Consumer Account) pair rate limit hit",
    details:
      "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.",
  },
  131057: { status: 500, title: "Account in maintenance mode" },
  131062: {
    status: 400,
    title: "Business-scoped User ID (BSUID) recipients are not supported for this message",
  },
  132000: { status: 400, title: "Number of parameters does not match the expected number of params" },
  132001: { status: 404, title: "Template name does not exist in the translation" },
  132015: { status: 400, title: "Template is paused" },
  132016: { status: 400, title: "Template is disabled" },
  132018: { status: 400, title: "There is an issue with the parameters in your template" },
  133004: { status: 500, title: "Server Temporarily Unavailable" },
  133010: { status: 400, title: "Phone number Not Registered" },
  135000: { status: 400, title: "Generic user error" },
};

/** An error by its code, in Meta's words; `details` says what exactly. */
export function graphError(code: number, details?: string): GraphError {
  const { status, title, details: usual } = knownError(code);
  return refusal(status, {
    message: code < 1000 && code > 0 && details ? `(#${code}) ${details}` : `(#${code}) ${title}`,
    type: "OAuthException",
    code,
    ...detailed(details ?? usual, code),
  });
}

/** There is no such thing, or the token may not see it. */
export function noSuchObject(id: string, method: string): GraphError {
  return refusal(400, {
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    type: "GraphMethodException",
    code: 100,
    error_subcode: 33,
  });
}

/** The same error as a failed status tells it. */
export function webhookError(code: number, details?: string): WebhookError {
  const { title, details: usual } = knownError(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? usual ?? title },
    href: "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes",
  };
}

function knownError(code: number): Known {
  return known[code] ?? { status: 400, title: "Something went wrong" };
}

/** Errors of the platform itself carry their details in the message, those of WhatsApp in `error_data`. */
function detailed(details: string | undefined, code: number) {
  if (details === undefined || code < 1000) return {};
  return { error_data: { messaging_product: "whatsapp" as const, details } };
}

function refusal(status: number, error: Omit<GraphErrorBody["error"], "fbtrace_id">): GraphError {
  return { status, body: { error: { ...error, fbtrace_id: "AStandInOfTheGraphAPI00" } } };
}
