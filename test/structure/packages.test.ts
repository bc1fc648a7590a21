// The repository's own structure: packages import only downwards, nothing is circular, every package says what it is.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import vitestConfig from "../../vitest.config.js";
import { longest } from "../longest-first.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What each package's sources may import of the others: design's one direction of arrows. */
const arrows: Record<string, readonly string[]> = {
  "packages/envelope": [],
  "packages/sql": [],
  "packages/schema": ["envelope"],
  "packages/sdk": ["envelope"],
  "packages/compat": ["schema"],
  "packages/registry": ["schema", "compat"],
  "packages/codegen": ["registry", "schema", "envelope"],
  "packages/tables": ["registry", "schema", "envelope"],
  "packages/review": ["compat", "registry", "tables", "schema", "sql"],
  "packages/catalogue": ["registry", "tables", "codegen", "compat", "schema"],
  "packages/local": ["tables", "registry", "schema", "sql", "envelope"],
  "packages/cli": [
    "envelope",
    "sql",
    "schema",
    "sdk",
    "compat",
    "registry",
    "codegen",
    "tables",
    "review",
    "catalogue",
    "local",
  ],
  "registry-server": ["registry", "compat", "review", "catalogue", "tables", "codegen", "schema"],
};

interface Import {
  readonly from: string;
  readonly specifier: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, "src", name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  return specifiersOf(text).map((specifier) => ({ from: file, specifier }));
}

/** What a source really imports, types too; text that only looks like an import, in generated code, is none. */
function specifiersOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", text, ts.ScriptTarget.ES2022, true));
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === "require");
  return loads ? node.arguments[0] : undefined;
}

const packages = Object.keys(arrows);

describe.each(packages)("%s", (folder) => {
  const files = sources(folder);
  const imports = files.flatMap(importsOf);
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
  };

  test("imports only what lies below it", () => {
    const wrong = imports.filter(({ specifier }) => {
      const name = /^@tracklake\/([^/]+)/.exec(specifier)?.[1] ?? (specifier === "tracklake" ? "tracklake" : undefined);
      return name !== undefined && !arrows[folder]?.includes(name);
    });
    expect(wrong).toEqual([]);
  });

  test("declares what it imports", () => {
    const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
    const missing = imports
      .map(({ specifier }) => specifier)
      .filter((specifier) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
      .map((specifier) =>
        specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/"),
      )
      .filter((name) => !declared.has(name));
    expect([...new Set(missing)]).toEqual([]);
  });

  test("has no cycle of files", () => {
    const graph = new Map<string, string[]>();
    for (const file of files) {
      const local = importsOf(file).filter(({ specifier }) => specifier.startsWith("."));
      const targets = local.map(({ specifier }) =>
        relative(root, resolve(root, dirname(file), specifier)).replace(/\.js$/, ".ts"),
      );
      graph.set(file, targets);
    }
    expect(findCycle(graph)).toEqual([]);
  });

  test("names its exports one by one and opens each file with what it is for", () => {
    for (const file of files) {
      const text = readFileSync(join(root, file), "utf8");
      expect(text, `${file} exports everything of another`).not.toMatch(/^export \* from/m);
      expect(text.replace(/^#!.*\n/, ""), `${file} has no opening comment`).toMatch(/^\/\/ \S/);
    }
  });

  test("has a README of its own and no drawer for odds and ends", () => {
    expect(existsSync(join(root, folder, "README.md"))).toBe(true);
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.)/.test(file))).toEqual([]);
  });
});

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

test("the cycle finder finds one", () => {
  expect(
    findCycle(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    ),
  ).toEqual(["b", "c", "b"]);
});

test("every command is a committed file, so that npm links it before anything is built", () => {
  const commands = Object.keys(arrows).flatMap((folder) => {
    const { bin = {} } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
      bin?: Record<string, string>;
    };
    return Object.values(bin).map((path) => join(folder, path));
  });
  expect(commands.length).toBeGreaterThan(0);
  const tracked = execFileSync("git", ["ls-files", ...commands], { cwd: root, encoding: "utf8" });
  expect(tracked.split("\n").filter(Boolean).sort()).toEqual(commands.map((path) => path.replaceAll("\\", "/")).sort());
});

test.each<[string, string, string[]]>([
  ["an import", 'import { a } from "./a.js";', ["./a.js"]],
  ["an import of types", 'import type { A } from "@tracklake/sdk";', ["@tracklake/sdk"]],
  ["an import for its effects", 'import "./a.js";', ["./a.js"]],
  ["an export", 'export { a } from "./a.js";', ["./a.js"]],
  ["an import when needed", 'const a = await import("./a.js");', ["./a.js"]],
  ["a type where it is used", 'let a: import("@tracklake/cli").A;', ["@tracklake/cli"]],
  ["the type of a module", 'let a: Map<string, typeof import("./a.js")>;', ["./a.js"]],
  ["a require", 'import a = require("./a.cjs");\nconst b = require("./b.cjs");', ["./a.cjs", "./b.cjs"]],
  ["a text that looks like one", `const a = 'import { b } from "./b.js"; import("c")';`, []],
])("%s is read", (_, text, want) => {
  expect(specifiersOf(text)).toEqual(want);
});

/** The folders that npm takes for packages, examples aside: those may import anything, and nothing imports them. */
const workspaces = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { workspaces: string[] }).workspaces
  .filter((pattern) => !pattern.startsWith("examples/"))
  .flatMap((pattern) =>
    pattern.endsWith("/*")
      ? readdirSync(join(root, dirname(pattern)), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => `${dirname(pattern)}/${entry.name}`)
          .filter((folder) => existsSync(join(root, folder, "package.json")))
      : [pattern],
  );

test("every package has its arrows, and every arrow its package", () => {
  expect(workspaces.sort()).toEqual([...packages].sort());
});

test("the tests of every package run", () => {
  const projects = (vitestConfig.test?.projects ?? []).map(
    (project) => (project as { test: { name: string } }).test.name,
  );
  expect(projects).toEqual(expect.arrayContaining(packages.map((folder) => basename(folder))));
});

test("the test files that are started first are there, each once", () => {
  expect(longest.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(new Set(longest).size).toBe(longest.length);
});

test("the table of packages says what each imports", () => {
  const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const rows = [...page.matchAll(/^\| \d \| `([^`]+)` \| .* \| ([^|]+) \|$/gm)].map(([, folder = "", imports = ""]) => [
    folder,
    imports,
  ]);
  const all = packages.map((folder) => basename(folder)).filter((name) => name !== "cli" && name !== "registry-server");
  const words = (folder: string, names: readonly string[]) =>
    names.length === 0 ? "–" : folder === "packages/cli" ? allBut(all, names) : names.join(", ");
  expect(rows).toEqual(Object.entries(arrows).map(([folder, names]) => [folder, words(folder, names)]));
});

function allBut(all: readonly string[], names: readonly string[]): string {
  const others = all.filter((name) => !names.includes(name));
  return others.length === 0 ? "all" : `all but ${others.join(", ")}`;
}
