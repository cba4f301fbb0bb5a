import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { type Reaction, reactionTo } from "../../bots/whatsapp/refusal.ts";
import { eachRecording, recordedSendErrors } from "./recorded.ts";

/** What the recordings call each reaction. */
const called: Record<string, readonly Reaction[]> = {
  retry_backoff: ["retry", "retry-number", "retry-slowly"],
  retry_backoff_pair: ["retry-recipient"],
  retry_20s: ["retry-soon"],
  retry_then_fallback_text: ["without-picture"],
  template_or_defer: ["window"],
  give_up_recipient: ["unreachable"],
  give_up_or_use_phone: ["needs-phone"],
  alert_hold_queue: ["hold"],
  give_up_alert: ["blocked"],
  give_up_bug_alert: ["mistake"],
  give_up_config_alert: ["misconfigured"],
  defer_alert: ["defer"],
  give_up_log: ["give-up"],
};

const answer = z.object({
  error: z.looseObject({ code: z.number(), error_data: z.looseObject({ details: z.string() }).optional() }),
});

describe("recorded refusals", () => {
  eachRecording(
    recordedSendErrors(),
    ({ http_status, body, expected_reaction }) =>
      `${http_status} ${JSON.stringify(body).slice(0, 60)}: ${expected_reaction}`,
    ({ http_status, body, expected_reaction }) => {
      const error = answer.safeParse(body).data?.error;
      const reaction = reactionTo({
        code: error?.code,
        details: error?.error_data?.details ?? "",
        status: http_status,
      });
      // Others give up what nothing says to be Meta's answer; here it stays owed.
      if (error) expect(called[expected_reaction]).toContain(reaction);
      else expect(reaction).toBe("retry");
    },
  );
});

test.each<[number | undefined, number | undefined, Reaction]>([
  [131_026, undefined, "unreachable"],
  [131_047, undefined, "window"],
  [131_049, undefined, "defer"],
  [131_053, undefined, "without-picture"],
  [130_472, undefined, "give-up"],
  [999_999, undefined, "give-up"],
  [999_999, 503, "retry"],
  [undefined, 429, "retry-slowly"],
  [undefined, 401, "hold"],
  [undefined, 403, "retry"],
  [undefined, 404, "retry"],
  [undefined, 408, "retry"],
  [undefined, 413, "mistake"],
  [undefined, 502, "retry"],
  [undefined, undefined, "give-up"],
  [200, 403, "hold"],
  [299, 403, "hold"],
  [131_048, undefined, "blocked"],
  [131_062, 400, "needs-phone"],
])("code %p with status %p: %s", (code, status, reaction) => {
  expect(reactionTo({ code, details: "", status })).toBe(reaction);
});

test("a closed window is known by its words where the code is another", () => {
  const details = "Cannot send non-template messages outside the 24-hour window";
  expect(reactionTo({ code: 100, details, status: 400 })).toBe("window");
  expect(reactionTo({ code: 100, details: "Param must have 240 hours", status: 400 })).toBe("mistake");
});
