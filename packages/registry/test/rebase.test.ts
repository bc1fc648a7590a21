// Two branches that published the same revision: which side is renumbered, and what becomes of it.
import {
  checkHistory,
  type HistoryEntry,
  loadRegistry,
  memoryStore,
  publish,
  type RegistryStore,
  rebase,
  registryOf,
  sidesOf,
  withDrafts,
} from "@tracklake/registry";
import type { EventModel } from "@tracklake/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { event, field } from "./models.js";

/** A branch of a history: what it publishes is dated after what was there, in the order of `at`. */
async function branch(
  base: readonly HistoryEntry[],
  publishes: readonly EventModel[][],
  at: number,
): Promise<HistoryEntry[]> {
  const store = memoryStore();
  for (const entry of base) await store.append(entry);
  const entries: HistoryEntry[] = [];
  for (const [index, models] of publishes.entries()) {
    const now = new Date(at + index * 1000);
    const { entry } = await publish(store, models, { now, slug: `at-${at + index * 1000}`, message: `At ${at}` });
    if (entry) entries.push(entry);
  }
  return entries;
}

const plan = (...names: string[]) => event({ properties: names.map((name) => field(name)) });
const user = (...names: string[]) => event({ name: "user_left", properties: names.map((name) => field(name)) });

async function two(ours: EventModel[][], theirs: EventModel[][]) {
  const base = await branch([], [[plan("a")]], 0);
  const [main, own] = [await branch(base, theirs, 1_000_000), await branch(base, ours, 2_000_000)];
  return { base, main, own, all: [...base, ...main, ...own] };
}

const isIn = (entries: readonly HistoryEntry[]) => (id: string) => entries.some((entry) => entry.id === id);
const ids = (entries: readonly HistoryEntry[]) => entries.map(({ id }) => id);

describe("the side that gives way", () => {
  test("is what the merged history lacks, whenever it was published", async () => {
    const { base, main, own, all } = await two([[plan("a", "ours")]], [[plan("a", "theirs")]]);
    expect(ids(sidesOf(all, isIn([...base, ...own])).unmerged)).toEqual(ids(main));
    expect(ids(sidesOf(all, isIn([...base, ...main])).unmerged)).toEqual(ids(own));
  });

  test("is the later publish where nobody knows, with what follows it", async () => {
    const { own, all } = await two(
      [[plan("a", "ours")], [plan("a", "ours", "more")], [user("x")]],
      [[plan("a", "theirs")]],
    );
    expect(ids(sidesOf(all).unmerged)).toEqual(ids(own.slice(0, 2)));
  });

  test("is the later publish where both were merged", async () => {
    const { own, all } = await two([[plan("a", "ours")]], [[plan("a", "theirs")]]);
    expect(ids(sidesOf(all, () => true).unmerged)).toEqual(ids(own));
  });

  test("is none where nothing clashes", async () => {
    const { all } = await two([[user("x")]], [[plan("a", "theirs")]]);
    expect(sidesOf(all, () => false).unmerged).toEqual([]);
  });
});

