// What both engines' doubles share: a server on a free port, and a script that says what each statement gives.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a statement gives. */
export interface Scripted {
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly bytes?: number;
  /** Fails with this text. */
  readonly error?: string;
  /** Runs on until it is cancelled. */
  readonly endless?: boolean;
}

/** Carries out a statement. */
export type Script = (sql: string) => Scripted | Promise<Scripted>;

/** What a double has seen. */
export interface Seen {
  readonly statements: string[];
  readonly cancelled: string[];
  /** Headers and members of the requests that started statements. */
  readonly requests: Record<string, unknown>[];
}

/** A statement in a double. */
export interface Execution {
  readonly id: string;
  readonly sql: string;
  state: "running" | "ended" | "cancelled";
  outcome: Scripted;
  /** How often it was asked after. */
  asked: number;
}

/** A running double. */
export interface Double {
  readonly url: string;
  readonly seen: Seen;
}

/** The statements of a double. */
export class Executions {
  readonly all = new Map<string, Execution>();
  readonly seen: Seen = { statements: [], cancelled: [], requests: [] };

  constructor(private readonly script: Script) {}

  start(sql: string, id: string): Execution {
    const execution: Execution = { id, sql, state: "running", outcome: {}, asked: 0 };
    this.all.set(id, execution);
    this.seen.statements.push(sql);
    void Promise.resolve()
      .then(() => this.script(sql))
      .catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }))
      .then((outcome: Scripted) => {
        execution.outcome = outcome;
        if (execution.state === "running" && !outcome.endless) execution.state = "ended";
      });
    return execution;
  }

  cancel(id: string): void {
    const execution = this.all.get(id);
    if (!execution) return;
    execution.state = "cancelled";
    this.seen.cancelled.push(execution.sql);
  }
}

/** A server on 127.0.0.1; closed after the test. */
export async function serve(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => void | Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void answer(request, Buffer.concat(chunks).toString("utf8"), response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
