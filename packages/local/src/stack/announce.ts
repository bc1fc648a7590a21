// Says on disk which endpoint keeps a catalogue: a second process asks it instead of writing the same files.
// What is left of an endpoint that was killed is told by nobody answering there.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalError } from "../errors.js";

const FILE = "endpoint.json";

/**
 * Writes the endpoint beside the catalogue.
 *
 * @returns Takes it away again, unless another endpoint has written its own since.
 * @throws LocalError `lake-unwritable`
 */
export async function announce(glueDirectory: string, url: string): Promise<() => Promise<void>> {
  const path = join(glueDirectory, FILE);
  const text = `${JSON.stringify({ url, pid: process.pid })}\n`;
  try {
    await mkdir(glueDirectory, { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LocalError("lake-unwritable", `The catalogue ${glueDirectory} cannot be written: ${why}.`, { cause });
  }
  return async () => {
    const now = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (now === text) await rm(path, { force: true });
  };
}
