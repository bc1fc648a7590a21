import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  absentEvents,
  checkHistory,
  fileStore,
  loadRegistry,
  memoryStore,
  publish,
  type RegistryStore,
  withDrafts,
} from "@tracklake/registry";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealed } from "../src/history-entry.js";
import { event, field } from "./models.js";

let root: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tracklake-registry-"));
});
afterAll(() => rm(root, { recursive: true }));

const stores: [string, () => RegistryStore][] = [
  ["file", () => fileStore(join(root, String(count++), "history"))],
  ["memory", memoryStore],
];

describe.each(stores)("the %s store", (_, open) => {
  const now = new Date("2026-01-02T03:04:05.678Z");

  test("is empty before the first publish", async () => {
    const registry = await loadRegistry(open());
    expect([registry.list(), registry.all(), registry.entries, registry.latest("plan_changed")]).toEqual([
      [],
      [],
      [],
      undefined,
    ]);
  });

  test("gives back what was published", async () => {
    const store = open();
    const { entry, path } = await publish(store, [event(), event({ name: "user_left" })], { message: "Begin", now });
    expect(entry).toMatchObject({
      format: 1,
      id: expect.stringMatching(/^2026-01-02-begin-[0-9a-f]{8}$/),
      publishedAt: now.toISOString(),
      message: "Begin",
    });
    expect(path).toContain("2026-01-02-begin");
    expect(await store.entries()).toEqual([entry]);
  });

  test("publishes nothing twice", async () => {
    const store = open();
    await publish(store, [event()], { now });
    expect(await publish(store, [event()], { now })).toEqual({ published: [], retired: [], unchanged: 1 });
    expect(await store.entries()).toHaveLength(1);
  });

  test("counts revisions and links them", async () => {
    const store = open();
    await publish(store, [event()], { now });
    await publish(store, [event({ properties: [field("a")] })], { now });
    await publish(store, [event({ major: 2 })], { now });
    const registry = await loadRegistry(store);
    const [first, second, other] = registry.all();
    expect(registry.all().map(({ model, revision }) => [model.major, revision])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
    expect([first?.predecessor, second?.predecessor, other?.predecessor]).toEqual([null, first?.fingerprint, null]);
    expect(registry.list()).toEqual([second, other]);
    expect([registry.latest("plan_changed"), registry.latest("plan_changed", 1)]).toEqual([other, second]);
  });

  test("gives publishes of one day ids of their own, and entries in the order of these", async () => {
    const store = open();
    for (let n = 0; n < 11; n++) await publish(store, [event({ description: `D${n}` })], { now });
    const ids = (await store.entries()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(11);
    for (const id of ids) expect(id).toMatch(/^2026-01-02-plan-changed-[0-9a-f]{8}$/);
    expect(ids).toEqual([...ids].sort((a, b) => a.localeCompare(b, "en", { numeric: true })));
  });

  test("gives two branches that publish the same event in the same words ids of their own, whatever the clock says", async () => {
    const ids = ["a", "b"].map(async (name) => {
      const store = open();
      return (await publish(store, [event({ properties: [field(name)] })], { now, message: "Fields" })).entry?.id;
    });
    const [one, other] = await Promise.all(ids);
    expect(one).not.toBe(other);
  });

  test("retires what is defined no more, and takes it back as the next revision", async () => {
    const store = open();
    const [left, changed] = [event({ name: "user_left" }), event()];
    await publish(store, [changed, left], { now });
    const retire = absentEvents(await loadRegistry(store), [changed]);
    expect(retire).toEqual([expect.objectContaining({ name: "user_left", major: 1, revision: 1 })]);
    const { entry, retired } = await publish(store, [changed], { retire, now });
    expect([entry?.id, entry?.events, retired]).toEqual([
      expect.stringMatching(/^2026-01-02-user-left-[0-9a-f]{8}$/),
      [],
      retire,
    ]);
    const without = await loadRegistry(store);
    expect(without.current().map(({ model }) => model.name)).toEqual(["plan_changed"]);
    expect(without.list().map(({ model }) => model.name)).toEqual(["plan_changed", "user_left"]);
    expect(without.retirement("user_left", 1)).toEqual(retire[0]);
    expect(absentEvents(without, [changed])).toEqual([]);

    expect(withDrafts(without, [left])).toMatchObject([{ status: "draft", revision: 2 }]);
    await publish(store, [left], { now });
    const again = await loadRegistry(store);
    expect(again.current().map(({ model, revision }) => [model.name, revision])).toEqual([
      ["plan_changed", 1],
      ["user_left", 2],
    ]);
    expect([again.retirement("user_left", 1), withDrafts(again, [left])[0]?.status]).toEqual([undefined, "published"]);
    expect(await checkHistory(store)).toEqual([]);
  });

  test.each<[string, { name: string; major: number }, RegExp]>([
    ["that was never there", { name: "nothing", major: 1 }, /does not hold it/],
    ["of another major", { name: "user_left", major: 2 }, /does not hold it/],
    ["that is gone already", { name: "user_left", major: 1 }, /retired already/],
    ["that it publishes", { name: "plan_changed", major: 1 }, /published at once/],
  ])("retires no event %s, and publishes nothing then", async (_, key, why) => {
    const store = open();
    await publish(store, [event(), event({ name: "user_left" })], { now });
    await publish(store, [event()], { retire: [{ name: "user_left", major: 1 }], now });
    const attempt = publish(store, [event({ description: "E." })], { retire: [key], now });
    await expect(attempt).rejects.toMatchObject({ code: "nothing-to-retire", message: expect.stringMatching(why) });
    expect(await store.entries()).toHaveLength(2);
  });

  test("refuses to read and to publish after a skipped revision", async () => {
    const [whole, store] = [memoryStore(), open()];
    await publish(whole, [event()], { now });
    const { entry: second } = await publish(whole, [event({ description: "E." })], { now });
    if (!second) throw new Error("the publish wrote no entry");
    await store.append(second);
    await refuses(store, "revision-skipped");
  });

  test("refuses to read and to publish after two branches published one revision", async () => {
    const store = open();
    const { entry: first } = await publish(store, [event()], { now });
    if (!first) throw new Error("the publish wrote no entry");
    for (const description of ["E.", "F."]) {
      const branch = memoryStore();
      await branch.append(first);
      const { entry } = await publish(branch, [event({ description })], { now, slug: description });
      if (entry) await store.append(entry);
    }
    await refuses(store, "revision-twice");
  });

  test("refuses to read and to publish over a broken chain", async () => {
    const [other, store] = [memoryStore(), open()];
    await publish(store, [event()], { now, slug: "one" });
    await publish(other, [event({ description: "other" })], { now, slug: "one" });
    await publish(other, [event({ description: "E." })], { now, slug: "two" });
    const [, second] = await other.entries();
    if (!second) throw new Error("there are two entries");
    await store.append(second);
    await refuses(store, "chain-broken");
  });

  /** Nothing is built on a history that is not sound, and it stays as it is. */
  async function refuses(store: RegistryStore, code: string) {
    const before = await store.entries();
    await expect(loadRegistry(store)).rejects.toMatchObject({ code });
    await expect(publish(store, [event({ name: "user_left" })], { now })).rejects.toMatchObject({ code });
    expect((await checkHistory(store)).map(({ rule }) => rule)).toEqual([code]);
    expect(await store.entries()).toEqual(before);
  }

  test("takes no model that could not be read back", async () => {
    const store = open();
    const empty = event({ properties: [field("s", { kind: "struct", fields: [] })] });
    const dated = event({ name: "user_left", expires: new Date(0) as unknown as string });
    for (const model of [empty, dated]) {
      const attempt = publish(store, [event({ name: "good" }), model], { now });
      await expect(attempt).rejects.toMatchObject({
        code: "not-a-model",
        message: expect.stringContaining(`${model.name} cannot be published: model.`),
      });
    }
    expect(await store.entries()).toEqual([]);
  });

  test("refuses an id that is there", async () => {
    const store = open();
    const { entry } = await publish(store, [event()], { now });
    if (!entry) throw new Error("the publish wrote no entry");
    await expect(store.append(entry)).rejects.toMatchObject({ code: "entry-exists" });
    expect(await store.entries()).toHaveLength(1);
  });
});

describe.each(stores)("at once, the %s store", (_, open) => {
  test("takes one of the publishes that follow the same history, and refuses the others whole", async () => {
    const store = open();
    for (let round = 0; round < 20; round++) {
      const registry = await loadRegistry(store);
      const attempts = Array.from({ length: 5 }, (_, writer) =>
        publish(store, [event({ description: `${round} by ${writer}` })], { message: `${writer}`, registry }),
      );
      const done = await Promise.allSettled(attempts);
      const refused = done.filter((attempt) => attempt.status === "rejected");
      expect(refused.map(({ reason }) => reason.code)).toEqual(Array(4).fill("history-moved"));
      expect((await loadRegistry(store)).latest("plan_changed")?.revision).toBe(round + 1);
    }
    expect(await checkHistory(store)).toEqual([]);
    expect(await store.entries()).toHaveLength(20);
  });

  test("refuses a publish that was reviewed against an older history", async () => {
    const store = open();
    const reviewed = await loadRegistry(store);
    await publish(store, [event({ name: "user_left" })]);
    const attempt = publish(store, [event()], { registry: reviewed });
    await expect(attempt).rejects.toMatchObject({ code: "history-moved", message: expect.stringContaining("again") });
    expect((await loadRegistry(store)).list().map(({ model }) => model.name)).toEqual(["user_left"]);
  });

  test("refuses a publish that was reviewed against other content of the same entries", async () => {
    const [before, store] = [memoryStore(), open()];
    const { entry } = await publish(store, [event({ description: "as rebased" })], { message: "first" });
    const other = await publish(memoryStore(), [event({ description: "as reviewed" })], { message: "first" });
    if (!entry || !other.entry) throw new Error("a publish wrote no entry");
    await before.append(sealed({ ...other.entry, id: entry.id }));
    const reviewed = await loadRegistry(before);
    expect(reviewed.entries.map(({ id }) => id)).toEqual([entry.id]);
    const attempt = publish(store, [event({ name: "user_left" })], { registry: reviewed });
    await expect(attempt).rejects.toMatchObject({ code: "history-moved" });
    expect(await store.entries()).toEqual([entry]);
  });
});

test("a file is whole, readable and alone", async () => {
  const directory = join(root, "whole");
  const { path } = await publish(fileStore(directory), [event()], { now: new Date(0) });
  const text = await readFile(path ?? "", "utf8");
  expect(await readdir(directory)).toEqual([expect.stringMatching(/^1970-01-01-plan-changed-[0-9a-f]{8}\.json$/)]);
  expect(text).toMatch(/^\{\n {2}"digest": "[0-9a-f]{64}",\n {2}"events": \[/);
  expect(text.endsWith("}\n")).toBe(true);
});

test.each<[string, (text: string) => string, string]>([
  ["a changed description", (text) => text.replace('"D."', '"E."'), "history-changed"],
  ["a changed date", (text) => text.replace("1970-01-01T", "1971-01-01T"), "history-changed"],
  ["half a file", (text) => text.slice(0, 100), "history-unreadable"],
  ["the conflict of a merge", (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> main\n`, "history-unreadable"],
  ["no entry", () => "[]", "history-unreadable"],
  ["a newer format", (text) => text.replace('"format": 1', '"format": 2'), "history-unreadable"],
  ["a stranger's key in a model", (text) => text.replace('"major": 1', '"major": 1, "x": 1'), "history-unreadable"],
  [
    "neither events nor retired ones",
    (text) => text.replace(/"events": \[[\s\S]*\n {2}\]/, '"events": []'),
    "history-unreadable",
  ],
  [
    "a retired event without a revision",
    (text) => text.replace('"format": 1', '"format": 1, "retired": [{ "name": "a" }]'),
    "history-unreadable",
  ],
  [
    "a retired event that was added",
    (text) =>
      text.replace(
        '"format": 1',
        `"format": 1, "retired": [${JSON.stringify({ name: "plan_changed", major: 1, revision: 1, fingerprint: "x" })}]`,
      ),
    "history-changed",
  ],
])("%s is refused with the file's name", async (name, change, code) => {
  const directory = join(root, name.replaceAll(/\W/g, "-"));
  const { path = "" } = await publish(fileStore(directory), [event()], { now: new Date(0) });
  await writeFile(path, change(await readFile(path, "utf8")));
  const refusal = { code, message: expect.stringMatching(/plan-changed-[0-9a-f]{8}\.json/) };
  await expect(loadRegistry(fileStore(directory))).rejects.toMatchObject(refusal);
  await expect(publish(fileStore(directory), [event({ major: 2 })])).rejects.toMatchObject(refusal);
});

test("a folder that cannot be written says so and publishes nothing", async () => {
  const blocked = join(root, "blocked");
  await writeFile(blocked, "a file where the folder should be");
  await expect(publish(fileStore(join(blocked, "history")), [event()])).rejects.toMatchObject({
    name: "RegistryError",
  });
});
