// The codes of errors and the documentation's table are one list; failures of the system are worded.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkConfig } from "../src/config/check-config.js";
import { CliError, cliErrorCodes, isCliError } from "../src/errors.js";
import { failureOf } from "../src/failure.js";
import { defineConfig } from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the documentation lists every code with its meaning", () => {
  const page = readFileSync(new URL("../../../docs/commands.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
  const listed = rows.filter(([code]) => code !== undefined && code in cliErrorCodes);
  expect(Object.fromEntries(listed)).toEqual(cliErrorCodes);
});

test("the README's configuration fits", () => {
  const [, body = ""] = /```ts\n[\s\S]*?export default defineConfig\(([\s\S]*?)\);\n```/.exec(readme) ?? [];
  // The block is a literal: as JSON it needs quoted keys and no trailing commas.
  const json = body.replace(/([{,]\s*)(\w+):/g, '$1"$2":').replace(/,(\s*})/g, "$1");
  const checked = checkConfig(defineConfig(JSON.parse(json)));
  expect(checked).toMatchObject({ config: { owner: "growth", stream: "acme-events" } });
});

describe("failures", () => {
  const system = (code: string, more: object = {}) => Object.assign(new Error(`${code}: it failed`), { code, ...more });
  test.each<[string, unknown, string, number, RegExp]>([
    ["our own", new CliError("config-missing", "Run init."), "config-missing", 2, /^Run init\.$/],
    ["a port in use", system("EADDRINUSE", { port: 4573 }), "port-taken", 3, /Port 4573 is in use.*--port/],
    ["a full disk", system("ENOSPC", { path: "/a/b" }), "not-writable", 3, /\/a\/b: the disk is full/],
    [
      "a full disk, told by a write",
      system("ENOSPC"),
      "not-writable",
      3,
      /^A file could not be written: the disk is full/,
    ],
    ["a limit of the process", system("EFBIG"), "not-writable", 3, /ulimit -f/],
    ["no more watches", system("ENOSPC", { path: "/a", syscall: "watch" }), "not-watched", 3, /max_user_watches/],
    ["a read-only disk", system("EROFS", { path: "/a" }), "not-writable", 3, /read-only/],
    ["no permission", system("EACCES", { path: "/a" }), "not-writable", 3, /permission was denied/],
    ["nobody listens", system("ECONNREFUSED"), "not-reachable", 3, /Check the endpoint/],
    ["a bug", new TypeError("x is not a function"), "unexpected", 3, /--debug/],
    ["not even an error", "thrown text", "unexpected", 3, /thrown text/],
  ])("%s", (_, error, code, exit, message) => {
    expect(failureOf(error)).toMatchObject({ code, exit, message: expect.stringMatching(message) });
  });

  test.each([
    ["RegistryError", "history-changed", 1],
    ["RegistryError", "store-unwritable", 3],
    ["TablesError", "type-changed", 1],
    ["TablesError", "live-unreadable", 3],
    ["CodegenError", "output-unwritable", 3],
    ["LocalError", "lake-unreadable", 3],
    ["LocalError", "name-taken", 2],
  ])("%s %s ends with %i", (name, code, exit) => {
    expect(failureOf(Object.assign(new Error("it says what to do"), { name, code }))).toEqual({
      code,
      exit,
      message: "it says what to do",
      details: {},
    });
  });

  test("an error of a package that the disk caused says what to do about the disk", () => {
    const error = Object.assign(new Error("gen cannot be written.", { cause: system("ENOSPC") }), {
      name: "CodegenError",
      code: "output-unwritable",
    });
    expect(failureOf(error)).toMatchObject({
      code: "output-unwritable",
      exit: 3,
      message: "gen cannot be written.\nThe system says: the disk is full; free some space.",
    });
  });

  test("are told from others by isCliError", () => {
    expect(isCliError(new CliError("wrong-use", ""))).toBe(true);
    expect(isCliError(new Error("wrong-use"))).toBe(false);
  });
});
