import { expect, test } from "@jest/globals";
import { inOrder } from "../../bots/whatsapp/in-order.ts";
import { StoreUnavailable } from "../../services/errors.ts";

function stage(failing: Map<string, Error>) {
  const played: string[] = [];
  const waiting: string[] = [];
  const play = async (one: string) => {
    const error = failing.get(one);
    if (error) throw error;
    played.push(one);
  };
  return { played, waiting, next: inOrder<string>({ play, waits: (one) => void waiting.push(one) }) };
}

test("what the store could not take comes before what is new, of the same learner", async () => {
  const failing = new Map([["1", new StoreUnavailable("gone")]]);
  const { played, waiting, next } = stage(failing);
  await expect(next("ana", "1")).rejects.toThrow("gone");
  await expect(next("ana", "2")).rejects.toThrow("gone");
  await next("eva", "other");
  failing.clear();
  await next("ana", "3");
  await next("ana", "4");
  expect(played).toEqual(["other", "1", "2", "3", "4"]);
  expect(waiting).toEqual(["1", "1", "2"]);
});

test("what fails for ever holds up nobody", async () => {
  const { played, waiting, next } = stage(new Map([["poison", new Error("a bug")]]));
  await expect(next("ana", "poison")).rejects.toThrow("a bug");
  await next("ana", "2");
  expect([played, waiting]).toEqual([["2"], ["poison"]]);
});
