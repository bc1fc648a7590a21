// Where a module failed: what is read from the compiler's message and from stacks.
import { describe, expect, test } from "vitest";
import { authorWords } from "../src/modules/author-words.js";
import { createModuleLoader } from "../src/modules/module-loader.js";
import { moduleProblem } from "../src/modules/module-problem.js";
import { folder, write } from "./harness.js";

const thrown = (message: string, stack: string, name = "TypeError") =>
  Object.assign(new Error(message), { name, stack: `${name}: ${message}\n${stack}` });

describe("moduleProblem", () => {
  test.each<[string, unknown, object]>([
    [
      "the compiler's place, counted from 1",
      new Error('ParseError: Unexpected token, expected ","  \n /a/b c.ts:4:2'),
      { file: "/a/b c.ts", line: 4, column: 3, message: 'Unexpected token, expected ",".' },
    ],
    [
      "the first frame of the project",
      thrown(
        "x is undefined",
        "    at f (node:internal/x:1:1)\n    at g (/p/node_modules/m/i.js:1:2)\n    at /p/s.ts:6:20",
      ),
      { file: "/p/s.ts", line: 6, message: "TypeError: x is undefined." },
    ],
    [
      "no frame of the project",
      thrown("no", "    at node:internal/x:1:1", "Error"),
      { file: "/asked.ts", message: "no." },
    ],
    [
      "a package that is not installed",
      thrown("Cannot find module '@acme/units/si'", "", "Error"),
      {
        file: "/asked.ts",
        message: "Cannot find module '@acme/units/si'. If it is a package: npm install @acme/units",
      },
    ],
    [
      "a file that is not there",
      thrown("Cannot find module './units.js'", "", "Error"),
      { file: "/asked.ts", message: "Cannot find module './units.js'." },
    ],
    ["what is no error", "text", { file: "/asked.ts", message: "the file threw text." }],
  ])("%s", (_, error, want) => {
    expect(moduleProblem(error, "/asked.ts")).toEqual(want);
  });
});

describe("authorWords", () => {
  test.each<[string, string, string | undefined, object]>([
    [
      "a member of an import",
      "TypeError: _schema.column.money is not a function.",
      '    price: column.money({ description: "x" }),',
      { message: "TypeError: column.money is not a function.", column: 12 },
    ],
    [
      "an import that is called",
      "TypeError: (0 , _units.metres) is not a function.",
      "  length: metres(2),",
      { message: "TypeError: metres is not a function.", column: 11 },
    ],
    [
      "a default import",
      "TypeError: _units.default.metres is not a function.",
      "  length: units.metres(2),",
      { message: "TypeError: metres is not a function.", column: 17 },
    ],
    [
      "a property of nothing",
      "TypeError: Cannot read properties of undefined (reading 'text').",
      "  a: shared.text.toUpperCase(),",
      { message: "TypeError: Cannot read properties of undefined (reading 'text').", column: 13 },
    ],
    [
      "a name that stands there twice has no column",
      "ReferenceError: a is not defined.",
      "  [a, a],",
      { message: "ReferenceError: a is not defined." },
    ],
    [
      "a name of the author's that looks like the compiler's",
      "TypeError: _own.f is not a function.",
      "  _own.f(),",
      { message: "TypeError: _own.f is not a function.", column: 3 },
    ],
    [
      "a file that is gone",
      "TypeError: _a.f is not a function.",
      undefined,
      { message: "TypeError: _a.f is not a function." },
    ],
    ["what names nothing", "Error: no.", "  throw new Error('no');", { message: "Error: no." }],
  ])("%s", (_, message, line, want) => {
    expect(authorWords(message, line)).toEqual(want);
  });
});

describe("the loader", () => {
  test("tells an error of compiled code by the author's column and names", async () => {
    const root = folder({
      "a.ts": 'import { column } from "@tracklake/schema";\n\nexport const price: unknown = column.money({});\n',
    });
    expect(await createModuleLoader(`${root}/x.ts`).load(`${root}/a.ts`)).toEqual({
      problem: { file: `${root}/a.ts`, line: 3, column: 31, message: "TypeError: column.money is not a function." },
    });
  });

  test("reads a file again when it has changed, and what it imports too", async () => {
    const root = folder({ "a.ts": 'export { b as a } from "./b.js";\n', "b.ts": "export const b: number = 1;\n" });
    const load = async () => {
      const loaded = await createModuleLoader(`${root}/x.ts`).load(`${root}/a.ts`);
      return "exports" in loaded ? loaded.exports.a : loaded.problem;
    };
    expect(await load()).toBe(1);
    write(root, { "b.ts": "export const b: number = 2;\n" });
    expect(await load()).toBe(2);
  });

  test("gives every file the same context, so that a shared one is one object", async () => {
    const root = folder({
      "context.ts": "export const shared = {};\n",
      "a.ts": 'export { shared } from "./context.js";\n',
      "b.ts": 'export { shared } from "./context.js";\n',
    });
    const loader = createModuleLoader(`${root}/x.ts`);
    const [a, b] = [await loader.load(`${root}/a.ts`), await loader.load(`${root}/b.ts`)];
    expect("exports" in a && "exports" in b && a.exports.shared === b.exports.shared).toBe(true);
  });

  test("gives tracklake and @tracklake/schema to a project that has installed neither", async () => {
    const root = folder({
      "a.cjs": 'module.exports = require("tracklake");\n',
      "b.mjs": 'import { Type, column } from "@tracklake/schema";\nexport default [Type, column];\n',
    });
    for (const name of ["a.cjs", "b.mjs"]) {
      expect(await createModuleLoader(`${root}/x.ts`).load(`${root}/${name}`)).toHaveProperty("exports");
    }
  });
});
