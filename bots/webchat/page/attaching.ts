import type { Line } from "./line.ts";
import { newId, type Outgoing } from "./outbox.ts";
import { words } from "./words.ts";

/** The clip: there while the tutor takes a file, and only for whom it takes one. */
export interface Attaching {
  offer(taken: boolean): void;
}

interface Parts {
  readonly button: HTMLButtonElement;
  readonly input: HTMLInputElement;
  readonly line: Line;
  readonly onSending: (outgoing: Outgoing) => void;
  readonly onTaken: (id: string) => void;
  readonly onRefused: (id: string, why?: string) => void;
}

/** Bytes, as on the server. */
const largest = 5_000_000;

/** A file is sent once: unlike words it cannot be kept until the network is back. */
export function attaching({ button, input, line, onSending, onTaken, onRefused }: Parts): Attaching {
  async function send(file: File): Promise<void> {
    const outgoing = { id: newId(), text: file.name };
    onSending(outgoing);
    if (file.size > largest) return onRefused(outgoing.id, words.tooLarge);
    const activity = { type: "message", channelData: { clientActivityID: outgoing.id } };
    const taken = await line.upload(file, activity).catch(() => false);
    if (taken) onTaken(outgoing.id);
    else onRefused(outgoing.id);
  }

  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    // The same file may be chosen again, once it is corrected.
    input.value = "";
    if (file) void send(file);
  });
  return {
    offer(taken) {
      button.hidden = !taken;
    },
  };
}
