// Adds acknowledgements to their file: read, changed and replaced as a whole while nobody else writes.
// A reader sees the old file or the new one, never half of one.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Acknowledgement, acknowledge, acknowledgementsText } from "@tracklake/compat";
import type { Project } from "../config/load-config.js";
import { acknowledgementsFile, projectAcknowledgements } from "../schemas/acknowledgements.js";
import { exclusively } from "./exclusive.js";

/**
 * Adds some; one of the same fingerprint is replaced.
 *
 * @returns Absolute path of the file, and what was replaced by another text.
 * @throws CompatError `acknowledgements-unreadable`: nothing is written over what cannot be read.
 */
export async function addAcknowledgements(
  project: Pick<Project, "schemasFolder">,
  entries: readonly Acknowledgement[],
): Promise<{ readonly path: string; readonly replaced: readonly Acknowledgement[] }> {
  const path = acknowledgementsFile(project);
  let replaced: readonly Acknowledgement[] = [];
  await mkdir(dirname(path), { recursive: true });
  await exclusively(path, async () => {
    const before = await projectAcknowledgements(project);
    replaced = before.filter((old) => entries.some((entry) => isAnother(old, entry)));
    const text = acknowledgementsText(entries.reduce(acknowledge, before));
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, text, { flush: true });
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  });
  return { path, replaced };
}

/** Whether an entry says something else of the same change. */
function isAnother(old: Acknowledgement, { fingerprint, reason, author, expires }: Acknowledgement): boolean {
  return (
    old.fingerprint === fingerprint && [reason, author, expires].join() !== [old.reason, old.author, old.expires].join()
  );
}