describe("a rebase", () => {
  test("takes the next number, and the definition that holds both changes", async () => {
    const { base, main, own } = await two([[plan("a", "ours")]], [[plan("a", "theirs")]]);
    const merged = [...base, ...main];
    const { rewritten, removed, renumbered } = rebase(merged, own, [plan("a", "ours", "theirs")]);
    expect(renumbered).toEqual([{ entry: own[0]?.id, event: "plan_changed", major: 1, was: 2, is: 3 }]);
    expect(removed).toEqual([]);
    const registry = registryOf([...merged, ...rewritten]);
    expect(registry.latest("plan_changed")?.model.properties.map(({ name }) => name)).toEqual(["a", "theirs", "ours"]);
    expect(withDrafts(registry, [plan("a", "ours", "theirs")])).toMatchObject([{ status: "published", revision: 3 }]);
    const { id, publishedAt, message } = own[0] ?? {};
    expect(rewritten).toMatchObject([{ id, publishedAt, message }]);
  });

  test("keeps the steps of a branch, and what clashes with nothing", async () => {
    const { base, main, own } = await two(
      [[plan("a", "ours"), user("x")], [plan("a", "ours", "more")]],
      [[plan("a", "theirs")]],
    );
    const { rewritten } = rebase([...base, ...main], own, [plan("a", "ours", "more", "theirs"), user("x")]);
    const registry = registryOf([...base, ...main, ...rewritten]);
    expect(registry.revisions("plan_changed").map(({ model }) => model.properties.map(({ name }) => name))).toEqual([
      ["a"],
      ["a", "theirs"],
      ["a", "ours"],
      ["a", "theirs", "ours", "more"],
    ]);
    expect(registry.revisions("user_left")).toEqual(own[0]?.events.filter(({ model }) => model.name === "user_left"));
  });

  test("drops what both branches changed alike, and an entry of which nothing is left", async () => {
    const { base, main, own } = await two([[plan("a", "b")]], [[plan("a", "b")]]);
    const { rewritten, removed, renumbered } = rebase([...base, ...main], own, [plan("a", "b")]);
    expect([rewritten, removed]).toEqual([[], ids(own)]);
    expect(renumbered).toEqual([{ entry: own[0]?.id, event: "plan_changed", major: 1, was: 2 }]);
  });

  test("moves a retirement with the revision that it follows", async () => {
    const base = await branch([], [[plan("a")]], 0);
    const main = await branch(base, [[plan("a", "theirs")]], 1_000_000);
    const store: RegistryStore = memoryStore();
    for (const entry of base) await store.append(entry);
    await publish(store, [plan("a", "ours")], { now: new Date(2_000_000), slug: "change" });
    await publish(store, [], {
      now: new Date(3_000_000),
      slug: "retire",
      retire: [{ name: "plan_changed", major: 1 }],
    });
    const own = (await store.entries()).slice(base.length);
    const { rewritten } = rebase([...base, ...main], own, []);
    const registry = registryOf([...base, ...main, ...rewritten]);
    expect([registry.latest("plan_changed")?.revision, registry.current()]).toEqual([3, []]);
  });
});

test("whatever two branches publish, a rebase gives a sound history that ends at the definitions", async () => {
  const name = fc.constantFrom("a", "b", "c");
  const model = fc
    .tuple(fc.constantFrom("plan_changed", "user_left"), fc.uniqueArray(name))
    .map(([of, names]) => event({ name: of, properties: names.map((one) => field(one)) }));
  const models = fc.uniqueArray(model, { selector: (one) => one.name, minLength: 1 });
  const publishes = fc.array(models, { maxLength: 3 });
  const seen = { clashes: 0, removed: 0 };
  await fc.assert(
    fc.asyncProperty(publishes, publishes, models, async (theirs, ours, now) => {
      const { base, main, own, all } = await two(ours, theirs);
      const { merged, unmerged } = sidesOf(all, isIn([...base, ...main]));
      const { rewritten, removed, renumbered } = rebase(merged, unmerged, now);
      if (unmerged.length === 0) {
        expect([rewritten, removed]).toEqual([[], []]);
        return;
      }
      seen.clashes++;
      seen.removed += removed.length;
      expect(ids(unmerged)).toEqual(ids(own));
      const store = memoryStore();
      const kept = unmerged.filter(({ id }) => !removed.includes(id) && !isIn(rewritten)(id));
      for (const entry of [...merged, ...kept, ...rewritten]) await store.append(entry);
      expect(await checkHistory(store)).toEqual([]);
      const registry = await loadRegistry(store);
      const touched = new Set(renumbered.filter(({ is }) => is !== undefined).map(({ event: one }) => one));
      const events = withDrafts(
        registry,
        now.filter((one) => touched.has(one.name)),
      );
      expect(events.filter(({ status }) => status === "draft")).toEqual([]);
      // What a rebase wrote is not rebased again.
      expect(sidesOf(await store.entries(), isIn([...base, ...main])).unmerged).toEqual([]);
    }),
  );
  expect(Math.min(seen.clashes, seen.removed)).toBeGreaterThan(5);
});
