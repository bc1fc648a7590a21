// Runs the command in this process, in a project of its own in a temporary folder.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Io } from "../src/io.js";
import { run } from "../src/run.js";

/** A configuration that fits. */
export const config = `import { defineConfig } from "tracklake";
export default defineConfig({
  owner: "growth",
  lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" },
});
`;

/** A definition without a fault. */
export const planChanged = `import { defineEvent, Type } from "@tracklake/schema";
export default defineEvent({
  name: "plan_changed",
  description: "An organisation moved to another plan.",
  answers: ["Which organisations upgraded this month?"],
  properties: Type.Object({
    plan: Type.Union([Type.Literal("free"), Type.Literal("pro")], { description: "The plan from now on." }),
    seats: Type.Optional(Type.Integer({ minimum: 1, description: "Paid seats." })),
  }),
});
`;

/** A folder with files; removed after the test. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tracklake-cli-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(root, files);
  return root;
}

/** Writes files into a folder. */
export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A project with a configuration and one event, and other files over them. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  return folder({ "tracklake.config.ts": config, "schemas/plan-changed.ts": planChanged, ...files });
}

/** What a run printed and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that goes on. */
export interface Running {
  readonly outcome: Promise<Outcome>;
  /** What it printed to stdout so far. */
  printed(): string;
  complained(): string;
  /** Ctrl-C. */
  interrupt(): void;
}

/** What a run's world has beside its folder. */
export interface World {
  readonly env?: Record<string, string>;
  readonly stdin?: string;
  readonly terminal?: number;
}

/** Starts a run. */
export function start(cwd: string, argv: readonly string[], { env = {}, stdin = "", terminal }: World = {}): Running {
  const text = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  const output = (name: "stdout" | "stderr") => ({
    write: (more: string) => {
      text[name] += more;
    },
    isTTY: terminal !== undefined,
    columns: terminal,
  });
  const io: Io = {
    cwd,
    env,
    stdout: output("stdout"),
    stderr: output("stderr"),
    interactive: false,
    readStdin: async () => stdin,
    interrupted: () => new Promise<void>((resolve) => waiting.add(resolve)),
  };
  const interrupt = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const outcome = run(argv, io).then((code) => ({ code, ...text }));
  return { outcome, printed: () => text.stdout, complained: () => text.stderr, interrupt };
}

/** Runs to the end. */
export function tracklake(cwd: string, argv: readonly string[], world?: World): Promise<Outcome> {
  return start(cwd, argv, world).outcome;
}
