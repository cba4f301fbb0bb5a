import { DatabaseSync } from "node:sqlite";
import { expect, test } from "@jest/globals";
import { StoreUnavailable } from "../services/errors.ts";
import { groupCommit } from "../services/store/sqlite-commit.ts";

function newNumbers() {
  const database = new DatabaseSync(":memory:");
  database.exec(`
    CREATE TABLE numbers (number INTEGER PRIMARY KEY, text TEXT, needs INTEGER REFERENCES numbers
      DEFERRABLE INITIALLY DEFERRED);
  `);
  const { read, write } = groupCommit(database, "numbers.sqlite");
  const insert = database.prepare("INSERT INTO numbers VALUES (?, ?, ?)");
  return {
    database,
    write,
    put: (number: number, text = "", needs: number | null = null) =>
      write(() => {
        insert.run(number, text, needs);
        return number;
      }),
    all: () =>
      read(() =>
        database
          .prepare("SELECT number FROM numbers")
          .all()
          .map((row) => row.number),
      ),
  };
}

test("work that fails undoes itself alone, and its error arrives as it is", async () => {
  const { put, write, all } = newNumbers();
  const bug = new Error("bug");
  const outcomes = await Promise.allSettled([
    put(1),
    write(() => {
      throw bug;
    }),
    put(2),
    put(1),
    put(3),
  ]);
  expect(outcomes).toMatchObject([
    { value: 1 },
    { reason: bug },
    { value: 2 },
    { reason: { name: "StoreUnavailable" } },
    { value: 3 },
  ]);
  expect(await all()).toEqual([1, 2, 3]);
});

test("half-done work is undone", async () => {
  const { database, put, write, all } = newNumbers();
  const half = write(() => {
    database.exec("INSERT INTO numbers VALUES (5, '', NULL)");
    throw new Error("half done");
  });
  const whole = put(6);
  await expect(half).rejects.toThrow("half done");
  await whole;
  expect(await all()).toEqual([6]);
});

test("what a tick writes is one transaction: when it cannot be committed, nothing of it is, and all are told", async () => {
  const { put, all } = newNumbers();
  const outcomes = await Promise.allSettled([put(1), put(2, "", 404), put(3)]);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(StoreUnavailable) });
  }
  expect(await all()).toEqual([]);
  expect(await Promise.all([put(1), put(2, "", 1)])).toEqual([1, 2]);
  expect(await all()).toEqual([1, 2]);
});

test("a full disk refuses what does not fit, by name, and the rest goes on later", async () => {
  const { database, put, all } = newNumbers();
  database.exec("PRAGMA max_page_count = 20");
  const outcomes = await Promise.allSettled([put(1), put(2, "x".repeat(200_000))]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(outcomes[0]).toMatchObject({ reason: { message: expect.stringMatching(/numbers\.sqlite.*full/) } });
  await put(1);
  expect(await all()).toEqual([1]);
});

test("reading sees only what was confirmed", async () => {
  const { put, all } = newNumbers();
  const waiting = put(1);
  expect(await all()).toEqual([]);
  await waiting;
  expect(await all()).toEqual([1]);
});
