import { hiveType, type TypeModel } from "@tracklake/schema";
import { expect, test } from "vitest";

const field = (name: string, type: TypeModel) => ({ name, type, required: true });

test.each<[TypeModel, string]>([
  [{ kind: "boolean" }, "boolean"],
  [{ kind: "integer" }, "bigint"],
  [{ kind: "bigint" }, "bigint"],
  [{ kind: "number" }, "double"],
  [{ kind: "decimal", precision: 12, scale: 2 }, "decimal(12,2)"],
  [{ kind: "string" }, "string"],
  [{ kind: "uuid" }, "string"],
  [{ kind: "enum", values: ["a"] }, "string"],
  [{ kind: "json" }, "string"],
  [{ kind: "timestamp" }, "timestamp"],
  [{ kind: "date" }, "date"],
  [{ kind: "map", values: { kind: "number" } }, "map<string,double>"],
  [
    {
      kind: "array",
      items: { kind: "struct", fields: [field("sku", { kind: "string" }), field("at", { kind: "date" })] },
    },
    "array<struct<sku:string,at:date>>",
  ],
])("%j is %s", (type, want) => {
  expect(hiveType(type)).toBe(want);
});
