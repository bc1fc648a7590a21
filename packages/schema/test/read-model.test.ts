import { builtInEvents, readEventModel } from "@tracklake/schema";
import { expect, test } from "vitest";

const event = (properties: unknown[]) => ({ name: "e", major: 1, contexts: [], properties });
const field = (type: unknown, more = {}) => event([{ name: "p", type, required: true, ...more }]);

test.each([...builtInEvents])("$name is read as it is", (model) => {
  expect(readEventModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
});

test.each<[string, unknown, string]>([
  ["null", null, "model"],
  ["a list", [], "model"],
  ["no name", { major: 1, contexts: [], properties: [] }, "model"],
  ["major 0", { ...event([]), major: 0 }, "model.major"],
  ["a stranger's key", { ...event([]), colour: "red" }, "model.colour"],
  ["an unknown kind", field({ kind: "float" }), "model.properties[0].type.kind"],
  ["a kind of the prototype", field({ kind: "constructor" }), "model.properties[0].type.kind"],
  ["a decimal without a scale", field({ kind: "decimal", precision: 3 }), "model.properties[0].type"],
  ["a stranger's bound", field({ kind: "string", minimum: 1 }), "model.properties[0].type.minimum"],
  ["a wrong protection", field({ kind: "string" }, { pii: "hsah" }), "model.properties[0].pii"],
  [
    "nested",
    field({ kind: "array", items: { kind: "struct", fields: [{}] } }),
    "model.properties[0].type.items.fields[0]",
  ],
])("%s is refused", (_, value, at) => {
  expect(() => readEventModel(value)).toThrowError(
    expect.objectContaining({ code: "not-a-model", message: expect.stringContaining(`${at}:`) }),
  );
});
