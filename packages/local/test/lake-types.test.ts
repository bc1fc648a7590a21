// Every type of a definition, written as the encoder writes it and read back through the view.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { partitionFolder } from "@tracklake/envelope";
import { memoryStore, publish } from "@tracklake/registry";
import { column, defineEvent, Type, toEventModel } from "@tracklake/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalLake, openLake } from "../src/index.js";
import { lake, line } from "./lake-fixture.js";

const d = { description: "A value." };
const everything = defineEvent({
  name: "everything",
  description: "One property of each type.",
  answers: ["Does every type read as it was written?"],
  owner: "tests",
  properties: Type.Object({
    flag: Type.Boolean(d),
    whole: Type.Integer(d),
    big: column.bigint(d),
    real: Type.Number(d),
    money: column.decimal(12, 2, d),
    text: Type.String(d),
    day: column.date(d),
    at: column.timestamp(d),
    id: column.uuid(d),
    kind: Type.Union([Type.Literal("a"), Type.Literal("b")], d),
    raw: column.json(d),
    list: Type.Array(Type.Array(Type.Integer()), d),
    map: Type.Record(Type.String(), Type.Object({ n: Type.Integer(d) }), d),
    deep: Type.Object({ inner: Type.Object({ end: Type.String(d), at: column.timestamp(d) }, d) }, d),
  }),
});

const written =
  '"flag":true,"whole":-9007199254740991,"big":9223372036854775807,"real":1.5e-7,"money":"1234567890.10",' +
  '"text":"日本 \\"quoted\\" \\n🎉","day":"0001-01-01","at":"9999-12-31 23:59:59.999",' +
  '"id":"0198c0de-0000-7000-8000-000000000000","kind":"a","raw":"{\\"x\\":[1,{\\"y\\":null}]}","list":[[1,2],[]],' +
  '"map":{"k y":{"n":1}},"deep":{"inner":{"end":"z","at":"2026-01-01 00:00:00.001"}}';

let local: LocalLake;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tracklake-types-"));
  const { model, findings } = toEventModel(everything);
  expect(findings).toEqual([]);
  const { published } = await publish(memoryStore(), [model], { now: new Date("2026-01-01T00:00:00Z") });
  const folder = join(root, partitionFolder("everything_v1", "2026-01-01"));
  await mkdir(folder, { recursive: true });
  const envelope = line("a", "2026-01-01 00:00:00.000", {}).trim().slice(0, -1);
  const bare = line("b", "2026-01-01 00:00:01.000", {});
  await writeFile(join(folder, "x.ndjson"), `${envelope},${written}}\n${bare}`);
  local = await openLake({ directory: root, lake, revisions: published });
});
afterAll(async () => {
  local.close();
  await rm(root, { recursive: true, force: true });
});

const want: [string, string, unknown][] = [
  ["flag", "boolean", true],
  ["whole", "bigint", -9007199254740991n],
  ["big", "bigint", 9223372036854775807n],
  ["real", "double", 1.5e-7],
  ["money", "decimal(12,2)", "1234567890.10"],
  ["text", "varchar", '日本 "quoted" \n🎉'],
  ["day", "date", "0001-01-01"],
  ["at", "timestamp(3)", "9999-12-31 23:59:59.999"],
  ["id", "varchar", "0198c0de-0000-7000-8000-000000000000"],
  ["kind", "varchar", "a"],
  ["raw", "varchar", '{"x":[1,{"y":null}]}'],
  ["list", "array(array(bigint))", [[1n, 2n], []]],
  ["map", "map(varchar, row(n bigint))", { "k y": { n: 1n } }],
  ["deep__inner__end", "varchar", "z"],
  ["deep__inner__at", "timestamp(3)", "2026-01-01 00:00:00.001"],
];

test.each(want)("%s is %s", async (name, type, value) => {
  const { columns, rows, warnings } = await local.query(`SELECT ${name} FROM everything ORDER BY event_time`);
  expect([columns, rows, warnings]).toEqual([[{ name, type }], [[value], [null]], []]);
});
