// A Trino server: unpacked once with the connectors that are used, started with a small heap on a free port.
import { execFile } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cached, cacheFolder, say } from "./cache.js";
import { download } from "./central.js";
import { type Child, freePort, startChild } from "./child.js";
import { findJdk } from "./java.js";

/** The last version whose server is one archive on Maven Central, and the JDK that it asks for. */
const VERSION = 476;
const LEAST_JDK = 24;
const archive = {
  path: `io/trino/trino-server/${VERSION}/trino-server-${VERSION}.tar.gz`,
  sha1: "c9b38be4017ebd2f7095455aaac772fb40247ebe",
};
/** PostgreSQL's connector knows geometries, whose type is in a plugin of its own. */
const plugins = ["geospatial", "hive", "iceberg", "postgresql"];

/** A running server. */
export interface TrinoServer extends Pick<Child, "stop"> {
  readonly url: string;
  /** Versions of the server and of the Java that runs it. */
  readonly version: string;
}

/** The properties of each catalogue, by its name. */
export type Catalogues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Starts a server with these catalogues. @param folder - Its configuration and data. */
export async function startTrino(folder: string, catalogues: Catalogues): Promise<TrinoServer> {
  const jdk = await findJdk(LEAST_JDK);
  const server = await cached(`trino-${VERSION}-${plugins.join("-")}`, unpack);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const files: [string, Readonly<Record<string, string>>][] = [
    [
      "config.properties",
      {
        coordinator: "true",
        "node-scheduler.include-coordinator": "true",
        "http-server.http.port": String(port),
        "discovery.uri": url,
        "query.max-memory-per-node": "1GB",
        // A machine that was asleep is no client that went away.
        "query.client.timeout": "1h",
        "task.client.timeout": "1h",
      },
    ],
    ["log.properties", { "io.trino": "WARN", Bootstrap: "WARN", "io.airlift": "WARN" }],
    ...Object.entries(catalogues).map(
      ([name, properties]) => [`catalog/${name}.properties`, properties] as [string, Readonly<Record<string, string>>],
    ),
  ];
  await mkdir(join(folder, "catalog"), { recursive: true });
  for (const [name, properties] of files) await writeFile(join(folder, name), lines(properties), { mode: 0o600 });
  say(`Trino ${VERSION} on Java ${jdk.major} (${jdk.home})`);
  const settings = {
    config: join(folder, "config.properties"),
    "node.environment": "tracklake",
    "node.data-dir": join(folder, "data"),
    "node.internal-address": "127.0.0.1",
    "node.bind-ip": "127.0.0.1",
    "plugin.dir": join(server, "plugin"),
    "catalog.config-dir": join(folder, "catalog"),
    "log.levels-file": join(folder, "log.properties"),
    "log.enable-console": "true",
  };
  const child = await startChild({
    name: `Trino ${VERSION}`,
    command: jdk.java,
    args: [
      "-Xmx2G",
      "-XX:+UseG1GC",
      "-XX:+ExitOnOutOfMemoryError",
      "-Djdk.attach.allowAttachSelf=true",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "--add-modules=jdk.incubator.vector",
      ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
      "-cp",
      join(server, "lib", "*"),
      "io.trino.server.TrinoServer",
    ],
    cwd: folder,
    log: join(cacheFolder, "trino.log"),
    ready: async () => ((await (await fetch(`${url}/v1/info`)).json()) as { starting: boolean }).starting === false,
    seconds: 600,
  });
  return { url, version: `Trino ${VERSION}, Java ${jdk.major}`, stop: child.stop };
}

/** The whole archive is unpacked, since its connectors share files by links; then most are removed. */
async function unpack(path: string): Promise<void> {
  const file = `${path}.tar.gz`;
  try {
    await download(archive, file);
    await mkdir(path);
    await promisify(execFile)("tar", ["-xzf", file, "-C", path, "--strip-components=1"]);
  } finally {
    await rm(file, { force: true });
  }
  for (const folder of ["plugin", "secrets-plugin"]) {
    for (const name of await readdir(join(path, folder))) {
      if (!plugins.includes(name)) await rm(join(path, folder, name), { recursive: true });
    }
  }
}

function lines(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}
