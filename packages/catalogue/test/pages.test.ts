import { catalogue, catalogueEntry, eventPage, listPage } from "@tracklake/catalogue";
import { loadRegistry, memoryStore, publish } from "@tracklake/registry";
import { column, defineContext, defineEvent, Type, toEventModel } from "@tracklake/schema";
import { expect, test } from "vitest";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const user = defineContext({
  name: "user",
  description: "Who.",
  properties: Type.Object({ user_id: Type.String({ description: "Id." }) }),
});
const order = (more = {}) =>
  defineEvent({
    name: "order_placed",
    description: 'A customer ordered <b>& paid</b> "now".',
    owner: "shop",
    answers: ["What sells?"],
    contexts: [user],
    properties: Type.Object({
      status: Type.Union([Type.Literal("new"), Type.Literal("old")], { description: "State." }),
      buyer: Type.Object({ name: Type.String({ description: "Name.", pii: "mask" }) }, { description: "Who pays." }),
      items: Type.Array(Type.Object({ sku: Type.String({ description: "Article." }) }), { description: "What." }),
      total: column.decimal(10, 2, { description: "Sum.", unit: "JPY" }),
      ...more,
    }),
  });
const signedOut = defineEvent({ name: "user_signed_out", description: "A user left.", owner: "shop" });

async function published() {
  const store = memoryStore();
  await publish(
    store,
    [order(), signedOut].map((event) => toEventModel(event).model),
    { now: new Date("2026-01-01T00:00:00Z") },
  );
  const grown = order({ note: Type.Optional(Type.String({ description: "A note." })) });
  await publish(store, [toEventModel(grown).model], { now: new Date("2026-02-01T00:00:00Z") });
  return loadRegistry(store);
}

test("an entry holds fields at every depth, versions newest first, the call and the query", async () => {
  const entry = catalogueEntry(await published(), "order_placed", lake);
  expect(entry).toMatchObject({
    major: 1,
    revision: 2,
    versions: [{ revision: 2, publishedAt: "2026-02-01T00:00:00.000Z" }, { revision: 1 }],
  });
  expect(entry?.fields.map(({ path, context }) => [path, context])).toEqual([
    ["user_id", "user"],
    ["status", undefined],
    ["buyer", undefined],
    ["buyer.name", undefined],
    ["items", undefined],
    ["items[].sku", undefined],
    ["total", undefined],
    ["note", undefined],
  ]);
  expect(entry?.call).toBe(`tracker.orderPlaced({
  status: "new",
  buyer: {
    name: "…",
  },
  items: [{
    sku: "…",
  }],
  total: "0.50",
});`);
  expect(entry?.query).toContain(
    "SELECT\n  dt,\n  event_time_local,\n  status,\n  buyer__name,\n  items,\n  total,\n  note\nFROM order_placed",
  );
  expect(entry?.ddl).toMatch(/CREATE EXTERNAL TABLE/);
});

test("an event without properties is called without an argument", async () => {
  expect(catalogueEntry(await published(), "user_signed_out", lake)?.call).toBe("tracker.userSignedOut();");
});

test("pages escape what authors wrote and hold no script", async () => {
  const registry = await published();
  const entries = catalogue(registry, lake);
  const list = listPage(entries);
  expect(list).toContain("A customer ordered &lt;b&gt;&amp; paid&lt;/b&gt; &quot;now&quot;.");
  expect(list).toContain('href="events/order_placed"');
  for (const entry of entries) {
    const text = eventPage(entry);
    expect(text).not.toMatch(/<script|<b>/);
    expect(text).toContain(`<h1>${entry.name}</h1>`);
  }
});

test("a retired event keeps its page, without a call to paste", async () => {
  const store = memoryStore();
  const models = [order(), signedOut].map((event) => toEventModel(event).model);
  await publish(store, models);
  await publish(store, models.slice(0, 1), { retire: [{ name: "user_signed_out", major: 1 }] });
  const entries = catalogue(await loadRegistry(store), lake);
  expect(entries.map(({ name, retired }) => [name, retired])).toEqual([
    ["order_placed", undefined],
    ["user_signed_out", true],
  ]);
  expect(listPage(entries).match(/>retired</g)).toHaveLength(1);
  const [kept, gone] = entries.map((entry) => eventPage(entry));
  expect([kept?.includes("Track it"), kept?.includes("Retired")]).toEqual([true, false]);
  expect([gone?.includes("Track it"), gone?.includes("Retired")]).toEqual([false, true]);
  expect(gone).toContain("CREATE EXTERNAL TABLE");
});

test("a major that is defined goes before a higher one that is retired", async () => {
  const store = memoryStore();
  const [first, second] = [signedOut, { ...signedOut, major: 2 }].map((event) => toEventModel(event).model);
  if (!first || !second) throw new Error("there are two models");
  await publish(store, [first, second]);
  expect(catalogueEntry(await loadRegistry(store), "user_signed_out", lake)?.major).toBe(2);
  await publish(store, [first], { retire: [{ name: "user_signed_out", major: 2 }] });
  expect(catalogueEntry(await loadRegistry(store), "user_signed_out", lake)).toMatchObject({ major: 1 });
});

test("the heartbeat has no call to paste, since every tracker tracks it by itself", async () => {
  const store = memoryStore();
  const heartbeat = defineEvent({ name: "tracklake_heartbeat", description: "Counts.", owner: "ops" });
  await publish(store, [toEventModel(heartbeat).model], { now: new Date("2026-01-01T00:00:00Z") });
  const [entry] = catalogue(await loadRegistry(store), lake);
  if (!entry) throw new Error("no entry");
  expect("call" in entry).toBe(false);
  expect(String(eventPage(entry))).toContain("<h2>Track it</h2>\n<p>Every tracker tracks it by itself.</p>");
});

test("a field that was declared as not personal says so", async () => {
  const store = memoryStore();
  const properties = Type.Object({ host_name: Type.String({ description: "Machine.", pii: false }) });
  const scanned = defineEvent({ name: "host_scanned", description: "A scan.", owner: "ops", properties });
  await publish(store, [toEventModel(scanned).model], { now: new Date("2026-01-01T00:00:00Z") });
  const [entry] = catalogue(await loadRegistry(store), lake);
  if (!entry) throw new Error("no entry");
  expect(entry.fields.map(({ path, personal }) => [path, personal])).toEqual([["host_name", false]]);
  expect(String(eventPage(entry))).toContain('<span class="tag">not personal</span>');
});

test("an empty registry says what to do", async () => {
  expect(listPage(catalogue(await loadRegistry(memoryStore()), lake))).toContain("npx tracklake publish");
});
