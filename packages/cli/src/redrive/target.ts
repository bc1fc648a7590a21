// Where redrive sends: the port, and the local lake behind it.
import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { partitionFolder } from "@tracklake/envelope";
import type { OutgoingLine } from "./rebuild.js";

/** Where lines go. */
export interface Target {
  /** For messages. */
  readonly name: string;
  /**
   * Sends lines, at most 500 with 4 MiB.
   *
   * @returns Whether each was taken, in order.
   * @throws CliError `not-reachable` when nothing more can be sent now.
   */
  send(lines: readonly OutgoingLine[]): Promise<readonly boolean[]>;
  close(): void;
}

/** The lake on disk: a file for each partition of a batch, whole or not at all. @param directory - Absolute path. */
export function lakeTarget(directory: string): Target {
  return {
    name: directory,
    async send(lines) {
      const folders = new Map<string, string[]>();
      for (const { table, date, text } of lines) {
        const folder = partitionFolder(table, date);
        folders.set(folder, [...(folders.get(folder) ?? []), text]);
      }
      for (const [folder, texts] of folders) await writeWhole(join(directory, folder), texts.join(""));
      return lines.map(() => true);
    },
    close() {},
  };
}

async function writeWhole(folder: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const name = `redrive-${randomUUID()}.ndjson`;
  const hidden = join(folder, `.${name}.tmp`);
  try {
    const file = await open(hidden, "wx");
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(hidden, join(folder, name));
  } catch (error) {
    await rm(hidden, { force: true });
    throw error;
  }
}
