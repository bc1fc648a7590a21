// `tracklake dev`: the local endpoint, and generating while schemas change, until Ctrl-C.
import { join, resolve } from "node:path";
import { isLocalError, type LocalStack, type LocalStackOptions, parseFaults, startLocalStack } from "@tracklake/local";
import { loadConfig } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import { closeStack } from "../lake/close-stack.js";
import type { DevOptions } from "../options.js";
import { watchSchemas } from "../schemas/watch-schemas.js";
import type { Session } from "../session.js";
import { generateOnce } from "./generate.js";

/** Carries out the command. */
export async function dev(session: Session, { port, faults, lake }: DevOptions): Promise<ExitCode> {
  if (session.json) {
    throw new CliError("wrong-use", "dev goes on until Ctrl-C and has no JSON result. Leave --json out.");
  }
  const injected = faults === undefined ? {} : { faults: parseFaults(faults) };
  const { root, stream } = await loadConfig(session);
  const directory = lake === undefined ? join(root, ".tracklake/lake") : resolve(session.io.cwd, lake);
  const log = (line: string) => session.warn(line);
  const stack = await started({ directory, port, stream, log, ...injected });
  const { url } = stack;
  try {
    session.result({ url, stream, directory }, () =>
      [
        `Firehose and Glue listen on ${url} and deliver into ${directory}.`,
        "Start your service with this, after npm install @aws-sdk/client-firehose:",
        "",
        `  export TRACKLAKE_STREAM=${stream} TRACKLAKE_FIREHOSE_ENDPOINT=${url} AWS_ENDPOINT_URL_GLUE=${url}`,
        "",
      ].join("\n"),
    );
    if (faults !== undefined) session.warn(`faults are on: ${faults} (seed ${stack.stats().faults.seed})`);
    return await watchSchemas(session, () => generateOnce(session));
  } finally {
    session.progress("delivering what is buffered");
    await closeStack(session, stack);
    const { recordsIn, eventsWritten, objects, errors } = stack.stats();
    const delivered = `${recordsIn} records in, ${eventsWritten} events in ${objects} files`;
    session.progress(`${delivered}, ${errors} records in the error output.`);
  }
}

async function started(options: LocalStackOptions): Promise<LocalStack> {
  try {
    return await startLocalStack(options);
  } catch (error) {
    if (!isLocalError(error) || error.code !== "port-in-use") throw error;
    const text = `Port ${options.port} is in use by another process. Stop it, or choose another with --port; 0 takes a free one.`;
    throw new CliError("port-taken", text, { cause: error });
  }
}
