import type { IncomingMessage } from "node:http";
import type { Request } from "restify";
import type { Converse } from "../../services/converse.ts";
import type { Log } from "../../services/log.ts";
import type { ConversationLog } from "../../services/store/store.ts";
import type { Gate } from "../gate.ts";
import { type Answer, json, Refusal, readJson } from "./http.ts";
import { addressed, type Identity } from "./identity.ts";
import { admit } from "./limits.ts";
import { echoOf, postedActivity, readInput } from "./parse.ts";
import { spanOf } from "./query.ts";
import { renderTyping } from "./render.ts";
import { pageOf, type Streams } from "./streams.ts";

interface Parts {
  readonly identity: Identity;
  readonly conversations: ConversationLog;
  readonly streams: Streams;
  readonly hear: Converse["hear"];
  readonly publicUrl: string;
  readonly now: () => number;
  readonly log: Log;
  readonly activityGate: Gate;
}

/** The requests that read and write within a conversation. */
export function activityRequests({ identity, conversations, streams, hear, publicUrl, now, log, activityGate }: Parts) {
  return {
    async read(req: Request): Promise<Answer> {
      const pass = identity.checkFor(req, req.params.id);
      await identity.checkExists(pass.conv);
      const { watermark, limit } = await spanOf(req, conversations, pass.conv);
      const entries = await conversations.after(pass.conv, watermark, limit).catch((error: unknown) => {
        // A client that polls gives up for ever on any error but an ended conversation.
        log.error("conversation could not be read", error);
        return [];
      });
      return { status: 200, body: pageOf(entries, entries.at(-1)?.number ?? watermark) };
    },
    async post(req: IncomingMessage, conversation: unknown): Promise<Answer> {
      const pass = identity.checkFor(req, conversation);
      await admit(activityGate, pass.user);
      const posted = await readJson(req, postedActivity);
      await identity.checkExists(pass.conv);
      const input = readInput(posted, pass.conv, now());
      if (!input) return json(200, { id: `ignored-${now()}` });
      streams.whisper(pass.conv, () => renderTyping({ conversation: pass.conv, now: now(), publicUrl }));
      const echo = (words: string | undefined) => echoOf(posted, input, pass, words);
      await hear({ ...addressed(pass), input, echo }).catch((error: unknown) => {
        log.error("web chat message was not played", error);
        throw new Refusal(502, "BotError", "The message could not be taken up; please send it again.");
      });
      return json(200, { id: input.id });
    },
  };
}
