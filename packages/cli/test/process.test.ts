// The command as a process, as it is built: exit codes, streams, a closed pipe, Ctrl-C.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folder, project } from "./harness.js";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const built = existsSync(main);
if (!built) console.warn(`skipped: ${main} is not there; npm run build makes it.`);

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function tracklake(cwd: string, ...argv: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...argv], { cwd }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr });
    });
    child.stdin?.end();
  });
}

describe.skipIf(!built)("as a process", () => {
  test("--version is quick", async () => {
    const started = performance.now();
    expect(await tracklake(folder(), "--version")).toMatchObject({ code: 0, stdout: "0.1.0\n" });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test("a missing configuration ends with 2, stdout empty, no stack", async () => {
    const { code, stdout, stderr } = await tracklake(folder(), "check");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("npx tracklake init");
    expect(stderr).not.toContain("    at ");
  });

  test("generates and checks a project, and leaves no handle open", async () => {
    const root = project();
    expect(await tracklake(root, "generate")).toMatchObject({ code: 0, stderr: "" });
    expect(await tracklake(root, "generate", "--check")).toMatchObject({ code: 0 });
    expect(await tracklake(root, "query", "SELECT 1 AS one", "--json")).toMatchObject({ code: 0 });
  });

  test("a reader that closes its end is no failure", async () => {
    const child = spawn(process.execPath, [main, "ddl"], { cwd: project(), stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let complaints = "";
    child.stderr.on("data", (chunk) => {
      complaints += String(chunk);
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
  });

  test.each(["SIGINT", "SIGTERM"] as const)("generate --watch ends with 0 at %s", async (signal) => {
    const child = spawn(process.execPath, [main, "generate", "--watch"], { cwd: project(), stdio: "pipe" });
    child.stderr.on("data", (chunk) => {
      if (String(chunk).includes("watching")) child.kill(signal);
    });
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
  });
});
