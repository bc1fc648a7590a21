// The folder of the local lake that a command reads: one that was named has to be there.
// A wrong path would answer like a lake without a single event.
import { existsSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { EVENTS_FOLDER } from "@tracklake/envelope";
import { CliError } from "../errors.js";
import type { Session } from "../session.js";

/**
 * The absolute path of the lake.
 *
 * @param root - The project's folder.
 * @param named - What `--lake` says.
 * @throws CliError `wrong-use` when that is no folder, or a file is where the lake belongs; a lake without events is a warning.
 */
export function lakeFolder({ io, warn }: Session, root: string, named: string | undefined): string {
  const usual = join(root, ".tracklake/lake");
  const folder = named === undefined ? usual : resolve(io.cwd, named);
  if (named !== undefined && !isFolder(folder)) {
    throw new CliError(
      "wrong-use",
      `--lake is "${named}": there is no folder ${folder}. Name the folder that holds ${EVENTS_FOLDER}/, or leave --lake out for ${usual}.`,
    );
  }
  if (existsSync(folder) && !isFolder(folder)) {
    throw new CliError(
      "wrong-use",
      `The lake ${folder} is not a folder, so no event can be kept there. Move that file away, or name another with --lake.`,
    );
  }
  if (!isFolder(join(folder, EVENTS_FOLDER))) {
    warn(
      `there are no events in ${relative(io.cwd, folder) || "."}, so every table is empty. They land there from ` +
        "npx tracklake dev, or from a service with fileSink().",
    );
  }
  return folder;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
