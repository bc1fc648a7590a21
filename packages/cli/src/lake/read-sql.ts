// The query's text: the argument, a file, or standard input.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CliError } from "../errors.js";
import type { Io } from "../io.js";
import type { QueryOptions } from "../options.js";

/**
 * Reads the query.
 *
 * @throws CliError `wrong-use` when there is none, or two.
 */
export async function readSql(
  argument: string | undefined,
  { file }: Pick<QueryOptions, "file">,
  io: Io,
): Promise<string> {
  if (argument !== undefined && file !== undefined) {
    throw new CliError("wrong-use", "There are two queries, the argument and --file. Leave one out.");
  }
  if (file === undefined && argument === undefined) {
    throw new CliError("wrong-use", 'There is no query. Give one in quotes, with --file, or "-" for standard input.');
  }
  const sql = argument === "-" ? await io.readStdin() : (argument ?? (await fileText(resolve(io.cwd, file ?? ""))));
  if (sql.trim() === "") throw new CliError("wrong-use", "The query is empty. Give one, such as SELECT 1.");
  return sql.replace(/^\ufeff/, "");
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { message } = cause as Error;
    throw new CliError("wrong-use", `${path} cannot be read: ${message}. Name a file that holds a query.`, { cause });
  }
}
