// A file for the length of one piece of work.
import type { FileSystem, OpenMode } from "./file-system.js";

/** Opens a file, works on it and closes it. */
export async function withFile<T>(
  fileSystem: FileSystem,
  path: string,
  mode: OpenMode,
  work: (file: number) => Promise<T>,
): Promise<T> {
  const file = await fileSystem.open(path, mode);
  try {
    return await work(file);
  } finally {
    // The work has said whether it succeeded; what it has taken note of must not be done twice because of this.
    await fileSystem.close(file).catch(() => undefined);
  }
}
