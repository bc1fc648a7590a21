// The configuration's checks: which key, what it was, what it should be.

import { describe, expect, test } from "vitest";
import { bucketPattern, checkConfig, lakeNamePattern } from "../src/config/check-config.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

test("fills in the defaults", () => {
  expect(checkConfig({ lake })).toEqual({
    config: {
      schemas: "schemas",
      output: "gen",
      queries: ["queries/**/*.sql"],
      lake,
      dimensions: {},
      lint: {},
      stream: "acme-events",
      glue: {},
      delivery: {},
      views: { queries: ["queries/*.sql"], personal: "shown" },
      athena: {},
      trino: {},
      compatibility: {},
    },
  });
});

test("takes what is said of lint", () => {
  const lint = { "event-tense": "off", "personal-data": "error", size: "error", ignore: ["answers@a_done", "*@b_*"] };
  expect(checkConfig({ lake, lint })).toMatchObject({
    config: {
      lint: {
        severities: { "event-tense": "off", "personal-data": "error", size: "error" },
        ignore: ["answers@a_done", "*@b_*"],
      },
    },
  });
});

describe("problems", () => {
  test.each<[string, unknown, RegExp]>([
    ["no export", undefined, /default export is missing; it is defineConfig/],
    ["a list", [], /default export is \[\]/],
    ["no lake", {}, /lake is missing; it is \{ name, bucket, timeZone \}/],
    ["a mistyped key", { lake, schemsa: "s" }, /schemsa is not a key .* did you mean schemas\?/],
    ["a key from nowhere", { lake, colour: 1 }, /colour is not a key .*the keys are schemas, output/],
    ["a mistyped key of the lake", { lake: { ...lake, timezone: "UTC" } }, /did you mean lake\.timeZone\?/],
    ["a lake's name", { lake: { ...lake, name: "Acme Inc" } }, /lake\.name is "Acme Inc"; it is lower_snake/],
    ["a bucket", { lake: { ...lake, bucket: "A_b" } }, /lake\.bucket is "A_b"; it is an S3 bucket/],
    ["a time zone", { lake: { ...lake, timeZone: "Tokyo" } }, /lake\.timeZone is "Tokyo"; it is an IANA time zone/],
    ["schemas above", { lake, schemas: "../schemas" }, /schemas is "\.\.\/schemas"; it is a folder below/],
    ["output that is everything", { lake, output: "." }, /output is "\."; it is a folder below/],
    ["output that is absolute", { lake, output: "/srv/gen" }, /output is "\/srv\/gen"/],
    ["output on the schemas", { lake, output: "schemas" }, /holds the schemas/],
    ["output above the schemas", { lake, output: "a", schemas: "a/b" }, /holds the schemas/],
    ["lint as a list", { lake, lint: ["answers"] }, /lint is \["answers"\]; it is an object/],
    [
      "a mistyped rule",
      { lake, lint: { "personal-dta": "off" } },
      /lint\.personal-dta is no rule .* did you mean personal-data\?/,
    ],
    [
      "a rule from nowhere",
      { lake, lint: { colours: "off" } },
      /lint\.colours is no rule of lint; docs\/lint\.md lists them/,
    ],
    [
      "a severity from nowhere",
      { lake, lint: { answers: "warn" } },
      /lint\.answers is "warn"; it is "off", "note", "warning"/,
    ],
    ["an essential rule", { lake, lint: { "name-style": "off" } }, /lint\.name-style is always an error/],
    ["ignore as a text", { lake, lint: { ignore: "a" } }, /lint\.ignore is "a"; it is a list/],
    [
      "an entry without a place",
      { lake, lint: { ignore: ["answers"] } },
      /lint\.ignore\[0\] is "answers"; it is rule@path/,
    ],
    [
      "an entry of a mistyped rule",
      { lake, lint: { ignore: ["answer@a"] } },
      /lint\.ignore\[0\]: answer is no rule .* did you mean answers\?/,
    ],
    [
      "an entry of an essential rule",
      { lake, lint: { ignore: ["size@a"] } },
      /lint\.ignore\[0\]: size is always an error/,
    ],
    ["owner of another type", { lake, owner: 7 }, /owner is 7; it is a text/],
    ["dimensions as a list", { lake, dimensions: [] }, /dimensions is \[\]/],
    ["a dimension without a URL", { lake, dimensions: { users: { query: "SELECT 1" } } }, /users\.postgres is missing/],
    ["a dimension without a query", { lake, dimensions: { users: { postgres: "env:DB" } } }, /users\.query is missing/],
    ["a dimension's name", { lake, dimensions: { "a b": { postgres: "env:DB", query: "q" } } }, /lower_snake/],
    [
      "a key that every query has to name",
      { lake, delivery: { keys: [{ name: "tenant", type: "injected" }] } },
      /delivery\.keys: tenant is injected, and Athena refuses every query .*: list its values \(enum\)/,
    ],
    ["queries as a list", { lake, delivery: { queries: [] } }, /delivery\.queries is \[\]: it says by key/],
    [
      "a query of the product's own",
      { lake, delivery: { queries: { event_date: ".day" } } },
      /delivery\.queries\.event_date is the product's own/,
    ],
    ["a query of two lines", { lake, delivery: { queries: { a: ".b\n.c" } } }, /delivery\.queries\.a is no expression/],
    ["an endpoint", { lake, glue: { endpoint: "nowhere" } }, /glue\.endpoint is "nowhere"; it is a URL/],
    ["a policy that is a word", { lake, compatibility: "strict" }, /compatibility is "strict"; it is an object/],
    [
      "an axis",
      { lake, compatibility: { axes: { READERS: "warn" } } },
      /axes\.READERS names no axis; did you mean READER\?/,
    ],
    ["an answer", { lake, compatibility: { axes: { READER: "error" } } }, /axes\.READER is "error"; it is "refuse", /],
    [
      "a rule",
      { lake, compatibility: { rules: { FIELD_REMOVE: "off" } } },
      /names no rule; did you mean FIELD_REMOVED\?/,
    ],
    ["a rule from nowhere", { lake, compatibility: { rules: { X: "off" } } }, /rules\.X names no rule; docs\/compat/],
    [
      "a rule's answer on an axis",
      { lake, compatibility: { rules: { FIELD_REMOVED: { CALLER: 1 } } } },
      /rules\.FIELD_REMOVED\.CALLER is 1; it is "refuse"/,
    ],
    ["what is tolerated", { lake, compatibility: { tolerated: "yes" } }, /compatibility\.tolerated is "yes"/],
  ])("%s", (_, value, want) => {
    const checked = checkConfig(value);
    expect("problems" in checked && checked.problems.join("\n")).toMatch(want);
  });

  test("are all listed, without the password of a URL", () => {
    const dimensions = { users: { postgres: "mysql://root:secret@db/x", query: "q" } };
    const checked = checkConfig({ lake, owner: 1, output: 2, dimensions });
    const problems = "problems" in checked ? checked.problems : [];
    expect(problems).toHaveLength(3);
    expect(problems.join("\n")).not.toContain("secret");
  });
});

test("keeps a policy as it is", () => {
  const compatibility = { axes: { WRITER: "refuse" }, tolerated: "off", rules: { FIELD_REMOVED: { CALLER: "note" } } };
  expect(checkConfig({ lake, compatibility })).toMatchObject({ config: { compatibility } });
});

test.each([
  ["acme", true],
  ["shop_2", true],
  ["2shop", false],
  ["Shop", false],
  ["a".repeat(129), false],
])("lake name %s", (name, want) => {
  expect(lakeNamePattern.test(name)).toBe(want);
});

test.each([
  ["acme-lake", true],
  ["a.b.c", true],
  ["ab", false],
  ["-ab", false],
  ["a..b", false],
  ["a".repeat(64), false],
])("bucket %s", (name, want) => {
  expect(bucketPattern.test(name)).toBe(want);
});
