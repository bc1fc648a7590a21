// tracklake-registry: reads its options, listens, and closes on SIGINT and SIGTERM.
import { existsSync, statSync } from "node:fs";
import { fileStore } from "@tracklake/registry";
import { pino } from "pino";
import { isServerError, ServerError } from "./errors.js";
import { readOptions, usage } from "./options.js";
import { registryServer } from "./server.js";

function start(): void {
  const { help, history, host, port, lake, publishToken } = readOptions(process.argv.slice(2), process.env);
  if (help) {
    process.stdout.write(usage);
    return;
  }
  const log = pino();
  const app = registryServer({
    store: fileStore(history),
    lake,
    publishToken,
    onFailure: (error) => log.error({ err: error }, "a request failed"),
  });
  requireFolder(history);
  const server = app.listen(port, host, (error) => {
    if (error) {
      process.stderr.write(
        `tracklake-registry: cannot listen on ${host}:${port}: ${error.message}. Use another --port.\n`,
      );
      process.exitCode = 3;
      return;
    }
    const address = server.address();
    const actual = typeof address === "object" && address ? address.port : port;
    log.info({ url: `http://${host}:${actual}`, history, publishing: publishToken !== undefined }, "listening");
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => server.close());
}

/** A folder that is not there is a wrong path more often than a new history, and would answer as an empty one. */
function requireFolder(history: string): void {
  if (existsSync(history) && statSync(history).isDirectory()) return;
  throw new ServerError(
    "wrong-use",
    400,
    `there is no folder ${history}: correct --history, or begin a new history there with mkdir -p ${history}.`,
  );
}

try {
  start();
} catch (error) {
  if (!isServerError(error)) throw error;
  process.stderr.write(`tracklake-registry: ${error.message}\n`);
  process.exitCode = 2;
}
