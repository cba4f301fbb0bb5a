import { forgetAlertsOf } from "../alerts/kept.ts";
import { reachFolder } from "../alerts/reach-folder.ts";
import { forgetQuestions, noEdition } from "../questions/questions.ts";
import type { Register } from "../store/register.ts";

/**
 * Forgets what somebody has to do with who coordinates: their alerts, their questions outside editions, and what they may
 * do themselves. Nothing of it is needed to send them a last message.
 */
export async function forgetDealings(register: Register, id: string): Promise<void> {
  await register.remove("staff", id);
  await register.remove(reachFolder, id);
  await forgetAlertsOf(register, id);
  await forgetQuestions(register, noEdition, id);
}
