// `tracklake queries`: what existing queries take apart, which of them ask the same, and what would replace it.
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ParsedPath, type QueriesReport, queriesReport } from "@tracklake/review/queries";
import { findConfig } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import type { QueriesOptions } from "../options.js";
import { filesBelow } from "../queries/query-files.js";
import { readSqlText } from "../queries/sql-text.js";
import { readState } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function queries(session: Session, { most }: QueriesOptions, folder: string): Promise<ExitCode> {
  const root = resolve(session.io.cwd, folder);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    throw new CliError(
      "wrong-use",
      `There is no folder ${root}. Name the folder of the queries: npx tracklake queries <folder>`,
    );
  }
  const files = filesBelow(root).filter((file) => file.toLowerCase().endsWith(".sql"));
  session.progress(`Reading ${files.length} ${files.length === 1 ? "file" : "files"} of SQL…`);
  const texts = files.map((file) => ({ file, sql: readSqlText(join(root, file)) }));
  const report = queriesReport(texts, await models(session));
  session.result(report, () => text(report, most));
  return report.unread.length > 0 ? 1 : 0;
}

/** The events whose columns may replace what is parsed; none outside of a project. */
async function models(session: Session) {
  if (session.config === undefined && findConfig(session.io.cwd) === undefined) return [];
  return (await readState(session)).events.map(({ model }) => model);
}

function text({ statements, files, paths, same, unread }: QueriesReport, most: number): string {
  const parts = [
    `${statements} ${statements === 1 ? "query" : "queries"} in ${files} ${files === 1 ? "file" : "files"}.`,
    list("What they take apart", paths.map(pathLine), most),
    list(
      "Queries that ask the same thing",
      same.map(({ queries: all }) => all.map(({ file, line }) => `${file}:${line}`).join("  ")),
      most,
    ),
    list(
      "Not read",
      unread.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
      most,
    ),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function pathLine({ source, path, how, count, queries: where, columns }: ParsedPath): string {
  const first = where[0];
  const more = where.length > 1 ? ` and ${where.length - 1} more` : "";
  const instead =
    columns.length === 0 ? "" : `  → ${columns.map(({ event, column }) => `${event}.${column}`).join(", ")}`;
  return `${String(count).padStart(4)} × ${source} ${path}  (${how.join(", ")})  ${first?.file}:${first?.line}${more}${instead}`;
}

function list(title: string, lines: readonly string[], most: number): string {
  if (lines.length === 0) return "";
  const rest = lines.length > most ? [`  ${lines.length - most} more: --most ${lines.length} lists them all.`] : [];
  return [`${title}:`, ...lines.slice(0, most).map((line) => `  ${line}`), ...rest].join("\n");
}
