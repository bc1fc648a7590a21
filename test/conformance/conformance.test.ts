// The command on small corpora in both forms: what it prints, how it ends, and that a wrong proof would be found.
// The corpora are written here; those of others are read from wherever they are.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readCorpus } from "./corpus.js";
import { examine } from "./examine.js";
import { main, textOf } from "./main.js";

const confluent = [
  {
    description: "A bound is lowered ",
    original_schema: { type: "number", maximum: 11 },
    update_schema: { type: "number", maximum: 10 },
    changes: ["MAXIMUM_DECREASED #/maximum"],
    compatible: false,
  },
  {
    description: "Another property is required, labelled wrongly",
    original_schema: { properties: { a: { type: "string" } }, required: ["a"] },
    update_schema: { properties: { a: { type: "string" } }, required: ["b"] },
    changes: ["REQUIRED_ATTRIBUTE_REMOVED #/required/a"],
    compatible: true,
  },
  {
    description: "A name is reserved by metadata",
    original_metadata: { properties: {} },
    original_schema: {},
    update_schema: {},
    changes: [],
    compatible: false,
  },
];
const apicurio = {
  tests: [
    {
      id: "wider",
      enabled: true,
      original: { type: "integer" },
      updated: { type: "number" },
      compatibility: "backward",
    },
    { id: "same", enabled: true, original: { type: "integer" }, updated: { type: "integer" }, compatibility: "none" },
    { id: "off", enabled: false, original: {}, updated: {}, compatibility: "none" },
  ],
};

let folder: string;
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "conformance-"));
  printed = [];
  vi.spyOn(console, "info").mockImplementation((text: string) => void printed.push(text));
  vi.spyOn(console, "error").mockImplementation((text: string) => void printed.push(text));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function run(corpus: unknown, ...args: string[]): Promise<number> {
  const file = join(folder, "corpus.json");
  await writeFile(file, JSON.stringify(corpus));
  return await main([...args, file]);
}

describe("the command", () => {
  test("prints agreement, disagreements with the document that decides, and soundness", async () => {
    expect(await run(confluent, "--format", "confluent")).toBe(0);
    const text = printed
      .join("\n")
      .replace(folder, "")
      .replace(/time +\d+ ms/, "time 1 ms");
    expect(text.split("\n").map((line) => line.replace(/\d+ valid documents/, "n valid documents"))).toEqual([
      "/corpus.json",
      "agreement   1 of 2 (50.0 %) pairs, 1 of 2 (50.0 %) directions",
      "soundness   1 proofs, n valid documents by ajv, 0 contradictions, 0 proofs that ajv cannot judge",
      "time 1 ms",
      "skipped     1: not labelled by the schemas alone",
      '- Another property is required, labelled wrongly: labelled compatible; backward is not contained, for example {"a":"a"} (PROPERTY_ADDED_TO_REQUIRED /required/0)',
      "    not explained yet",
    ]);
  });

  test("prints the same as JSON", async () => {
    expect(await run(apicurio, "--format", "apicurio", "--json")).toBe(0);
    expect(JSON.parse(printed.join("\n"))).toMatchObject([
      {
        pairs: 2,
        agreeing: 1,
        skipped: ["off"],
        disagreements: [
          { name: "same", label: "none", direction: "backward", verdict: "contained" },
          { name: "same", label: "none", direction: "forward", verdict: "contained" },
        ],
      },
    ]);
  });

  test("prints why a label is not shared, where it is known, and what a proof says", async () => {
    const known = { ...apicurio.tests[1], id: "Const" };
    await run({ tests: [known] }, "--format", "apicurio");
    expect(printed.join("\n")).toContain(
      [
        "- Const: labelled none; backward is contained",
        "    proven: of the two schemas, no document is valid under the previous one alone",
        "    Both ask for a string that is equal to an array: neither has a document, so each contains the other.",
      ].join("\n"),
    );
  });

  test.each<[string, () => Promise<number>, RegExp]>([
    [
      "that is not there",
      () => main(["--format", "apicurio", join(folder, "none.json")]),
      /none\.json: there is no such file\.\nUsage/,
    ],
    ["that is a folder", () => main(["--format", "apicurio", folder]), /: it cannot be read \(EISDIR\)\./],
    [
      "of the other form",
      () => run(confluent, "--format", "apicurio"),
      /: it is no corpus of apicurio; is --format right\?/,
    ],
    [
      "of the one form",
      () => run(apicurio, "--format", "confluent"),
      /: it is no corpus of confluent; is --format right\?/,
    ],
    ["that is no JSON", () => main(["--format", "apicurio", import.meta.filename]), /: it is no JSON \(/],
    ["named by an option that is none", () => run(apicurio, "--file"), /Unknown option '--file'/],
  ])("says what is wrong with a file %s", async (_, ask, want) => {
    expect(await ask()).toBe(2);
    expect(printed.join("\n")).toMatch(want);
    expect(printed.join("\n")).not.toMatch(/\n\s+at /);
  });

  test.each([
    ["no format", []],
    ["a format that is none", ["--format", "avro"]],
    ["a reading that is none", ["--format", "apicurio", "--patterns", "glob"]],
    ["documents that are no number", ["--format", "apicurio", "--documents", "many"]],
  ])("says how it is used for %s", async (_, args) => {
    expect(await run(apicurio, ...args)).toBe(2);
    expect(printed.join()).toContain("Usage: npm run conformance");
  });
});

test("a proof that a document contradicts is told and fails", () => {
  const result = examine(readCorpus("apicurio", JSON.stringify(apicurio)), {}, 50);
  const wrong = { ...result.soundness, contradictions: [{ name: "same", document: 1 }] };
  expect(textOf({ ...result, soundness: wrong, file: "x" })).toContain("! same: contained, but for 1");
});
