// A stranger's own project: outside this repository, from packed tarballs, as the README tells it.
// Install, init, start, one request, one query; then a plain JavaScript service with the packaged client.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
/** Milliseconds that a newcomer may need from the end of the install to the first answer. */
const PATIENCE = 60_000;

let root: string;
let tarballs: string[];
const children: ChildProcess[] = [];

/** The environment of a shell that knows nothing of this repository or its test runner. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(NODE_ENV|NODE_OPTIONS|VITEST|npm_|INIT_CWD|TRACKLAKE_)/.test(name),
  ),
);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tracklake-stranger-"));
  const packs = join(root, "packs");
  await mkdir(packs);
  const folders = (await readdir(join(repository, "packages"))).map((name) => join(repository, "packages", name));
  for (const folder of folders) {
    await access(join(folder, "dist", "index.js")).catch(() => {
      throw new Error(`${folder} is not built; npm test builds before it tests`);
    });
  }
  await run("npm", ["pack", "--silent", "--pack-destination", packs, ...folders], { cwd: repository, env });
  tarballs = (await readdir(packs)).map((name) => join(packs, name));
}, 120_000);

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(root, { recursive: true, force: true });
});

async function project(name: string, manifest: object, packages: readonly string[]): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", private: true, ...manifest }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], { cwd: folder, env });
  return folder;
}

async function tracklake(cwd: string, ...args: string[]): Promise<string> {
  return (await run("npx", ["tracklake", ...args], { cwd, env })).stdout;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Starts a server file, sends one request, and lets the service end as a deploy would. */
async function serveOnce(cwd: string, file: string): Promise<void> {
  const port = await freePort();
  const child = spawn(process.execPath, [file], {
    cwd,
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const output: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const ready = once(child.stdout, "data");
  await Promise.race([
    ready,
    once(child, "exit").then(() => Promise.reject(new Error(`the service ended: ${output.join("")}`))),
  ]);
  await run("curl", ["--silent", "--fail", "--request", "POST", `http://127.0.0.1:${port}/sign-in`]);
  child.kill("SIGTERM");
  await once(child, "exit");
}

const routes = `const app = express();
app.post("/sign-in", (_request, response) => {
  tracker.userSignedIn({ user_id: "u_1", method: "password" });
  response.json({ ok: true });
});
app.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
`;
const question = "SELECT user_id, method, service FROM user_signed_in";

let app: string;

test("an empty express project asks its first question within a minute of the install", async () => {
  app = await project("app", {}, ["express", ...tarballs]);
  const started = performance.now();
  const said = await tracklake(app, "init", "--yes");
  expect(said).toContain('const { tracker } = require("./src/tracker.js");');
  await writeFile(
    join(app, "server.js"),
    `const express = require("express");\nconst { tracker } = require("./src/tracker.js");\n${routes}`,
  );
  await serveOnce(app, "server.js");
  const answer = JSON.parse(await tracklake(app, "query", question, "--json")) as { rows: unknown[] };
  expect(performance.now() - started).toBeLessThan(PATIENCE);
  expect(answer.rows).toEqual([{ user_id: "u_1", method: "password", service: "app" }]);

  const written = (await readdir(app)).filter(
    (name) => !["node_modules", "package.json", "package-lock.json", "server.js"].includes(name),
  );
  expect(written.sort()).toEqual([".gitignore", ".tracklake", "gen", "schemas", "src", "tracklake.config.ts"]);
  const files = await Promise.all(
    ["tracklake.config.ts", "schemas/user-signed-in.ts", "src/tracker.js"].map((name) =>
      readFile(join(app, name), "utf8"),
    ),
  );
  expect(files.every((text) => text.length > 0)).toBe(true);
}, 300_000);

test("a plain JavaScript service installs the packaged client and does the same", async () => {
  await tracklake(app, "package", "--name", "@acme/events", "--version", "1.0.0", "--out", "events-package");
  const packed = join(root, "client");
  await mkdir(packed);
  await run("npm", ["pack", "--silent", "--pack-destination", packed, join(app, "events-package")], { cwd: app, env });
  const client = (await readdir(packed)).map((name) => join(packed, name));
  const runtime = tarballs.filter((name) => /tracklake-(sdk|envelope)-/.test(name));
  const service = await project("service", { type: "module" }, ["express", ...runtime, ...client]);

  const started = performance.now();
  const head = `import express from "express";
import { createTracker } from "@acme/events";
import { fileSink } from "@tracklake/sdk/file";
const tracker = createTracker({ service: "plain", sink: fileSink() });
process.once("SIGTERM", () => tracker.close().then(() => process.exit()));
`;
  await writeFile(join(service, "server.js"), head + routes);
  await serveOnce(service, "server.js");
  const answer = JSON.parse(
    await tracklake(app, "query", question, "--json", "--lake", join(service, ".tracklake", "lake")),
  ) as { rows: unknown[] };
  expect(performance.now() - started).toBeLessThan(PATIENCE);
  expect(answer.rows).toEqual([{ user_id: "u_1", method: "password", service: "plain" }]);
}, 300_000);
