// Hive's own parser on every DDL that the tests produce: the golden files, the events of schemas/, one of every column type,
// and random ones with any name and any text. Athena's DDL for Iceberg is a language of its own, which nobody else parses.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { athenaDdl, ddlReservedWords, tableModels } from "@tracklake/tables";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { anyFields } from "../../packages/tables/test/hive-types.js";
import { event, field, lake, revised, struct } from "../../packages/tables/test/rich-event.js";
import { type HiveVersion, hiveVersions, parseByHive } from "./hive/parser.js";
import { registered, schemasOfRepository } from "./lake/events.js";
import { richEvent } from "./lake/rich-event.js";

const { TRACKLAKE_SEED: drawn = String(Date.now() % 2 ** 31) } = process.env;
const seed = Number(drawn);
const root = fileURLToPath(new URL("../..", import.meta.url));
const formats = ["json", "parquet"] as const;
const RANDOM_TABLES = 500;

/** Statements by where they come from. */
const sources: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
  ["the golden files", async () => goldenStatements()],
  [
    "the events of schemas/, and one of every column type",
    async () => {
      const events = await registered([...(await schemasOfRepository()), richEvent]);
      return formats.flatMap((format) => tableModels(events, lake, { format }).map(athenaDdl));
    },
  ],
  [
    "every reserved word as a column and as a field",
    async () =>
      [...ddlReservedWords].flatMap((word) =>
        ddl(event([field(word), field("thing_inner", struct(field(word), field("thing_other", struct(field(word)))))])),
      ),
  ],
  [
    "random columns, descriptions and owners",
    async () => {
      const given = fc.record({ fields: anyFields, description: fc.string({ unit: "binary", maxLength: 300 }) });
      return fc
        .sample(given, { numRuns: RANDOM_TABLES, seed })
        .flatMap(({ fields, description }) => ddl(event(fields, { description, owner: "o'wner\\" })));
    },
  ],
];

describe.each(hiveVersions)("Hive %s", (version: HiveVersion) => {
  test.each(sources)("takes the DDL of %s", async (_, statements) => {
    const texts = await statements();
    expect(texts.length).toBeGreaterThan(0);
    const said = await parseByHive(version, texts);
    expect(
      texts.flatMap((text, index) => (said[index] === "taken TOK_CREATETABLE" ? [] : [`${said[index]}\n${text}`])),
    ).toEqual([]);
    console.info(`Hive ${version}: ${texts.length} statements taken`);
  });
});

describe("what Hive refuses", () => {
  let good: string;
  beforeAll(() => {
    good = ddl(event([field("end"), field("inner", struct(field("date")))]))[0] ?? "";
  });

  test.each<[string, (text: string) => string]>([
    ["a reserved word without quotes", (text) => text.replaceAll("`end`", "end")],
    ["a reserved word in a struct", (text) => text.replaceAll("`date`", "date")],
    ["an unknown type", (text) => text.replace(" string", " strng")],
    [
      "clauses in another order",
      (text) => text.replace(/(PARTITIONED BY \([^)]*\)\n)([\s\S]*)(TBLPROPERTIES)/, "$2$1$3"),
    ],
    ["a quote that is not escaped", (text) => text.replace("COMMENT 'T", "COMMENT 'it's T")],
  ])("%s", async (_, spoil) => {
    expect(spoil(good)).not.toBe(good);
    const said = await parseByHive("2.3.10", [good, spoil(good)]);
    expect(said).toEqual(["taken TOK_CREATETABLE", expect.stringMatching(/^refused /)]);
  });
});

function ddl(model: Parameters<typeof revised>[0]): string[] {
  return formats.flatMap((format) => tableModels([revised(model)], lake, { format }).map(athenaDdl));
}

/** All `CREATE EXTERNAL TABLE` of golden files, whole files and blocks of Markdown. */
function goldenStatements(): string[] {
  const folders = [
    "packages/tables/test/golden",
    "packages/review/test/golden",
    "packages/cli/test/walk-through/golden",
  ];
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const text = readFileSync(join(root, folder, name), "utf8");
      return [...text.matchAll(/^CREATE EXTERNAL TABLE[\s\S]*?^TBLPROPERTIES \([\s\S]*?^\)/gm)].map(([found]) => found);
    }),
  );
}
