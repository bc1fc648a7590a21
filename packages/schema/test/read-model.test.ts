import { lineLimits } from "@tracklake/envelope";
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
  ["a decimal of 39 digits", field({ kind: "decimal", precision: 39, scale: 0 }), "model.properties[0].type.precision"],
  ["a decimal of no digits", field({ kind: "decimal", precision: 0, scale: 0 }), "model.properties[0].type.precision"],
  ["a scale over the precision", field({ kind: "decimal", precision: 3, scale: 4 }), "model.properties[0].type.scale"],
  ["a struct of nothing", field({ kind: "struct", fields: [] }), "model.properties[0].type.fields"],
  ["an enum of nothing", field({ kind: "enum", values: [] }), "model.properties[0].type.values"],
  [
    "examples nested without end",
    { ...event([]), examples: [JSON.parse(`${"[".repeat(9_999)}${"]".repeat(9_999)}`)] },
    "model",
  ],
  ["a stranger's bound", field({ kind: "string", minimum: 1 }), "model.properties[0].type.minimum"],
  ["a wrong protection", field({ kind: "string" }, { pii: "hsah" }), "model.properties[0].pii"],
  ["a word on what is personal", field({ kind: "string" }, { personal: true }), "model.properties[0].personal"],
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

test("a model as deep as lint lets it be is read, with examples as deep as values", () => {
  const nest = (levels: number): unknown =>
    levels === 0
      ? { kind: "decimal", precision: 38, scale: 38 }
      : { kind: "struct", fields: [{ name: "a", type: nest(levels - 1), required: true }] };
  const examples = [JSON.parse(`${"[".repeat(lineLimits.jsonDepth)}${"]".repeat(lineLimits.jsonDepth)}`)];
  const model = field(nest(lineLimits.depth), { examples });
  expect(readEventModel(model)).toBe(model);
});

test("what is not personal is read as it is", () => {
  const model = field({ kind: "string" }, { personal: false });
  expect(readEventModel(model)).toEqual(model);
});
