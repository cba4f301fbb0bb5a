import continueTexts from "./templates.json" with { type: "json" };

/** A business at Meta as the stand-in knows it: plain data, changed by tests to bring about what can be wrong. */
export interface Account {
  /** The token that is accepted, and what Meta says of it. */
  token: string;
  tokenFacts: {
    valid: boolean;
    type: "SYSTEM_USER" | "USER";
    /** Unix seconds; 0 when it never expires. */
    expiresAt: number;
    scopes: string[];
  };
  appId: string;
  appName: string;
  appSecret: string;
  verifyToken: string;
  businessId: string;
  wabaId: string;
  wabaName: string;
  numbers: BusinessNumber[];
  templates: Template[];
  /** Apps that get the account's webhooks. */
  subscribedApps: string[];
  /** What the app itself has subscribed to; undefined before anybody set a callback. */
  appSubscription: { callbackUrl: string; active: boolean; fields: string[] } | undefined;
  /** Whether the messaging health says that nothing can be sent, and why. */
  health: { status: "AVAILABLE" | "LIMITED" | "BLOCKED"; errors: HealthError[] };
  behaviour: Behaviour;
}

export interface HealthError {
  readonly entity: "PHONE_NUMBER" | "WABA" | "BUSINESS" | "APP";
  readonly code: number;
  readonly description: string;
  readonly solution: string;
}

export interface BusinessNumber {
  id: string;
  display: string;
  verifiedName: string;
  status: "CONNECTED" | "DISCONNECTED" | "PENDING" | "FLAGGED" | "RESTRICTED" | "BANNED";
  quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
  codeVerification: "VERIFIED" | "NOT_VERIFIED" | "EXPIRED";
  nameStatus: "APPROVED" | "PENDING_REVIEW" | "DECLINED" | "AVAILABLE_WITHOUT_REVIEW";
  mode: "LIVE" | "SANDBOX";
  throughput: "STANDARD" | "HIGH" | "NOT_APPLICABLE";
  /** Where this number's webhooks go, when not where the app's go. */
  callbackOverride?: string;
  messagingLimit: "TIER_250" | "TIER_2K" | "TIER_10K" | "TIER_100K" | "TIER_UNLIMITED";
}

export interface Template {
  name: string;
  language: string;
  status: "APPROVED" | "PENDING" | "REJECTED" | "PAUSED" | "DISABLED";
  category: "UTILITY" | "MARKETING" | "AUTHENTICATION";
  body: string;
  footer: string;
  /** Labels of its quick-reply buttons. */
  buttons: string[];
}

/** How the stand-in behaves, where Meta's behaviour varies. */
export interface Behaviour {
  /** Milliseconds from taking a message to its next status. */
  latency: number;
  statuses: boolean;
  readReceipts: boolean;
  /** Outside the 24-hour window Meta usually takes the message and reports it failed later; sometimes it answers so. */
  windowErrors: "status" | "answer";
  /** Whether the rates of a pair and of a number are enforced. */
  limits: boolean;
  /** Service messages a number may send free of charge each month. */
  freePerMonth: number;
  /** Whether a message may be addressed to a BSUID. */
  bsuidSends: boolean;
  /** Milliseconds that a webhook may take. */
  webhookPatience: number;
  /** Milliseconds before each further call of a webhook that failed; then every twelve hours, for a week. */
  backOff: readonly number[];
}

/** A business with one number, where everything is as it should be. */
export function healthyAccount(): Account {
  return {
    token: "EAAstandin",
    tokenFacts: {
      valid: true,
      type: "SYSTEM_USER",
      expiresAt: 0,
      scopes: ["whatsapp_business_management", "whatsapp_business_messaging"],
    },
    appId: "634974688087057",
    appName: "Sendero",
    appSecret: "an app secret of the stand-in",
    verifyToken: "a verify token of the stand-in",
    businessId: "506914307656634",
    wabaId: "102290129340398",
    wabaName: "Sendero",
    numbers: [businessNumber("106540352242922", "+1 555-078-3881")],
    templates: Object.entries(continueTexts).map(([language, { body, footer, button }]) => ({
      name: "continue_lesson",
      language,
      status: "APPROVED" as const,
      category: "UTILITY" as const,
      body,
      footer,
      buttons: [button],
    })),
    subscribedApps: ["634974688087057"],
    appSubscription: undefined,
    health: { status: "AVAILABLE", errors: [] },
    behaviour: {
      latency: 0,
      statuses: true,
      readReceipts: false,
      windowErrors: "status",
      limits: true,
      freePerMonth: 1000,
      bsuidSends: true,
      webhookPatience: 20_000,
      backOff,
    },
  };
}

/** Meta promises only «decreasing frequency for up to 7 days». */
const backOff = [10, 30, 60, 300, 900, 3600, 3 * 3600, 6 * 3600].map((seconds) => seconds * 1000);

function businessNumber(id: string, display: string): BusinessNumber {
  return {
    id,
    display,
    verifiedName: "Sendero",
    status: "CONNECTED",
    quality: "GREEN",
    codeVerification: "VERIFIED",
    nameStatus: "APPROVED",
    mode: "LIVE",
    throughput: "STANDARD",
    messagingLimit: "TIER_2K",
  };
}
