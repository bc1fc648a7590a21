// The lock file works on every platform and names no host: optional packages of other platforms are in it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const text = readFileSync(fileURLToPath(new URL("../../package-lock.json", import.meta.url)), "utf8");
const { packages } = JSON.parse(text) as {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
};

test("every optional package of another platform is locked (node scripts/complete-lockfile.mjs adds them)", () => {
  const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) => {
    const folder = parent.slice(0, Math.max(0, parent.lastIndexOf("node_modules/")));
    return Object.keys(optionalDependencies)
      .filter((name) => /(darwin|win32|windows)/.test(name))
      .filter((name) => !packages[`${parent}/node_modules/${name}`] && !packages[`${folder}node_modules/${name}`]);
  });
  expect(missing).toEqual([]);
});

test("no registry's host is named", () => {
  expect(text).not.toMatch(/"resolved": "https?:/);
});
