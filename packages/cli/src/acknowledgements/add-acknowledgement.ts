// Adds an acknowledgement to its file: read, changed and replaced as a whole while nobody else writes.
// A reader sees the old file or the new one, never half of one.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Acknowledgement, acknowledge, acknowledgementsText } from "@tracklake/compat";
import type { Project } from "../config/load-config.js";
import { acknowledgementsFile, projectAcknowledgements } from "../schemas/acknowledgements.js";
import { exclusively } from "./exclusive.js";

/**
 * Adds one; one of the same fingerprint is replaced.
 *
 * @returns Absolute path of the file.
 * @throws CompatError `acknowledgements-unreadable`: nothing is written over what cannot be read.
 */
export async function addAcknowledgement(
  project: Pick<Project, "schemasFolder">,
  entry: Acknowledgement,
): Promise<string> {
  const path = acknowledgementsFile(project);
  await mkdir(dirname(path), { recursive: true });
  await exclusively(path, async () => {
    const text = acknowledgementsText(acknowledge(await projectAcknowledgements(project), entry));
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, text, { flush: true });
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  });
  return path;
}
