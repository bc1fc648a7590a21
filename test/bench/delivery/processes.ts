// Starts and ends the processes of a benchmark: the endpoint, and a child for each measurement.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Task, Told } from "./child.js";
import type { Faults } from "./endpoint/faults.js";
import type { EndpointAnswer, EndpointOrder, Told as EndpointTold } from "./endpoint/main.js";

/** A child that works. */
export interface Running {
  readonly process: ChildProcess;
  /** What it answered; `undefined` when it ended without an answer. */
  readonly told: Promise<Told | undefined>;
}

/** The endpoint in a process of its own. */
export class EndpointProcess {
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.port = port;
  }

  /**
   * @param aside - With the least priority: a service runs on other machines, and takes no core from the measured.
   * @param memory - Bytes for bodies that are there from the beginning; more than these cost the endpoint new pages.
   */
  static async start({ aside = false, memory = 0 } = {}): Promise<EndpointProcess> {
    const child = fork(sibling("endpoint.mjs"), [String(memory)]);
    if (aside && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const [{ port }] = (await once(child, "message")) as [{ port: number }];
    return new EndpointProcess(child, port);
  }

  /** Forgets what arrived. @param orders - Whether to tell the events apart from now on. */
  async begin(orders = false): Promise<void> {
    await this.#ask({ do: "start", orders });
  }

  async fail(faults: Faults): Promise<void> {
    await this.#ask({ do: "faults", faults });
  }

  async arrived(): Promise<EndpointTold> {
    return (await this.#ask({ do: "tell" })) as EndpointTold;
  }

  stop(): void {
    this.#process.kill();
  }

  async #ask(order: EndpointOrder): Promise<EndpointAnswer> {
    this.#process.send(order);
    const [answer] = (await once(this.#process, "message")) as [EndpointAnswer];
    return answer;
  }
}

/** Starts a child. */
export function startChild(task: Task, execArgv: readonly string[] = []): Running {
  const child = fork(sibling("child.mjs"), [JSON.stringify(task)], {
    execArgv: [...execArgv],
    env: { ...process.env, NODE_ENV: "production", NODE_NO_WARNINGS: "1" },
  });
  let answer: Told | undefined;
  child.on("message", (told: Told) => {
    answer = told;
  });
  return { process: child, told: once(child, "exit").then(() => answer) };
}

/** Runs a child to its answer. @throws when it ends without one. */
export async function runChild<Answer extends Told>(task: Task, execArgv: readonly string[] = []): Promise<Answer> {
  const told = await startChild(task, execArgv).told;
  if (!told) throw new Error(`${task.subject} ended without an answer`);
  return told as Answer;
}

/** A folder that is deleted afterwards. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sibling(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
