import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { signedLinks } from "../services/signed-links.ts";

const secret = "a secret that is long enough to sign with";
const clock = { now: Date.UTC(2026, 10, 22, 15) };
const links = signedLinks(secret, () => clock.now);

test("what a link was made with is read from it, for as long as it was made for", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (kind, data) => {
      const token = links.make(kind, data, 60);
      expect(links.read(kind, token)).toEqual({ is: "good", data });
      clock.now += 59_999;
      expect(links.read(kind, token)).toEqual({ is: "good", data });
      clock.now += 1;
      expect(links.read(kind, token)).toEqual({ is: "over" });
    }),
  );
});

test("a link of another kind or secret, or changed in any place, was never made", () => {
  const token = links.make("my-data", "wa:1", 60);
  expect(links.read("export", token)).toEqual({ is: "false" });
  expect(signedLinks(`${secret}!`, () => clock.now).read("my-data", token)).toEqual({ is: "false" });
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === "0" ? "1" : "0";
    expect(links.read("my-data", token.slice(0, at) + other + token.slice(at + 1))).toEqual({ is: "false" });
    expect(links.read("my-data", token.slice(0, at))).toEqual({ is: "false" });
  }
  expect(links.read("my-data", `${token}00`)).toEqual({ is: "false" });
});

test("whatever is given for a token, it is only false", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789abcdef") })), (token) => {
      expect(links.read("my-data", token)).toEqual({ is: "false" });
    }),
  );
});

test("a link tells nobody whom it is about, and is never the same twice", () => {
  const id = "wa:7b1e0b6e-6e51-4b8f-b9a1-1f1d9a7c5a10";
  const [one, other] = [links.make("my-data", id, 60), links.make("my-data", id, 60)];
  expect(one).not.toBe(other);
  expect(one).toMatch(/^[0-9a-f]+$/);
  expect(Buffer.from(one, "hex").includes(Buffer.from("7b1e0b6e"))).toBe(false);
});
