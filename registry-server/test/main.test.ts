// The command itself, as npm installs it: what it prints, where it listens, what stops it at the start.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkHistory, fileStore, loadRegistry } from "@tracklake/registry";
import { defineEvent, toEventModel } from "@tracklake/schema";
import { expect, onTestFinished, test } from "vitest";
import { readOptions, usage } from "../src/options.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { bin: Record<string, string> };
const command = join(root, bin["tracklake-registry"] ?? "");

const { model } = toEventModel(
  defineEvent({ name: "plan_changed", description: "Another plan.", owner: "growth", answers: ["Who upgraded?"] }),
);

/** Publishes at each of two servers, within what one address may try in a minute. */
const ROUNDS = 30;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "tracklake-registry-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

interface Listening {
  readonly url: string;
  readonly child: ChildProcess;
}

/** Starts the command, and waits for the line of its log that says where it listens. */
async function listening(args: readonly string[], env: Record<string, string> = {}): Promise<Listening> {
  const child = spawn(process.execPath, [command, ...args], { env: { ...process.env, ...env }, stdio: "pipe" });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [out, err] = ["", ""];
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`it ended with ${code}: ${err}`)));
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      const line = out.split("\n").find((candidate) => candidate.includes('"listening"'));
      if (line !== undefined) resolve((JSON.parse(line) as { url: string }).url);
    });
  });
  return { url, child };
}

async function ended(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [command, ...args])) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test("it serves a folder: a publish becomes a file, an event, a page; SIGTERM ends it", async () => {
  const history = join(folder(), "history");
  mkdirSync(history);
  const args = ["--port", "0", "--history", history, "--lake", "acme", "--time-zone", "Asia/Tokyo"];
  const { url, child } = await listening(args, { TRACKLAKE_PUBLISH_TOKEN: "secret" });
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: "ok", events: 0 });
  const published = await fetch(`${url}/api/publish`, {
    method: "POST",
    headers: { authorization: "Bearer secret", "content-type": "application/json" },
    body: JSON.stringify({ events: [model] }),
  });
  expect([published.status, readdirSync(history)]).toEqual([
    201,
    [expect.stringMatching(/-plan-changed-[0-9a-f]{8}\.json$/)],
  ]);
  const ddl = await (await fetch(`${url}/api/events/plan_changed/ddl`)).text();
  expect(ddl).toContain("s3://acme-lake/events/plan_changed_v1/");
  expect(await (await fetch(`${url}/events/plan_changed`)).text()).toContain("Another plan.");
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
});

test("two servers on one folder never publish the same revision, whoever asks them at once", async () => {
  const history = join(folder(), "history");
  mkdirSync(history);
  const start = () => listening(["--port", "0", "--history", history], { TRACKLAKE_PUBLISH_TOKEN: "secret" });
  const servers = await Promise.all([start(), start()]);
  const publishAt = async ({ url }: Listening, description: string): Promise<[number, number[]]> => {
    const answer = await fetch(`${url}/api/publish`, {
      method: "POST",
      headers: { authorization: "Bearer secret", "content-type": "application/json" },
      body: JSON.stringify({ events: [{ ...model, description }], message: description }),
    });
    const { published } = (await answer.json()) as { published: { revision: number }[] };
    return [answer.status, published.map(({ revision }) => revision)];
  };
  const given: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all(servers.map((server, index) => publishAt(server, `${round} by ${index}`)));
    expect(answers.map(([status]) => status)).toEqual([201, 201]);
    given.push(...answers.flatMap(([, revisions]) => revisions));
  }
  expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: 2 * ROUNDS }, (_, index) => index + 1));
  const store = fileStore(history);
  expect(await checkHistory(store)).toEqual([]);
  expect((await loadRegistry(store)).revisions("plan_changed")).toHaveLength(2 * ROUNDS);
  expect(readdirSync(history).filter((name) => !name.endsWith(".json"))).toEqual([]);
});

test("without a token it takes no publish", async () => {
  const { url } = await listening(["--port", "0", "--history", folder()], { TRACKLAKE_PUBLISH_TOKEN: "" });
  const answer = await fetch(`${url}/api/publish`, { method: "POST" });
  expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: "publish-off" } }]);
});

test("--help prints the options and listens nowhere", async () => {
  expect(await ended(["--help"])).toMatchObject({ code: 0, stdout: usage, stderr: "" });
});

test.each<[string, string[], RegExp]>([
  ["a time zone that is none", ["--time-zone", "Mars/Base"], /"Mars\/Base" is no IANA time zone.*--time-zone/],
  ["a lake whose name no database has", ["--lake", "Acme Lake"], /"Acme Lake" is not lower_snake.*--lake/],
  ["a bucket that is none", ["--bucket", "A"], /"A" is no name of an S3 bucket.*--bucket/],
  ["a port that is none", ["--port", "70000"], /--port is "70000"/],
  ["an option that is none", ["--colour"], /--colour.*--help lists the options/],
])("%s ends it with 2 before it listens", async (_, args, want) => {
  const { code, stdout, stderr } = await ended(["--port", "0", ...args]);
  expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(want)]);
  expect(stderr).not.toContain("    at ");
});

test.each<[string, (path: string) => void]>([
  ["that is not there", () => {}],
  ["that is a file", (path) => writeFileSync(path, "")],
])("a history folder %s ends it with 2 and says how to begin one", async (_, make) => {
  const history = join(folder(), "history");
  make(history);
  const { code, stdout, stderr } = await ended(["--port", "0", "--history", history]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`there is no folder ${history}: correct --history, or begin a new history there with mkdir`);
});

test("a port in use ends it with 3 and says what to do", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const { code, stderr } = await ended(["--port", String(port)]);
  expect([code, stderr]).toEqual([3, expect.stringMatching(/cannot listen on 127\.0\.0\.1:\d+: .*Use another --port/)]);
});

test("options have their defaults", () => {
  expect(readOptions([], {})).toEqual({
    help: false,
    history: "schemas/history",
    host: "127.0.0.1",
    port: 4580,
    lake: { name: "lake", bucket: "lake-lake", timeZone: "UTC" },
    publishToken: undefined,
  });
});

test("every option is read", () => {
  const argv = "--history h --host 0.0.0.0 --port 0 --lake acme --bucket b.c --time-zone Asia/Tokyo --help".split(" ");
  expect(readOptions(argv, { TRACKLAKE_PUBLISH_TOKEN: "secret" })).toEqual({
    help: true,
    history: "h",
    host: "0.0.0.0",
    port: 0,
    lake: { name: "acme", bucket: "b.c", timeZone: "Asia/Tokyo" },
    publishToken: "secret",
  });
  for (const name of ["--history", "--host", "--port", "--lake", "--bucket", "--time-zone", "--help"])
    expect(usage).toContain(`  ${name} `);
});

test.each([
  [["--port", ""]],
  [["--port", "-1"]],
  [["--port", "65536"]],
  [["--port", "1e3"]],
  [["--port"]],
  [["extra"]],
])("%j is wrong use", (argv) => {
  expect(() => readOptions(argv, {})).toThrowError(expect.objectContaining({ code: "wrong-use" }));
});
