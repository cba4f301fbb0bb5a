import { z } from "zod";
import type { Fault } from "./faults.ts";
import type { Phone } from "./phone.ts";
import type { StandIn } from "./stand-in.ts";

/** What a tester does on the page. */
export const act = z.discriminatedUnion("act", [
  z.object({ act: z.literal("text"), text: z.string().min(1).max(4096), quoting: z.string().optional() }),
  z.object({ act: z.literal("tap"), option: z.string(), on: z.string() }),
  z.object({ act: z.literal("react"), on: z.string(), emoji: z.string() }),
  z.object({
    act: z.literal("send"),
    what: z.enum(["sticker", "voice", "photo", "video", "document", "location", "contact", "unsupported", "opens"]),
  }),
  z.object({
    act: z.literal("jump"),
    hours: z
      .number()
      .min(0)
      .max(24 * 60),
  }),
  z.object({ act: z.literal("online"), online: z.boolean() }),
  z.object({ act: z.literal("read") }),
  z.object({ act: z.literal("fault"), fault: z.enum(["refuse", "busy", "token", "payment", "hang", "cut", "late"]) }),
]);
export type Act = z.infer<typeof act>;

const trouble: Readonly<Record<Extract<Act, { act: "fault" }>["fault"], Fault>> = {
  refuse: { kind: "error", code: 131026 },
  busy: { kind: "error", code: 131056 },
  token: { kind: "error", code: 190 },
  payment: { kind: "error", code: 131042 },
  hang: { kind: "hang", accepted: true },
  cut: { kind: "cut", accepted: false },
  late: { kind: "error", code: 131047, as: "status" },
};

interface Desk {
  readonly phone: Phone;
  readonly standIn: StandIn;
  readonly clock: { jump(milliseconds: number): void };
}

export async function perform(done: Act, { phone, standIn, clock }: Desk): Promise<void> {
  switch (done.act) {
    case "text":
      await phone.text(done.text, done.quoting);
      return;
    case "tap":
      await phone.tap(done.option, { on: done.on });
      return;
    case "react":
      await phone.reacts(done.on, done.emoji);
      return;
    case "send":
      await sends(phone, done.what);
      return;
    case "jump":
      return clock.jump(done.hours * 3600_000);
    case "online":
      return done.online ? phone.online() : phone.offline();
    case "read":
      return phone.reads();
    case "fault":
      return standIn.faults.add(trouble[done.fault]);
  }
}

function sends(phone: Phone, what: Extract<Act, { act: "send" }>["what"]): Promise<string> {
  return what === "document" ? phone.document("informe.pdf") : phone[what]();
}
