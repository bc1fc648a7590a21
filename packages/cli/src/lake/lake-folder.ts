// The folder of the local lake that a command reads: one that was named has to be there.
// A wrong path would answer like a lake without a single event.
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { CliError } from "../errors.js";
import type { Session } from "../session.js";

/**
 * The absolute path of the lake.
 *
 * @param root - The project's folder.
 * @param named - What `--lake` says.
 * @throws CliError `wrong-use` when that is not there; without it, a lake that is still to come is a warning.
 */
export function lakeFolder({ io, warn }: Session, root: string, named: string | undefined): string {
  const folder = named === undefined ? join(root, ".tracklake/lake") : resolve(io.cwd, named);
  if (existsSync(folder)) return folder;
  if (named !== undefined) {
    throw new CliError(
      "wrong-use",
      `--lake is "${named}": there is no folder ${folder}. Name the folder that holds events/, or leave --lake out for ${join(root, ".tracklake/lake")}.`,
    );
  }
  warn(
    `there is no lake in ${relative(io.cwd, folder) || "."} yet, so every table is empty. Events land there from ` +
      "npx tracklake dev, or from a service with fileSink().",
  );
  return folder;
}
