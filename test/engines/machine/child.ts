// A server of another language as a child of this process: begun, awaited, and ended by its own id.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A running server. */
export interface Child {
  readonly pid: number;
  /** Asks it to end, and ends it for good after ten seconds. */
  stop(): Promise<void>;
}

/** How a server is begun. */
export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Its output, and where to look when it does not come up. */
  readonly log: string;
  /** Whether it answers. */
  readonly ready: () => Promise<boolean>;
  readonly seconds: number;
}

/** Begins a server and waits until it answers. @throws Error with what its log says when it does not. */
export async function startChild({ name, command, args, env, cwd, log, ready, seconds }: ChildOptions): Promise<Child> {
  const output = openSync(log, "w");
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", output, output] });
  closeSync(output);
  const failed = new Promise<Error>((resolve) => child.once("error", resolve));
  const stop = () => stopChild(child);
  // Whatever ends this process ends its children.
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.removeListener("exit", kill));
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until && child.exitCode === null && child.signalCode === null) {
    if (await ready().catch(() => false)) return { pid: child.pid ?? 0, stop };
    const error = await Promise.race([failed, pause(200)]);
    if (error) throw new Error(`${name} could not be started: ${error.message}`, { cause: error });
  }
  const why = child.exitCode === null ? `did not answer within ${seconds} s` : `ended with ${child.exitCode}`;
  await stop();
  const lines = (await readFile(log, "utf8")).trimEnd().split("\n");
  const errors = lines
    .filter((line) => /\bERROR\b|Exception|Caused by|Error:/.test(line) && !/^\s*at /.test(line))
    .slice(0, 8);
  const shown = errors.length > 0 ? errors : lines.slice(-8);
  throw new Error(`${name} ${why}. ${log} says:\n${shown.join("\n")}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(timer);
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
