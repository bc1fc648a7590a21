// Modules that are run without a compiler: what is, what is left to it, and that both come to the same.
import { Script } from "node:vm";
import { describe, expect, test } from "vitest";
import { createModuleLoader } from "../src/modules/module-loader.js";
import { plainLoader } from "../src/modules/plain-loader.js";
import { plainModule } from "../src/modules/plain-module.js";
import { folder, planChanged } from "./harness.js";

/** What a module exports, with each import a list of its own name. */
function run(source: string): Record<string, unknown> | undefined {
  const plain = plainModule(source);
  if (!plain) return undefined;
  const exports = {};
  const start = new Script(`(function (exports, require) { "use strict"; ${plain.code}\n})`).runInThisContext();
  start(exports, (name: string) => ({ default: `${name}!`, a: `${name} a`, b: `${name} b` }));
  return exports;
}

describe("run as it is", () => {
  test.each<[string, string, Record<string, unknown>]>([
    ["a default", "export default 1;", { default: 1 }],
    [
      "constants",
      "export const x = [1, 2][0];\nexport let z = x + f(2, 3)\nfunction f(a, b) { return a + b }",
      { x: 1, z: 6 },
    ],
    [
      "functions and classes",
      "export function f() { return 2 }\nexport const x = f();",
      { f: expect.any(Function), x: 2 },
    ],
    ["a list, renamed", "const x = 1; export { x, x as y };", { x: 1, y: 1 }],
    [
      "named imports, renamed, types left out",
      'import { a, b as c, type T } from "m";\nexport const x = [a, c];',
      { x: ["m a", "m b"] },
    ],
    [
      "a default import and a namespace",
      'import d, { a } from "m"; import * as n from "k";\nexport const x = [d, a, n.b];',
      { x: ["m!", "m a", "k b"] },
    ],
    ["exports of another", 'export { a, b as c } from "m";', { a: "m a", c: "m b" }],
    ["an import for its effects", 'import "m";\nexport default 1', { default: 1 }],
    [
      "texts that look like statements",
      "export default `\nexport const x = ${'import'}\n`;",
      { default: "\nexport const x = import\n" },
    ],
    [
      "keys that are words",
      "export default { import: 1, export: 2, default: { from: 3 } };",
      { default: { import: 1, export: 2, default: { from: 3 } } },
    ],
    [
      "a division, and a regular expression",
      "export const x = 4 / 2 / 1; export const r = /[/'\"]export/.source;",
      { x: 2, r: "[/'\"]export" },
    ],
  ])("%s", (_, source, want) => {
    expect(run(source)).toEqual(want);
  });

  test("lines stay where they are", () => {
    const plain = plainModule('import {\n  a,\n} from "m";\n\nexport default\n  a;\nlast;\n');
    expect(plain?.code.split("\n").findIndex((line) => line.startsWith("last"))).toBe(6);
  });
});

test.each<[string, string]>([
  ["type arguments, which would be a comparison", "export default f<Date>({});"],
  ["a type import", 'import type { T } from "m";'],
  ["an import when needed", 'const m = await import("m");'],
  ["an import of meta", "export default import.meta.url;"],
  ["a require", 'const m = require("m");'],
  ["import attributes", 'import d from "./d.json" with { type: "json" };'],
  ["everything of another", 'export * from "m";'],
  ["a named default", "export default function f() {}"],
  ["two constants of one statement", "export const x = 1, y = 2;"],
  ["a destructured export", "export const { a } = b;"],
  ["a type", "export type T = 1;"],
  ["an enum", "enum E { A }"],
  ["a decorator", "@d class C {}"],
])("left to the compiler: %s", (_, source) => {
  expect(plainModule(source)).toBeUndefined();
});

describe("the loader", () => {
  const virtual = {
    "@tracklake/schema": { defineEvent: (options: object) => options, Type: new Proxy({}, { get: () => () => 1 }) },
  };

  test("runs definitions, and what they import", () => {
    const root = folder({
      "a.ts": 'import { b } from "./b.js";\nexport default [b];',
      "b.ts": "export const b = {};",
      "c.ts": 'export { b } from "./b";',
    });
    const loader = plainLoader(virtual);
    const a = loader.load(`${root}/a.ts`)?.default as unknown[];
    expect(a[0]).toBe(loader.load(`${root}/c.ts`)?.b);
    expect([...loader.loaded.keys()].sort()).toEqual([`${root}/a.ts`, `${root}/b.ts`, `${root}/c.ts`]);
    expect(plainLoader(virtual).load(`${folder({ "p.ts": planChanged })}/p.ts`)).toBeDefined();
  });

  test.each<[string, Record<string, string>]>([
    ["a package", { "a.ts": 'import x from "some-package";' }],
    ["a file that is not there", { "a.ts": 'import x from "./nowhere.js";' }],
    ["a file that is not plain", { "a.ts": 'import { x } from "./b.js";', "b.ts": "export const x: number = 1;" }],
    [
      "a circle",
      {
        "a.ts": 'import { b } from "./b.js"; export const a = 1;',
        "b.ts": 'import { a } from "./a.js"; export const b = 1;',
      },
    ],
    ["what throws", { "a.ts": 'throw new Error("x");' }],
    ["what does not compile", { "a.ts": "export default {;" }],
  ])("leaves %s to the compiler", (_, files) => {
    expect(plainLoader(virtual).load(`${folder(files)}/a.ts`)).toBeUndefined();
  });

  test("a compiled module and a plain one share what both import", async () => {
    const root = folder({
      "shared.ts": "export const shared = {};",
      "plain.ts": 'export { shared } from "./shared.js";',
      "compiled.ts": 'import { shared as s } from "./shared.js";\nexport const shared: object = s;',
    });
    const loader = createModuleLoader(`${root}/index.ts`);
    const [plain, compiled] = [await loader.load(`${root}/plain.ts`), await loader.load(`${root}/compiled.ts`)];
    if ("problem" in plain || "problem" in compiled) throw new Error("not loaded");
    expect(compiled.exports.shared).toBe(plain.exports.shared);
    expect([...loader.files()].sort()).toEqual([`${root}/compiled.ts`, `${root}/plain.ts`, `${root}/shared.ts`]);
  });
});
