// The project's acknowledgements of intended breaks: schemas/acknowledgements.json, committed beside the definitions.
import { readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { type Acknowledgement, CompatError, isCompatError, readAcknowledgements } from "@tracklake/compat";
import type { Project } from "../config/load-config.js";

/** The file of a project's acknowledgements. */
export function acknowledgementsFile({ schemasFolder }: Pick<Project, "schemasFolder">): string {
  return join(schemasFolder, "acknowledgements.json");
}

/**
 * Reads a project's acknowledgements; none when there is no file.
 *
 * @throws CompatError `acknowledgements-unreadable`, with the file.
 */
export async function projectAcknowledgements(
  project: Pick<Project, "schemasFolder"> & Partial<Pick<Project, "root">>,
): Promise<Acknowledgement[]> {
  const path = acknowledgementsFile(project);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  try {
    return readAcknowledgements(text);
  } catch (cause) {
    if (!isCompatError(cause)) throw cause;
    const shown = project.root === undefined ? basename(path) : relative(project.root, path);
    throw new CompatError(cause.code, `${shown}: ${cause.message}`, { cause });
  }
}
