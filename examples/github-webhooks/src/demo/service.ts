// The example service as its own process, as it would run in production.
// It says where it listens, and what became of its events when it is stopped.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Counts } from "@tracklake/sdk";

/** The running service. */
export interface Service {
  readonly url: string;
  /** Sends SIGTERM and waits for the counts. */
  stop(): Promise<Counts>;
}

interface Said {
  readonly listening?: number;
  readonly counts?: Counts;
}

/** Milliseconds until a service that says nothing is taken for broken. */
const PATIENCE = 60_000;

/** Starts the service. @param env - Added to the environment. */
export async function startService(env: Readonly<Record<string, string>>): Promise<Service> {
  const script = fileURLToPath(new URL("../server.js", import.meta.url));
  // The flag proves that nothing of the service evaluates code.
  const child = spawn(process.execPath, ["--disallow-code-generation-from-strings", script], {
    env: { ...process.env, NODE_ENV: "production", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.removeListener("exit", kill));
  const said = listenTo(child);
  const { listening } = await said("listening");
  return {
    url: `http://127.0.0.1:${listening}/webhooks`,
    async stop() {
      const answer = said("counts");
      child.kill("SIGTERM");
      const { counts } = await answer;
      if (counts === undefined) throw new Error("the service ended without its counts");
      return counts;
    },
  };
}

/** Waits for lines of JSON on the child's standard output. */
function listenTo(child: ChildProcess): (key: keyof Said) => Promise<Said> {
  const lines: Said[] = [];
  const waiting = new Set<() => void>();
  let complaints = "";
  let ended = false;
  const wake = () => {
    for (const check of waiting) check();
  };
  if (child.stdout)
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(JSON.parse(line) as Said);
      wake();
    });
  child.stderr?.on("data", (text) => {
    complaints += String(text);
  });
  child.once("close", () => {
    ended = true;
    wake();
  });
  return (key) =>
    new Promise((resolve, reject) => {
      const fail = (why: string) => finish(() => reject(new Error(`the service ${why}\n${complaints.trim()}`)));
      const late = setTimeout(() => fail(`did not say ${key} within ${PATIENCE / 1_000} s`), PATIENCE);
      const check = () => {
        const found = lines.find((line) => key in line);
        if (found) finish(() => resolve(found));
        else if (ended) fail(`ended before it said ${key}`);
      };
      const finish = (settle: () => void) => {
        clearTimeout(late);
        waiting.delete(check);
        settle();
      };
      waiting.add(check);
      check();
    });
}
