// `tracklake dev`: the local endpoint, and generating while schemas change, until Ctrl-C.
import { join, resolve } from "node:path";
import { type LocalStack, startLocalStack } from "@tracklake/local";
import type { DevOptions } from "../commands/dev.js";
import { loadConfig } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import { readFaults } from "../lake/read-faults.js";
import { watchSchemas } from "../schemas/watch-schemas.js";
import type { Session } from "../session.js";
import { generateOnce } from "./generate.js";

/** Carries out the command. */
export async function dev(session: Session, options: DevOptions): Promise<ExitCode> {
  if (session.json)
    throw new CliError("wrong-use", "dev goes on until Ctrl-C and has no JSON result. Leave --json out.");
  const faults = options.faults === undefined ? undefined : readFaults(options.faults);
  const project = await loadConfig(session);
  const directory =
    options.lake === undefined ? join(project.root, ".tracklake/lake") : resolve(session.io.cwd, options.lake);
  const stack = await started(directory, options.port, faults);
  try {
    session.result({ url: stack.url }, () =>
      [
        `Firehose and Glue listen on ${stack.url} and deliver into ${directory}.`,
        "Start your service with:",
        "",
        `  export TRACKLAKE_STREAM=${project.stream} TRACKLAKE_FIREHOSE_ENDPOINT=${stack.url} AWS_ENDPOINT_URL_GLUE=${stack.url}`,
        "",
      ].join("\n"),
    );
    if (faults) session.warn(`faults are on: ${options.faults}`);
    return await watchSchemas(session, () => generateOnce(session));
  } finally {
    session.progress("delivering what is buffered");
    await stack.flush();
    await stack.close();
  }
}

async function started(
  directory: string,
  port: number,
  faults: ReturnType<typeof readFaults> | undefined,
): Promise<LocalStack> {
  try {
    return await startLocalStack({ directory, port, ...(faults === undefined ? {} : { faults }) });
  } catch (error) {
    const { code, cause } = error as Error & { code?: unknown };
    const taken = [code, (cause as { code?: unknown } | undefined)?.code].includes("EADDRINUSE");
    if (!taken) throw error;
    const text = `Port ${port} is in use by another process. Stop it, or choose another with --port (0 takes a free one).`;
    throw new CliError("port-taken", text, { cause: error });
  }
}
