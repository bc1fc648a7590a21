// Says on disk which endpoint keeps a catalogue: a second process asks it instead of writing the same files.
// What is left of an endpoint that was killed is told by nobody answering there.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE = "endpoint.json";

/**
 * Writes the endpoint beside the catalogue. Where it cannot be written the endpoint works all the same, and that is said.
 *
 * @returns Takes it away again, unless another endpoint has written its own since.
 */
export async function announce(
  glueDirectory: string,
  url: string,
  log: (line: string) => void,
): Promise<() => Promise<void>> {
  const path = join(glueDirectory, FILE);
  const text = `${JSON.stringify({ url, pid: process.pid })}\n`;
  try {
    await mkdir(glueDirectory, { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    // A part of it is worse than none: whoever reads it could not tell what it is.
    await rm(path, { force: true }).catch(() => undefined);
    const why = cause instanceof Error ? cause.message : String(cause);
    log(`${path} cannot be written (${why}): name this endpoint to other commands by --endpoint ${url}`);
    return async () => {};
  }
  return async () => {
    const now = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (now === text) await rm(path, { force: true });
  };
}
