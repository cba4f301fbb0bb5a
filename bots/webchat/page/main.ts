import type { Incoming, Message, Page } from "./activity.ts";
import { answers } from "./answers.ts";
import { attaching } from "./attaching.ts";
import { composer } from "./composer.ts";
import { need } from "./dom.ts";
import { earlier } from "./earlier.ts";
import { invitation } from "./invitation.ts";
import { directLine } from "./line.ts";
import { messages } from "./messages.ts";
import { opened } from "./opening.ts";
import { outbox } from "./outbox.ts";
import { type Receiver, receiver } from "./receiver.ts";
import { scroller } from "./scroller.ts";
import { banner, progress, typing } from "./status.ts";
import { translateDocument } from "./words.ts";

/** As many messages of the past as are shown at first; the earlier ones come when asked for. */
const firstPage = 60;
/** A message that the server took comes back on the stream; if it does not within this time, the stream is dead. */
const echoPatience = 3_000;
/** Without a stream, the reply is asked for after this long. */
const replyPatience = 300;

const line = directLine();
// Before anything is drawn: on a slow link each request is half a second.
const opening = line.open(firstPage);

translateDocument();
const log = need("#log", HTMLElement);
const talk = messages(need("#messages", HTMLElement));
const view = scroller(need("#scroll", HTMLElement), need("#to-end", HTMLButtonElement));
const reached = banner(() => out.waiting().length > 0);
const sign = typing();
const older = earlier({
  button: need("#older", HTMLButtonElement),
  line,
  onMessages: (all) => view.keepingPlace(() => talk.prepend(all)),
  onFailed: () => reached(false),
});
const showProgress = progress();
const choices = answers(need("#answers", HTMLElement), ({ text, option, typing }) => {
  say({ text, option });
  if (typing) writing.focus();
});
const writing = composer(need("#composer", HTMLFormElement), need("#text", HTMLTextAreaElement), (text) =>
  say({ text }),
);

const clip = attaching({
  button: need("#attach", HTMLButtonElement),
  input: need("#file", HTMLInputElement),
  line,
  onSending(outgoing) {
    choices.clear();
    if (navigator.onLine) sign.show();
    view.toEnd();
    view.follow(talk.addOutgoing(outgoing, Date.now()));
  },
  onTaken: expectEcho,
  onRefused(id, why) {
    sign.hide();
    talk.markRefused(id, why);
  },
});

let listening: Receiver | undefined;
const started = opened(opening, { line, size: firstPage, sign, onReach: reached }).then(showHistory);
const out = outbox({
  line,
  ready: started,
  onReach: reached,
  onRefused: talk.markRefused,
  onTaken: expectEcho,
});
const echoed = new Set<string>();
void started.then(resend).then(() => {
  const code = invitation();
  if (code !== undefined) say({ text: code });
});

/** What was taken comes back; when it does not, it is asked for. */
function expectEcho(id: string): void {
  const patience = listening?.isLive() ? echoPatience : replyPatience;
  setTimeout(() => {
    if (!echoed.has(id)) void listening?.check();
  }, patience);
}

function say(said: { text: string; option?: string }): void {
  choices.clear();
  if (navigator.onLine) sign.show();
  view.toEnd();
  const item = talk.addOutgoing(out.add(said), Date.now());
  view.follow(item);
}

function showHistory(page: Page): void {
  reached(true);
  const isNew = page.incoming.every((one) => one.kind === "message" && !one.message.mine);
  // A screen reader is told what happens from now on, not the whole past.
  if (isNew) log.setAttribute("aria-live", "polite");
  take(page);
  requestAnimationFrame(() => {
    log.setAttribute("aria-live", "polite");
    document.body.classList.add("live");
  });
  older.from(page.watermark - page.count + 1);
  listening = receiver({ line, watermark: page.watermark, onPage: take, onReach });
}

let away = false;
/** Whoever finds the server back tells the messages that wait. */
function onReach(isReached: boolean): void {
  reached(isReached);
  if (isReached && away) out.retry();
  away = !isReached;
}

/** What was written before the page was closed, and has not arrived. */
function resend(): void {
  for (const outgoing of out.waiting()) {
    if (talk.has(outgoing.id)) continue;
    choices.clear();
    view.follow(talk.addOutgoing(outgoing, Date.now()));
  }
}

function take({ incoming }: Page): void {
  let anchor: HTMLElement | undefined;
  let asks: { message: Message; item: HTMLElement } | undefined;
  for (const one of incoming) {
    const item = takeOne(one);
    if (one.kind !== "message") continue;
    if (one.message.mine) {
      anchor = item ?? anchor;
      asks = undefined;
      choices.clear();
    } else if (item && (one.message.options.length > 0 || one.message.form)) {
      asks = { message: one.message, item };
    }
  }
  if (asks) {
    choices.show(asks.message, asks.item);
    writing.putKeyboardAway();
  }
  if (incoming.length > 0) view.follow(anchor);
}

function takeOne(one: Incoming): HTMLElement | undefined {
  if (one.kind === "typing") {
    sign.show();
    return undefined;
  }
  if (one.kind === "forgotten") {
    talk.clear();
    choices.clear();
    clip.offer(false);
    older.end();
    return undefined;
  }
  const { message } = one;
  if (message.clientId !== undefined) {
    echoed.add(message.clientId);
    out.settle(message.clientId);
  }
  if (!message.mine) {
    clip.offer(message.takesFile);
    sign.hide();
    showProgress(message);
  }
  return talk.add(message);
}
