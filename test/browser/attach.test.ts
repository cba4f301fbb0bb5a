import { expect, test } from "@jest/globals";
import type { Tutor } from "../fakes/web-chat.ts";
import { desktop, phone, say, waitForReply } from "./browser.ts";
import { stage } from "./stage.ts";

/** The clip of the chat page: there while the tutor takes a file, and for nobody else. */

const { chat, opened } = stage();

const tutor: Tutor = (input) => {
  const asked = input.kind === "text" && input.text.includes("lista");
  const text = input.kind === "file" ? `Recibí ${input.upload}` : "Hola";
  return { replies: [{ text, options: [], ...(asked ? { takesFile: true } : {}) }] };
};

const list = { name: "lista.csv", mimeType: "text/csv", buffer: Buffer.from("nombre\nAna Pérez\n") };

test.each([
  ["phone", phone],
  ["desktop", desktop],
])("on a %s the clip appears when a file is asked for, and sends it once", async (_, options) => {
  const taken: string[] = [];
  await chat(tutor, {
    largest: 5_000_000,
    mayGive: async () => true,
    take: async ({ name, bytes }) => {
      taken.push(`${name} ${Buffer.from(bytes ?? []).toString()}`);
      return "el archivo";
    },
  });
  const page = await opened(options);
  const clip = page.getByRole("button", { name: "Adjuntar un archivo CSV o XLSX" });
  expect(await clip.isVisible()).toBe(false);
  await say(page, "sube una lista");
  await clip.waitFor();
  const box = await clip.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), clip.click()]);
  await chooser.setFiles(list);
  await waitForReply(page, "Recibí el archivo");
  expect(taken).toEqual(["lista.csv nombre\nAna Pérez\n"]);
  // One's own message stands once, and is no longer on its way.
  const mine = page.locator(".message.mine").filter({ hasText: "lista.csv" });
  await mine.locator(".state").waitFor({ state: "detached" });
  expect(await mine.count()).toBe(1);
  expect(await clip.isVisible()).toBe(false);
  // Who comes back finds it as it was.
  await say(page, "otra lista");
  await clip.waitFor();
  await page.reload();
  await clip.waitFor();
  if (process.env.ATTACH_PICTURE) await page.screenshot({ path: `${process.env.ATTACH_PICTURE}-${_}.png` });
});

test("what is refused, or too large, is marked so", async () => {
  await chat(tutor);
  const page = await opened(phone);
  await say(page, "sube una lista");
  await page.locator("#attach").waitFor();
  await page.locator("#file").setInputFiles(list);
  await page.locator(".message.mine", { hasText: "lista.csv" }).getByText("No se pudo enviar.").waitFor();
  await page.locator("#file").setInputFiles({ ...list, name: "grande.csv", buffer: Buffer.alloc(5_000_001) });
  await page.locator(".message.mine", { hasText: "grande.csv" }).getByText("pesa más de 5 MB").waitFor();
});
