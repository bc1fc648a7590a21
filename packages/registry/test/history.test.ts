import { readFileSync } from "node:fs";
import {
  absentEvents,
  allRevisions,
  checkHistory,
  loadRegistry,
  memoryStore,
  publish,
  registryErrorCodes,
  withDrafts,
} from "@tracklake/registry";
import type { EventModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { event, field } from "./models.js";

const struct = (...names: string[]): TypeModel => ({ kind: "struct", fields: names.map((name) => field(name)) });

/** Two stores that grew from one: the histories of two branches. */
async function branches() {
  const base = memoryStore();
  await publish(base, [event()], { now: new Date(0) });
  const copy = async (more: Partial<EventModel>, now: number) => {
    const branch = memoryStore();
    for (const entry of await base.entries()) await branch.append(entry);
    const { entry } = await publish(branch, [event(more)], { now: new Date(now), slug: `branch-${now}` });
    if (!entry) throw new Error("the branch published nothing");
    return entry;
  };
  return { base, copy };
}

test("two branches that publish the same revision are found", async () => {
  const { base, copy } = await branches();
  const entries = [await copy({ properties: [field("a")] }, 1), await copy({ properties: [field("b")] }, 2)];
  for (const entry of entries) await base.append(entry);
  await expect(loadRegistry(base)).rejects.toMatchObject({ code: "revision-twice" });
  expect(await checkHistory(base)).toMatchObject([
    { rule: "revision-twice", severity: "error", path: "plan_changed v1" },
  ]);
});

test("two branches that publish different events merge", async () => {
  const { base, copy } = await branches();
  await base.append(await copy({ name: "user_left" }, 1));
  await base.append(await copy({ name: "user_joined" }, 2));
  expect((await loadRegistry(base)).list()).toHaveLength(3);
  expect(await checkHistory(base)).toEqual([]);
});

test("a branch that retires an event and one that changes it merge: the change brings it back", async () => {
  const { base, copy } = await branches();
  const retiring = memoryStore();
  for (const entry of await base.entries()) await retiring.append(entry);
  const { entry } = await publish(retiring, [], { retire: [{ name: "plan_changed", major: 1 }], now: new Date(1) });
  if (!entry) throw new Error("the branch retired nothing");
  await base.append(entry);
  expect((await loadRegistry(base)).current()).toEqual([]);
  await base.append(await copy({ description: "E." }, 2));
  expect((await loadRegistry(base)).current()).toMatchObject([{ revision: 2 }]);
  expect(await checkHistory(base)).toEqual([]);
});

test("a retirement of what is not there is found", async () => {
  const [one, other] = [memoryStore(), memoryStore()];
  await publish(one, [event()], { slug: "one" });
  await publish(one, [], { retire: [{ name: "plan_changed", major: 1 }], slug: "retire" });
  const retiring = (await one.entries()).find(({ id }) => id.includes("-retire-"));
  if (retiring) await other.append(retiring);
  await expect(loadRegistry(other)).rejects.toMatchObject({ code: "revision-skipped" });
  const stranger = memoryStore();
  await publish(stranger, [event({ description: "another" })], { slug: "one" });
  if (retiring) await stranger.append(retiring);
  expect(await checkHistory(stranger)).toMatchObject([{ rule: "chain-broken", path: "plan_changed v1" }]);
});

test("a missing entry leaves a skipped revision", async () => {
  const whole = memoryStore();
  await publish(whole, [event()]);
  await publish(whole, [event({ description: "E." })]);
  // Files of one day are not in the order of their publishes.
  const second = (await whole.entries()).find(({ events }) => events.some(({ revision }) => revision === 2));
  const torn = memoryStore();
  if (second) await torn.append(second);
  await expect(loadRegistry(torn)).rejects.toMatchObject({ code: "revision-skipped" });
  expect((await checkHistory(torn)).map(({ rule }) => rule)).toEqual(["revision-skipped"]);
});

test("a revision of another history breaks the chain", async () => {
  const [one, other] = [memoryStore(), memoryStore()];
  await publish(one, [event()], { slug: "one" });
  await publish(other, [event({ description: "other" })], { slug: "other" });
  await publish(other, [event({ description: "E." })], { slug: "second" });
  const second = (await other.entries()).find(({ id }) => id.includes("-second-"));
  if (second) await one.append(second);
  await expect(loadRegistry(one)).rejects.toMatchObject({ code: "chain-broken" });
});

test("fields keep the order of their first publication at every depth", async () => {
  const store = memoryStore();
  const context = (...names: string[]) => ({ name: "user", fields: names.map((name) => field(name)) });
  await publish(store, [
    event({ contexts: [context("u", "v")], properties: [field("b"), field("s", struct("y", "x"))] }),
  ]);
  const [draft] = withDrafts(await loadRegistry(store), [
    event({
      contexts: [{ name: "org", fields: [field("o")] }, context("new", "v", "u")],
      properties: [field("a"), field("s", struct("a", "x", "y")), field("b")],
    }),
  ]);
  expect(draft?.model.properties.map(({ name }) => name)).toEqual(["b", "s", "a"]);
  expect(draft?.model.properties[1]?.type).toEqual(struct("y", "x", "a"));
  expect(draft?.model.contexts.map(({ name, fields }) => [name, fields.map((f) => f.name)])).toEqual([
    ["user", ["u", "v", "new"]],
    ["org", ["o"]],
  ]);
});

test("the order in which an author writes fields is no change", async () => {
  const store = memoryStore();
  await publish(store, [event({ properties: [field("a"), field("b")] })]);
  const [same] = withDrafts(await loadRegistry(store), [event({ properties: [field("b"), field("a")] })]);
  expect(same).toMatchObject({ status: "published", revision: 1 });
});

test("tables are built from every revision and the drafts", async () => {
  const store = memoryStore();
  await publish(store, [event(), event({ name: "gone" })]);
  const registry = await loadRegistry(store);
  const drafts = withDrafts(registry, [event({ properties: [field("a")] })]);
  expect(allRevisions(registry, drafts).map(({ model, revision, status }) => [model.name, revision, status])).toEqual([
    ["gone", 1, "published"],
    ["plan_changed", 1, "published"],
    ["plan_changed", 2, "draft"],
  ]);
});

test("history only grows, and revisions are counted without gaps", async () => {
  const models = fc.record({
    name: fc.constantFrom("a", "b", "c"),
    major: fc.integer({ min: 1, max: 2 }),
    properties: fc.uniqueArray(
      fc.constantFrom("p", "q", "r").map((name) => field(name)),
      { selector: ({ name }) => name },
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(models, fc.boolean()), { maxLength: 12 }), async (changes) => {
      const store = memoryStore();
      let before: readonly unknown[] = [];
      for (const [change, all] of changes) {
        const retire = all ? absentEvents(await loadRegistry(store), [event(change)]) : [];
        await publish(store, [event(change)], { retire, now: new Date(0) });
        const current = (await loadRegistry(store)).current().map(({ model: { name, major } }) => ({ name, major }));
        expect(current).toContainEqual({ name: change.name, major: change.major });
        if (all) expect(current).toHaveLength(1);
        const entries = await store.entries();
        for (const entry of before) expect(entries).toContainEqual(entry);
        before = entries;
      }
      const registry = await loadRegistry(store);
      for (const { model } of registry.list()) {
        const revisions = registry.revisions(model.name, model.major);
        expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, index) => index + 1));
      }
      expect(await checkHistory(store)).toEqual([]);
    }),
  );
});

test("every code of RegistryError stands in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const [code, meaning] of Object.entries(registryErrorCodes))
    expect(readme).toContain(`| \`${code}\` | ${meaning} |`);
});
