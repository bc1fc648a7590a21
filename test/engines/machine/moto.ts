// moto's server as the S3 of the engines: an implementation of S3 that is not ours, in a Python environment of its own.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cached, cacheFolder, say } from "./cache.js";
import { type Child, freePort, startChild } from "./child.js";

const VERSION = "5.2.5";
const run = promisify(execFile);

/** A running S3. */
export interface S3Server extends Pick<Child, "stop"> {
  readonly url: string;
}

/** Starts it on a free port of this machine. */
export async function startMoto(): Promise<S3Server> {
  const environment = await cached(`moto-${VERSION}`, async (path) => {
    say(`moto ${VERSION} into a Python environment of its own`);
    const remedy = "Install Python 3 with venv and pip; PIP_INDEX_URL names a mirror of PyPI.";
    try {
      await run("python3", ["-m", "venv", "--without-pip", path]);
      // The folder is renamed when it is whole, so nothing in it may hold its path: modules alone, no scripts.
      await run("python3", [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--target",
        join(path, "modules"),
        // What S3 needs of moto[server], which brings a hundred packages.
        `moto[s3]==${VERSION}`,
        "flask",
        "flask-cors",
      ]);
    } catch (cause) {
      const { stderr = "" } = cause as { stderr?: string };
      throw new Error(`moto could not be installed. ${remedy}\n${stderr.trim()}`, { cause });
    }
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startChild({
    name: "moto",
    command: "python3",
    args: ["-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", String(port)],
    env: { PYTHONPATH: join(environment, "modules"), PYTHONDONTWRITEBYTECODE: "1" },
    cwd: environment,
    log: join(cacheFolder, "moto.log"),
    ready: async () => (await fetch(`${url}/moto-api/`)).ok,
    seconds: 60,
  });
  return { url, stop: child.stop };
}
