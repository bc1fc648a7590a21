// Which answers of a project count as weaker, and that each is said once.
import type { CompatPolicy } from "@tracklake/compat";
import { type Answers, weakenedFindings } from "@tracklake/review";
import { describe, expect, test } from "vitest";

const answers = (compatibility: CompatPolicy = {}, lint: Answers["lint"] = {}): Answers => ({ compatibility, lint });
const said = (before: Answers, after: Answers) =>
  weakenedFindings(before, after, "tracklake.config.ts").map(({ path, was, is, severity }) => [
    path,
    was,
    is,
    severity,
  ]);

describe("a policy", () => {
  test.each<[string, CompatPolicy, CompatPolicy, (readonly [path: string, was: string, is: string])[]]>([
    ["nothing", {}, {}, []],
    ["what the default says anyway", {}, { axes: { STORAGE: "refuse", WRITER: "warn" } }, []],
    ["a harder answer", {}, { axes: { READER: "refuse" }, rules: { FIELD_REMOVED: "refuse" } }, []],
    ["an axis", {}, { axes: { READER: "warn" } }, [["compatibility.axes.READER", "acknowledge", "warn"]]],
    [
      "an axis that is answered by default again",
      { axes: { WRITER: "refuse" } },
      {},
      [["compatibility.axes.WRITER", "refuse", "warn"]],
    ],
    ["what is tolerated", { tolerated: "warn" }, {}, [["compatibility.tolerated", "warn", "note"]]],
    [
      "a rule on one axis",
      {},
      { rules: { ENUM_VALUE_REMOVED: { READER: "note" } } },
      [["compatibility.rules.ENUM_VALUE_REMOVED.READER", "acknowledge", "note"]],
    ],
    [
      "a rule that is harder than its axis, and is gone",
      { rules: { FIELD_REMOVED: { CALLER: "refuse" } } },
      {},
      [["compatibility.rules.FIELD_REMOVED.CALLER", "refuse", "warn"]],
    ],
    [
      "a rule that the default names",
      {},
      { rules: { PII_REMOVED: { READER: "off" } } },
      [["compatibility.rules.PII_REMOVED.READER", "acknowledge", "off"]],
    ],
  ])("%s", (_, before, after, want) => {
    expect(said(answers(before), answers(after))).toEqual(want.map((one) => [...one, "warning"]));
  });
});

describe("lint", () => {
  test.each<[string, Answers["lint"], Answers["lint"], string[][]]>([
    ["nothing", {}, {}, []],
    ["a rule that is off", {}, { severities: { owner: "off" } }, [["lint.owner", "error", "off", "warning"]]],
    ["a rule that says what it says anyway", {}, { severities: { owner: "error" } }, []],
    ["a rule that says more", { severities: { owner: "off" } }, {}, []],
    ["a rule that cannot be lowered", {}, { severities: { "name-collision": "off" } }, []],
    [
      "a finding that is ignored from now on",
      { ignore: ["owner@a"] },
      { ignore: ["owner@a", "owner@b"] },
      [["lint.ignore", "said", "ignored (owner@b)", "note"]],
    ],
  ])("%s", (_, before, after, want) => {
    expect(said(answers({}, before), answers({}, after))).toEqual(want);
  });
});
