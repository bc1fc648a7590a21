// The repository's own structure: packages import only downwards, nothing is circular, every package says what it is.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What each package's sources may import of the others: design's one direction of arrows. */
const arrows: Record<string, readonly string[]> = {
  "packages/envelope": [],
  "packages/schema": ["envelope"],
  "packages/sdk": ["envelope"],
  "packages/compat": ["schema"],
  "packages/registry": ["schema", "compat"],
  "packages/codegen": ["registry", "schema", "envelope"],
  "packages/tables": ["registry", "schema", "envelope"],
  "packages/review": ["compat", "registry", "tables", "schema"],
  "packages/catalogue": ["registry", "tables", "codegen", "compat", "schema"],
  "packages/local": ["tables", "registry", "schema", "envelope"],
  "packages/cli": [
    "envelope",
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

/** What a file really imports; text that only looks like an import, in generated code, is none. */
function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const declared = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    const dynamic =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
    const specifier = declared ?? dynamic;
    if (specifier && ts.isStringLiteral(specifier)) found.push({ from: file, specifier: specifier.text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
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
