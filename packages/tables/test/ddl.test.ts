import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  athenaDdl,
  ddlReservedWords,
  glueTableInput,
  isTablesError,
  parseDdl,
  queryReservedWords,
  quoteDdl,
  type TableFormat,
  type TableModel,
  tableModels,
} from "../src/index.js";
import { type Grammar, grammar } from "./hive-grammar.js";
import { anyFields } from "./hive-types.js";
import { arrayOf, event, field, lake, revised, rich } from "./rich-event.js";

const formats: TableFormat[] = ["json", "parquet", "iceberg"];

function table(model: Parameters<typeof revised>[0], format: TableFormat = "json"): TableModel {
  const [first] = tableModels([revised(model)], lake, { format });
  if (!first) throw new Error("one revision gives one table");
  return first;
}

let hive: Grammar;
beforeAll(async () => {
  hive = await grammar("HiveSQL");
});

describe("golden", () => {
  test.each(formats)("the DDL of a rich event in %s", async (format) => {
    await expect(`${athenaDdl(table(rich, format))};\n`).toMatchFileSnapshot(`golden/order_placed.${format}.sql`);
  });

  test("its TableInput", async () => {
    const input = JSON.stringify(glueTableInput(table(rich)), null, 2);
    await expect(`${input}\n`).toMatchFileSnapshot("golden/order_placed.table-input.json");
  });

  test.each(formats)("that of %s passes Hive's grammar", (format) => {
    expect(hive(`${athenaDdl(table(rich, format))};\n`)).toEqual([]);
  });
});

describe("DDL and TableInput are the same table", () => {
  test.each(formats)("read back, the DDL of %s is its model and its TableInput", (format) => {
    const model = table(rich, format);
    const back = parseDdl(athenaDdl(model));
    expect(back).toEqual(model);
    expect(glueTableInput(back)).toEqual(glueTableInput(model));
  });

  test("for every type, name and text", () => {
    fc.assert(
      fc.property(
        anyFields,
        fc.constantFrom(...formats),
        fc.string({ unit: "binary" }),
        (fields, format, description) => {
          const model = table(event(fields, { description, owner: "o'wner\\" }), format);
          expect(glueTableInput(parseDdl(athenaDdl(model)))).toEqual(glueTableInput(model));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("Hive's grammar", () => {
  test("takes the DDL of every type, name and text", () => {
    fc.assert(
      fc.property(anyFields, fc.constantFrom(...formats), (fields, format) => {
        expect(hive(athenaDdl(table(event(fields), format)))).toEqual([]);
      }),
      { numRuns: 90 },
    );
  }, 120_000);

  test.each(formats)(
    "takes each of its own keywords as the name of a column and of a struct's field, in %s",
    (format) => {
      const lexer = new URL("../../../node_modules/dt-sql-parser/dist/lib/hive/HiveSqlLexer.d.ts", import.meta.url);
      const keywords = [...readFileSync(lexer, "utf8").matchAll(/static readonly KW_(\w+) = \d+/g)].map(([, word]) =>
        (word ?? "").toLowerCase(),
      );
      expect(keywords.length).toBeGreaterThan(300);
      const taken = new Set(["event_name"]);
      const fields = keywords.filter((word) => !taken.has(word)).map((word) => field(word));
      expect(hive(athenaDdl(table(event(fields), format)))).toEqual([]);
      expect(hive(athenaDdl(table(event([field("all_of_them", arrayOf(...fields))]), format)))).toEqual([]);
    },
  );

  test("refuses a reserved word without backticks, so the test above can fail", () => {
    expect(hive("CREATE EXTERNAL TABLE t (a struct<end:int>)")).not.toEqual([]);
  });
});

describe("names and types", () => {
  test.each([
    ["a plain name", "plan", "plan"],
    ["a reserved word", "end", "`end`"],
    ["a leading underscore", "_id", "`_id`"],
    ["a digit first", "2fa", "`2fa`"],
    ["a backtick", "a`b", "`a``b`"],
  ])("quoteDdl of %s", (_, given, want) => {
    expect(quoteDdl(given)).toBe(want);
  });

  test("the two lists of reserved words are two", () => {
    expect([...ddlReservedWords].filter((word) => !queryReservedWords.has(word))).toContain("date");
    expect([...queryReservedWords].filter((word) => !ddlReservedWords.has(word))).toContain("first");
  });

  test("reserved field names are backticked in DDL and bare in Glue's type", () => {
    const model = table(event([field("ends", arrayOf(field("end"), field("first")))]));
    expect(athenaDdl(model)).toContain("ends array<struct<`end`:string,first:string>>");
    const columns = glueTableInput(model).StorageDescriptor?.Columns ?? [];
    expect(columns.at(-1)).toEqual({ Name: "ends", Type: "array<struct<end:string,first:string>>" });
  });

  test("no type is called integer and none holds a comment", () => {
    for (const { Type } of glueTableInput(table(rich)).StorageDescriptor?.Columns ?? []) {
      expect(Type).not.toMatch(/\binteger\b|comment/i);
    }
  });
});

describe("limits", () => {
  test("comments and the description are one line within Glue's limits", () => {
    const long = "x\r\n".repeat(2_000);
    const input = glueTableInput(
      table(event([field("a", "string", { description: `${"😀".repeat(200)}` })], { description: long })),
    );
    expect(input.Description?.length).toBeLessThanOrEqual(2_048);
    expect(input.Description).not.toMatch(/[\r\n]/);
    const comment = input.StorageDescriptor?.Columns?.at(-1)?.Comment ?? "";
    expect(comment.length).toBeLessThanOrEqual(255);
    expect(comment.isWellFormed()).toBe(true);
  });

  test.each([
    ["a column's name", event([field("a".repeat(256))])],
    ["a table's name", event([field("a")], { name: "e".repeat(253) })],
    ["a type", event([field("a", arrayOf(...Array.from({ length: 12_000 }, (_, i) => field(`field_${i}`))))])],
  ])("%s that Glue would refuse is refused here", (_, model) => {
    expect(() => table(model)).toThrow(expect.objectContaining({ code: "over-limit" }));
  });

  test("DDL that Athena would refuse is refused, and says that apply works", () => {
    const wide = Array.from({ length: 900 }, (_, i) =>
      field(`field_${i}`, "string", { description: "日".repeat(255) }),
    );
    expect(() => athenaDdl(table(event(wide)))).toThrow(/create it by apply/);
  });
});

describe("parseDdl", () => {
  test.each([
    ["nothing", ""],
    ["a query", "SELECT 1"],
    ["another order of clauses", "CREATE EXTERNAL TABLE IF NOT EXISTS a.b (c int) LOCATION 's3://x/'"],
    ["an open text", "CREATE EXTERNAL TABLE IF NOT EXISTS a.b (c int COMMENT 'x"],
    ["an open type", "CREATE EXTERNAL TABLE IF NOT EXISTS a.b (c array<int"],
  ])("refuses %s with the place", (_, given) => {
    try {
      parseDdl(given);
      expect.unreachable();
    } catch (error) {
      expect(isTablesError(error)).toBe(true);
      expect(error).toMatchObject({ code: "bad-ddl", message: expect.stringMatching(/line \d/) });
    }
  });

  test("refuses a type that is none", () => {
    const ddl = athenaDdl(table(rich)).replace("array<string>", "array<string");
    expect(() => parseDdl(ddl)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^bad-/) }));
  });
});
