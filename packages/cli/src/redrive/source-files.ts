// The files that redrive reads: dead letters, and the objects of Firehose's error prefix, wherever they stand.
// A file under way lies in `redriving/`, one that is done in `redriven/`, each under the path that it had.
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createGunzip } from "node:zlib";

/** What the lines of a file are. */
export type SourceKind = "letters" | "errors";

/** A folder that is read. */
export interface Source {
  readonly kind: SourceKind;
  /** Absolute path. */
  readonly folder: string;
}

/** Folder of files that a run has taken. */
export const REDRIVING = "redriving";
/** Folder of files whose events were sent. */
export const REDRIVEN = "redriven";
/** End of the name of a file's journal. */
export const JOURNAL = ".journal";

/**
 * The files of a source, by path.
 *
 * @param below - `""` for those that wait, or {@link REDRIVING}.
 * @returns Paths relative to `below`, with `/`.
 */
export async function sourceFiles({ kind, folder }: Source, below: "" | typeof REDRIVING): Promise<string[]> {
  const root = join(folder, below);
  const found: string[] = [];
  const visit = async (path: string): Promise<void> => {
    for (const entry of await entriesOf(join(root, path))) {
      const at = path === "" ? entry.name : `${path}/${entry.name}`;
      const ours = below === "" && (at === REDRIVING || at === REDRIVEN);
      if (entry.isDirectory() && !ours) await visit(at);
      else if (entry.isFile() && isSource(kind, entry.name)) found.push(at);
    }
  };
  await visit("");
  return found.sort();
}

function isSource(kind: SourceKind, name: string): boolean {
  if (name.startsWith(".") || name.endsWith(JOURNAL)) return false;
  return kind === "errors" || name.endsWith(".ndjson");
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

/** The lines of a file without their newlines; unzipped where it ends in `.gz`. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const bytes = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  // Errors of the file do not reach the stream that it is piped into.
  if (bytes !== file) file.on("error", (error) => bytes.destroy(error));
  let rest = Buffer.alloc(0);
  // Not by readline, which takes U+2028 for the end of a line too.
  for await (const chunk of bytes) {
    let buffer = Buffer.concat([rest, chunk as Buffer]);
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10)) {
      yield buffer.toString("utf8", 0, end);
      buffer = buffer.subarray(end + 1);
    }
    rest = buffer;
  }
  if (rest.length > 0) yield rest.toString("utf8");
}
