// Where definitions say what: lines and columns in sources as people write them.
import { sourcePlaces } from "@tracklake/review";
import fc from "fast-check";
import { expect, test } from "vitest";

const order = `// order_placed: "{ not: this }"
import { column, defineEvent, Type } from "@tracklake/schema";
import { user } from "./contexts/user.js";
import { money } from "./money.js";

const items = Type.Array(
  Type.Object({
    sku: Type.String({ description: "The { product }." }),
    "unit_price": Type.Optional(column.decimal(12, 2)),
  }),
);
const pattern = /name: "order_placed" \\/ [/{]/u;

export default defineEvent({
  major: 2,
  /* name: "order_placed" */
  name: "order_placed",
  description: \`A customer's order, \${[1].map((n) => \`{ \${n} }\`)} placed.\`,
  contexts: [user],
  properties: Type.Object({
    order_id: column.uuid({ description: "name: plan_changed" }),
    items,
    ...money,
    address: Type.Optional(
      Type.Object({ street: Type.String(), geo: Type.Object({ lat: Type.Number() }) }),
    ),
    labels: Type.Record(Type.String(), Type.Object({ text: Type.String() })),
    ratio: Type.Number({ maximum: 4 / 2, description: "a / b" }),
  }),
});
`;
const files = [
  { file: "schemas/order-placed.ts", text: order },
  {
    file: "schemas/order-placed-v1.ts",
    text: 'export default defineEvent({ name: "order_placed", properties: Type.Object({ order_id: Type.String() }) });\n',
  },
  {
    file: "schemas/contexts/user.ts",
    text: 'export const user = defineContext({\n  name: "user",\n  properties: Type.Object({\n    user_id: Type.String(),\n  }),\n});\n',
  },
  { file: "schemas/money.ts", text: "export const money = {\n  total: Type.Number(),\n};\n" },
];
const place = sourcePlaces(files);

test.each<[string, string, number | undefined, string | undefined]>([
  ["an event by its major", "order_placed", 2, "schemas/order-placed.ts:17:3"],
  ["an event of major 1, which need not say so", "order_placed", 1, "schemas/order-placed-v1.ts:1:30"],
  ["a property", "order_placed.order_id", 2, "schemas/order-placed.ts:21:5"],
  ["a property of the other major", "order_placed.order_id", 1, "schemas/order-placed-v1.ts:1:78"],
  ["a property named like its constant", "order_placed.items", 2, "schemas/order-placed.ts:22:5"],
  ["within an array, in the constant", "order_placed.items[].sku", 2, "schemas/order-placed.ts:8:5"],
  ["a quoted key", "order_placed.items[].unit_price", 2, "schemas/order-placed.ts:9:5"],
  ["a spread constant of another file", "order_placed.total", 2, "schemas/money.ts:2:3"],
  ["a nested field on a line of others", "order_placed.address.street", 2, "schemas/order-placed.ts:25:21"],
  ["deeper", "order_placed.address.geo.lat", 2, "schemas/order-placed.ts:25:63"],
  ["within a map", "order_placed.labels{}.text", 2, "schemas/order-placed.ts:27:54"],
  ["after a division", "order_placed.ratio", 2, "schemas/order-placed.ts:28:5"],
  ["a context", "user", undefined, "schemas/contexts/user.ts:2:3"],
  ["a context's field", "user.user_id", undefined, "schemas/contexts/user.ts:4:5"],
  ["a field that is gone: what held it", "order_placed.address.city", 2, "schemas/order-placed.ts:24:5"],
  ["a property that is gone: the properties", "order_placed.coupon", 2, "schemas/order-placed.ts:20:3"],
  ["an event that is nowhere", "plan_changed", undefined, undefined],
  ["a major that is nowhere", "order_placed", 3, undefined],
])("%s", (_, path, major, want) => {
  const found = place(path, major);
  expect(found && `${found.file}:${found.line}:${found.column}`).toBe(want);
});

test("any text is read to its end, and the same text gives the same place", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...order.split(/(?<=[\s{}"'`/])/), "`", "${", "/*", "/", '"')), (parts) => {
      const text = `${parts.join("")}\n${order}`;
      const read = () => sourcePlaces([{ file: "a.ts", text }])("order_placed.order_id", 2);
      expect(read()).toEqual(read());
    }),
  );
});

test.each([
  ["a bracket that was never opened", 'defineEvent({ name: "a", ) }'],
  ["a bracket at once", "defineEvent({ ] })"],
  ["nothing after the brace", "defineEvent({"],
])("a source with %s is read to its end", (_, broken) => {
  const text = `${order}\n${broken}`;
  expect(sourcePlaces([{ file: "a.ts", text }])("order_placed", 2)).toMatchObject({ file: "a.ts" });
});
