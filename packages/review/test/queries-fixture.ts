// The lake that the tests of queries read: two events, with a struct, an array of structs and a map.
import { allRevisions, loadRegistry, memoryStore, publish, withDrafts } from "@tracklake/registry";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import { queryCatalogue } from "../src/queries/index.js";

/** The lake's settings. */
export const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

const field = (name: string, type: TypeModel, required = false): FieldModel => ({ name, type, required });

/** `order_placed`, with everything that nests. */
export const orderPlaced: EventModel = {
  name: "order_placed",
  major: 1,
  contexts: [],
  properties: [
    field("order_id", { kind: "string" }),
    field("total", { kind: "number" }),
    field("buyer", { kind: "struct", fields: [field("name", { kind: "string" }), field("email", { kind: "string" })] }),
    field("items", {
      kind: "array",
      items: {
        kind: "struct",
        fields: [field("sku", { kind: "string" }), field("price", { kind: "number" })],
      },
    }),
    field("rates", { kind: "map", values: { kind: "number" } }),
    field("tags", { kind: "array", items: { kind: "string" } }),
  ],
};

/** `plan_changed`, which is flat. */
export const planChanged: EventModel = {
  name: "plan_changed",
  major: 1,
  contexts: [],
  properties: [
    field("order_id", { kind: "string" }),
    field("plan", { kind: "string" }),
    field("seats", { kind: "integer" }),
  ],
};

/** Every revision. */
export async function revisions(models: readonly EventModel[] = [orderPlaced, planChanged]) {
  const store = memoryStore();
  await publish(store, models);
  const registry = await loadRegistry(store);
  return allRevisions(registry, withDrafts(registry, models));
}

/** The tables and views. */
export async function relations() {
  return queryCatalogue(await revisions(), lake);
}
