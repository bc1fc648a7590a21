// Ids, files, fixtures, verdicts and the documentation of the rules, held together.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type Axis,
  axes,
  type Change,
  type Judgement,
  type RuleId,
  ruleIds,
  rules,
  storageFormats,
  type Verdict,
} from "@tracklake/compat";
import type { FieldModel } from "@tracklake/schema";
import { expect, test } from "vitest";
import { changeOf, fixtureFile, fixtureRules, judgedFixture } from "./rule-fixture.js";

test("each rule has a file and a fixture of its name, and none has another", () => {
  const files = readdirSync(new URL("../src/rules/", import.meta.url)).filter(
    (file) => file !== "index.ts" && file !== "rule.ts",
  );
  const names = (ids: readonly string[]) => ids.map((id) => id.toLowerCase().replaceAll("_", "-")).sort();
  expect(files.map((file) => file.replace(/\.ts$/, "")).sort()).toEqual(names(ruleIds));
  expect(names(fixtureRules())).toEqual(names(ruleIds));
  expect(Object.entries(rules).map(([id, rule]) => [id, rule.id])).toEqual(ruleIds.map((id) => [id, id]));
});

test.each(ruleIds)("%s finds its fixture, with the verdicts that are expected", async (rule) => {
  const judgements = judgedFixture(rule);
  expect(judgements.map((judgement) => judgement.rule)).toContain(rule);
  await expect(`${JSON.stringify(judgements, null, 2)}\n`).toMatchFileSnapshot(
    fileURLToPath(fixtureFile(rule, "expected.json")),
  );
});

test("two changes have one fingerprint when they are the same one, and only then", () => {
  const all = ruleIds.flatMap((rule) => judgedFixture(rule));
  const said = ({ rule, event, major, path, was, is }: Judgement) =>
    JSON.stringify([rule, event, major, path, was, is]);
  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(new Set(all.map(said)).size);
  expect(all.every(({ fingerprint }) => /^[0-9a-f]{64}$/.test(fingerprint))).toBe(true);
});

const documentation = fileURLToPath(new URL("../../../docs/compatibility.md", import.meta.url));
const mark = "<!-- The rules: written from the rules and their fixtures. -->\n";

test("docs/compatibility.md has a row and a section for each rule, as the rules and their fixtures say", async () => {
  const [head = ""] = readFileSync(documentation, "utf8").split(mark);
  const table = [
    "| rule | STORAGE | READER | WRITER | CALLER |",
    "| --- | --- | --- | --- | --- |",
    ...ruleIds.map((rule) => row(rule, example(rule))),
  ];
  const sections = ruleIds.map((rule) => section(rule, example(rule)));
  await expect([head, mark, "\n", table.join("\n"), "\n\n", sections.join("\n")].join("")).toMatchFileSnapshot(
    documentation,
  );
});

function example(rule: RuleId): Judgement {
  const found = judgedFixture(rule).find((judgement) => judgement.rule === rule);
  if (!found) throw new Error(`the fixture of ${rule} does not show it`);
  return found;
}

function row(rule: RuleId, { verdicts, storage }: Judgement): string {
  const cells = axes.map((axis) =>
    axis === "STORAGE" ? storageText(storage) : verdictText(rule, axis, verdicts[axis]),
  );
  return `| [\`${rule}\`](#${rule.toLowerCase()}) | ${cells.join(" | ")} |`;
}

/** What a rule says of a field that is required, and of one that is optional, where the two differ. */
function verdictText(rule: RuleId, axis: Exclude<Axis, "STORAGE">, shown: Verdict): string {
  const said = (required: boolean) => {
    const change = changeOf(rule);
    if (!change?.before && !change?.after) return undefined;
    const as = (field: FieldModel | undefined) => (field === undefined ? {} : { ...field, required });
    const { before, after } = change;
    const sides = { ...(before && { before: as(before) }), ...(after && { after: as(after) }) } as Partial<Change>;
    return rules[rule].judge({ ...change, ...sides })[readerOf[axis]];
  };
  const [required, optional] = [said(true), said(false)];
  // Rules of a required field, and of one that became so, have no optional one.
  if (required === undefined || required === optional || /REQUIRED|OPTIONAL/.test(rule)) return shown;
  return `required: ${required}, optional: ${optional}`;
}

const readerOf = { READER: "reader", WRITER: "writer", CALLER: "caller" } as const;

function storageText(storage: Judgement["storage"]): string {
  const verdicts = new Set(Object.values(storage));
  if (verdicts.size === 1) return [...verdicts].join("");
  return storageFormats.map((format) => `${format} ${storage[format]}`).join(", ");
}

function section(rule: RuleId, { path, was, is, reason, wayOut }: Judgement): string {
  const code = (text: string | undefined) => (text === undefined ? "nothing" : `\`${text}\``);
  return [
    `### ${rule}`,
    "",
    rules[rule].finds,
    "",
    `- Example: \`${path}\`: ${code(was)} → ${code(is)}`,
    `- Why: ${reason}`,
    `- Way out: ${wayOut}`,
    "",
  ].join("\n");
}
