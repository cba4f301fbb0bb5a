import { z } from "zod";

/** What coordinators are told that it is about, in one plain phrase; «help» where it is only known that help is asked for. */
export const alertSituation = z.enum(["distress", "threat", "child", "disclosure", "help"]);
export type AlertSituation = z.infer<typeof alertSituation>;
