// Findings in every format, with text that would like to be more than text.

import { readFileSync } from "node:fs";
import { ruleIds } from "@tracklake/compat";
import {
  countFindings,
  type LocatedFinding,
  renderFindingsJson,
  renderFindingsMarkdown,
  renderFindingsText,
  renderGithubAnnotations,
  renderJunit,
  renderSarif,
} from "@tracklake/review";
import { lintRules, unmappedRules } from "@tracklake/schema";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import findingsSchema from "../json-schema/findings.schema.json" with { type: "json" };
import { sarifEssentials } from "./sarif-essentials.js";
import { parseXml } from "./xml.js";

const findings: LocatedFinding[] = [
  {
    rule: "name-style",
    severity: "error",
    path: "PlanChanged",
    file: "schemas/a.ts",
    line: 3,
    column: 9,
    message: "it is not lower_snake.",
    suggestion: "Call it plan_changed.",
  },
  { rule: "owner", severity: "warning", path: "plan_changed", file: "schemas/a.ts", message: "it has no owner." },
  { rule: "revision-twice", severity: "error", path: "plan_changed v1", message: "twice.", was: "1.1", is: "1.2" },
];
const hostile: LocatedFinding = {
  rule: "owner",
  severity: "note",
  path: "a`b|c",
  file: "schemas/über, 100%: [x].ts",
  line: 1,
  message: 'a\r\nb ]]> & <script>alert("1")</script> \u0000\u202e @everyone | 50% ::error::x',
  accepted: "because",
  fingerprint: "f".repeat(64),
};
const all = [...findings, hostile];

test("as text they are listed by file with what to do", () => {
  expect(renderFindingsText(findings)).toBe(`schemas/a.ts
  3:9  error  PlanChanged  it is not lower_snake.  [name-style]
    Call it plan_changed.
  warning  plan_changed  it has no owner.  [owner]

  error  plan_changed v1  twice.  [revision-twice]
    1.1 → 1.2

2 errors, 1 warning
`);
  expect(renderFindingsText([])).toBe("No findings.\n");
  expect(renderFindingsText([hostile]).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
});

test("a finding about two places names both, in every format", () => {
  const twice: LocatedFinding = {
    rule: "name-collision",
    severity: "error",
    path: "plan_changed",
    file: "schemas/b.ts",
    line: 4,
    related: [{ file: "schemas/a.ts", line: 3, column: 9 }],
    message: "it is defined twice with major 1.",
    suggestion: "Remove one.",
  };
  const said = [renderFindingsText, renderFindingsMarkdown, renderGithubAnnotations, renderJunit].map((render) =>
    render([twice]),
  );
  for (const text of said) expect(text.replaceAll("\\", "")).toContain("The other is at schemas/a.ts:3:9.");
  const [{ relatedLocations }] = JSON.parse(renderSarif([twice], { folder: "x/" })).runs[0].results;
  expect(relatedLocations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: "x/schemas/a.ts", uriBaseId: "%SRCROOT%" },
        region: { startLine: 3, startColumn: 9 },
      },
    },
  ]);
  const validate = new Ajv({ strict: true }).compile(findingsSchema);
  expect([validate(JSON.parse(renderFindingsJson([twice]))), validate.errors]).toEqual([true, null]);
});

test("as JSON they fit the published schema", () => {
  expect(JSON.parse(renderFindingsJson(findings))).toEqual({ findings, counts: { error: 2, warning: 1, note: 0 } });
  expect(countFindings([])).toEqual({ error: 0, warning: 0, note: 0 });
  const validate = new Ajv({ strict: true }).compile(findingsSchema);
  for (const list of [[], all])
    expect([validate(JSON.parse(renderFindingsJson(list))), validate.errors]).toEqual([true, null]);
  expect(validate({ findings: [{}], counts: {} })).toBe(false);
});

test("in Markdown they stay text, whatever is in them", () => {
  expect(renderFindingsMarkdown(findings.slice(0, 1))).toBe(`### Findings

| | where | what |
| --- | --- | --- |
| error | \`PlanChanged\` in \`schemas/a.ts:3\` | it is not lower\\_snake. Call it plan\\_changed. (\`name-style\`) |
`);
  const [, , , , row = ""] = renderFindingsMarkdown([hostile]).split("\n");
  expect(row).toContain("`` a`b\\|c ``");
  expect(row).not.toMatch(/(?<!\\)<script|@everyone|[\p{Cc}\u202e]/u);
  expect(row.replaceAll("\\|", "").split("|")).toHaveLength(5);
  expect(renderFindingsMarkdown([])).toBe("");
});

