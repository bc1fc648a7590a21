// The catalogue on disk: one JSON file for each database and table, written whole before a call is answered.
// What is in memory is what is on disk, so a plan after a restart sees the same tables.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { LocalError } from "../errors.js";
import { writeObject } from "../firehose/write-object.js";
import type { DatabaseRecord, TableRecord } from "./records.js";

/** A database with its tables by name. */
export interface CatalogueDatabase {
  readonly record: DatabaseRecord;
  readonly tables: Map<string, TableRecord>;
}

const DATABASE_FILE = "database.json";
const TABLE_FILE = ".table.json";
const LONGEST = 150;

/** The databases and tables of a directory. */
export class CatalogueFile {
  private constructor(
    private readonly directory: string,
    readonly databases: Map<string, CatalogueDatabase>,
  ) {}

  /** Reads a directory; one that is not there is an empty catalogue. @throws LocalError `glue-unreadable` */
  static async open(directory: string): Promise<CatalogueFile> {
    const databases = new Map<string, CatalogueDatabase>();
    for (const folder of await entries(directory)) {
      const path = join(directory, folder);
      const names = await entries(path);
      if (!names.includes(DATABASE_FILE)) continue;
      const record = await readJson<DatabaseRecord>(join(path, DATABASE_FILE));
      const tables = new Map<string, TableRecord>();
      for (const name of names.filter((one) => one.endsWith(TABLE_FILE))) {
        const table = await readJson<TableRecord>(join(path, name));
        tables.set(table.name, table);
      }
      databases.set(record.name, { record, tables });
    }
    return new CatalogueFile(directory, databases);
  }

  /** Keeps a database. */
  async putDatabase(record: DatabaseRecord): Promise<void> {
    await this.#write(`${folderName(record.name)}/${DATABASE_FILE}`, record);
    this.databases.set(record.name, { record, tables: this.databases.get(record.name)?.tables ?? new Map() });
  }

  /** Removes a database and its tables. */
  async deleteDatabase(name: string): Promise<void> {
    await rm(join(this.directory, folderName(name)), { recursive: true, force: true });
    this.databases.delete(name);
  }

  /** Keeps a table of a database that is there. */
  async putTable(record: TableRecord): Promise<void> {
    await this.#write(tablePath(record), record);
    this.databases.get(record.database)?.tables.set(record.name, record);
  }

  /** Removes a table. */
  async deleteTable(record: TableRecord): Promise<void> {
    await rm(join(this.directory, tablePath(record)), { force: true });
    this.databases.get(record.database)?.tables.delete(record.name);
  }

  async #write(path: string, record: unknown): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await writeObject(this.directory, path, Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`));
  }
}

/** One table as it is on disk now, whichever process wrote it; `undefined` when there is none. */
export async function readTableRecord(
  directory: string,
  database: string,
  name: string,
): Promise<TableRecord | undefined> {
  const path = join(directory, tablePath({ database, name }));
  try {
    return JSON.parse(await readFile(path, "utf8")) as TableRecord;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadable(path, error);
  }
}

function tablePath({ database, name }: Pick<TableRecord, "database" | "name">): string {
  return `${folderName(database)}/${folderName(name)}${TABLE_FILE}`;
}

/** A name as a folder or file may be called: no dots, no slashes, and a hash in place of what is too long. */
function folderName(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed?.() ?? name)
    .replaceAll(".", "%2E")
    .replaceAll("*", "%2A");
  if (encoded.length <= LONGEST) return encoded;
  return `${encoded.slice(0, LONGEST)}-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
}

async function entries(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw unreadable(directory, error);
  }
}

async function readJson<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as T;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): LocalError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const text = `${path} could not be read: ${why}. Mend it, or remove it: \`tracklake apply\` creates its table again.`;
  return new LocalError("glue-unreadable", text, { cause });
}
