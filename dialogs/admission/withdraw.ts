import { wishIn } from "../hearing/wish.ts";
import { optionsAt, pick } from "../pick.ts";
import type { Scene } from "../scene.ts";
import type { Dialog } from "../types.ts";
import { yesOrNo } from "../welcome.ts";
import { nameOf } from "./dates.ts";
import { standingOf } from "./standing.ts";

/** One more question before an application is taken back, or a place given up. */
export function withdraw(scene: Scene): Dialog {
  const { say, learner, editions, on } = scene;
  const standing = standingOf(learner, editions, on);
  const edition = standing.is === "stranger" ? undefined : standing.edition;
  const gives = standing.is === "applied" || standing.is === "waiting" ? "application" : "place";
  const options = optionsAt("withdraw", [
    { id: "yes", label: say("withdraw.yes") },
    { id: "no", label: say("withdraw.no") },
  ]);
  return {
    hint: say("withdraw.hint"),
    show: () => [{ text: say(`withdraw.${gives}`, { name: edition ? nameOf(scene, edition) : "" }), options }],
    hear(input) {
      const wish = pick(input, options) ?? yesOrNo(input);
      if (wish === "yes" || wish === "accept") {
        const request = { kind: "withdraw", edition: learner.enrolment?.edition ?? "" } as const;
        return { effects: [{ kind: "request", request }], to: { at: "enrol" }, quiet: true };
      }
      const no = wish === "no" || wish === "decline" || wishIn(input) === "back";
      return no ? { to: { at: "menu" } } : undefined;
    },
  };
}