describe("as SARIF", () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(sarifEssentials);

  test("they fit what the standard asks for", () => {
    for (const list of [[], all]) {
      expect([validate(JSON.parse(renderSarif(list, { version: "1.0.0" }))), validate.errors]).toEqual([true, null]);
    }
  });

  test("they carry level, place, fingerprint and what was accepted", () => {
    const { results, tool } = JSON.parse(renderSarif(all, { folder: "services/billing/" })).runs[0];
    expect(results.map(({ level }: { level: string }) => level)).toEqual(["error", "warning", "error", "note"]);
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "services/billing/schemas/a.ts", uriBaseId: "%SRCROOT%" },
      region: { startLine: 3, startColumn: 9 },
    });
    expect(results[2].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "services/billing/tracklake.config.ts", uriBaseId: "%SRCROOT%" },
      region: { startLine: 1 },
    });
    expect(tool.driver.rules[0]).toEqual({
      id: "name-style",
      name: "name-style",
      shortDescription: { text: "Names are lower_snake at every depth and short enough for the Data Catalog." },
      fullDescription: { text: "Names are lower_snake at every depth and short enough for the Data Catalog." },
      help: {
        text: "Call it plan_changed.",
        markdown: expect.stringContaining("docs/lint.md#of-the-events-together)"),
      },
      helpUri: expect.stringMatching(/^https:.*\/docs\/lint\.md#of-the-events-together$/),
    });
    expect(results[3].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "services/billing/schemas/%C3%BCber%2C%20100%25%3A%20%5Bx%5D.ts",
    );
    expect(results[3].partialFingerprints).toEqual({ "tracklakeChange/v1": "f".repeat(64) });
    expect(results[3].suppressions[0].justification).toBe("because");
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
});

describe("as JUnit", () => {
  test("errors fail, the rest passes, and what has no finding passes too", () => {
    const root = parseXml(renderJunit(all, ["plan_changed", "user_left"]));
    expect(root.attributes).toMatchObject({ tests: "5", failures: "2" });
    expect(root.children.map(({ attributes: { name, failures } }) => [name, failures])).toEqual([
      ["plan_changed", "1"],
      ["user_left", "0"],
      ["PlanChanged", "1"],
      ["a`b|c", "0"],
    ]);
    const cases = root.children.flatMap(({ children }) => children);
    expect(cases).toHaveLength(5);
    expect(cases.filter(({ children }) => children.some(({ name }) => name === "failure"))).toHaveLength(2);
  });

  test("hostile text is what it was, but for what XML cannot hold", () => {
    const [, , , suite] = parseXml(renderJunit(all, ["plan_changed", "user_left"])).children;
    expect(suite?.children[0]?.children[0]?.text).toContain(
      'b ]]> & <script>alert("1")</script> \ufffd\u202e @everyone',
    );
  });
});

test("every rule has a page and an anchor that are there", () => {
  const anchors = (page: string) =>
    [...readFileSync(new URL(`../../../docs/${page}`, import.meta.url), "utf8").matchAll(/^#+ (.+)$/gm)].map(
      ([, title = ""]) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replaceAll(" ", "-"),
    );
  const pages = new Map(["compatibility.md", "lint.md", "ci.md"].map((page) => [page, anchors(page)]));
  const ids = [
    ...ruleIds,
    ...lintRules.map(({ id }) => id),
    ...Object.keys(unmappedRules),
    "revision-twice",
    "bad-type",
    "x-y",
  ];
  const given = ids.map((rule): LocatedFinding => ({ rule, severity: "note", path: "a", message: "m." }));
  const { rules } = JSON.parse(renderSarif(given)).runs[0].tool.driver;
  for (const { id, helpUri, shortDescription } of rules) {
    const [, page = "", anchor] = /\/docs\/([\w.]+)(?:#(.+))?$/.exec(helpUri) ?? [];
    expect([id, pages.has(page), anchor === undefined || pages.get(page)?.includes(anchor)]).toEqual([id, true, true]);
    expect(shortDescription.text).toMatch(/\.$/);
  }
});

test("JUnit names files as the others do, from the repository", () => {
  const text = renderJunit(findings.slice(0, 1), [], { folder: "services/billing/" });
  expect(text).toContain('file="services/billing/schemas/a.ts" line="3"');
});

describe("as GitHub's annotations", () => {
  test.each<[string, LocatedFinding, string]>([
    [
      "with a place",
      findings[0] as LocatedFinding,
      "::error file=schemas/a.ts,line=3,col=9,title=name-style::PlanChanged: it is not lower_snake.%0ACall it plan_changed.\n",
    ],
    [
      "without a line",
      findings[1] as LocatedFinding,
      "::warning file=schemas/a.ts,title=owner::plan_changed: it has no owner.\n",
    ],
    [
      "without a file",
      findings[2] as LocatedFinding,
      "::error file=tracklake.config.ts,line=1,title=revision-twice::plan_changed v1: twice.\n",
    ],
    [
      "escaped",
      { ...hostile, message: "50%\r\n::error::x" },
      "::notice file=schemas/über%2C 100%25%3A [x].ts,line=1,title=owner::a`b|c: 50%25%0D%0A::error::x\n",
    ],
  ])("%s", (_, finding, want) => {
    expect(renderGithubAnnotations([finding])).toBe(want);
  });

  test("one line each, in the folder of the project", () => {
    const lines = renderGithubAnnotations(all, { folder: "services/billing/" }).trimEnd().split("\n");
    expect(lines).toHaveLength(all.length);
    expect(lines[0]).toContain("file=services/billing/schemas/a.ts,");
  });
});
