// What became of a curation, as data, as text and as an exit code.
import type { EventReport, TableReport } from "../curate/report.js";
import type { ExitCode } from "../errors.js";
import { bytesText } from "./bytes.js";

/** Files of one run that are smaller than this on the average, where there are several, are told of: 128 MB. */
const SMALL = 128 * 1024 * 1024;

/** The whole as data. */
export function curatedData(reports: readonly EventReport[], to: string, dryRun: boolean) {
  return {
    ok: curatedExit(reports, dryRun) === 0,
    dry_run: dryRun,
    to,
    ...totals(reports),
    events: reports.filter(told),
  };
}

/** The whole as lines. */
export function curatedText(reports: readonly EventReport[], dryRun: boolean): string {
  const lines = reports.flatMap(({ tables, views, notes, failure, event }) => [
    ...tables.flatMap((table) => tableLines(event, table, dryRun)),
    ...views.map((view) => `replaced  view ${view}`),
    ...notes.map((note) => `note      ${note}`),
    ...(failure ? [`failed    ${event}\n  ${failure.code}: ${failure.message.replaceAll("\n", "\n  ")}`] : []),
  ]);
  const { days, bytes_read, bytes_written, late } = totals(reports);
  const what = dryRun ? "to write" : "written";
  const sum =
    days === 0
      ? "Nothing to curate: every day is up to date."
      : `${counted(days, "day")} ${what}: ${bytesText(bytes_read)} read${dryRun ? "" : `, ${bytesText(bytes_written)} written`}.`;
  const behind =
    late === 0 ? [] : [`${counted(late, "day")} behind the window with late events that views do not show.`];
  return [...lines, ...(lines.length > 0 ? [""] : []), sum, ...behind].join("\n");
}

/** How the run ends: 3 when something failed, 1 for late days, notes, and in a dry run for what would be done. */
export function curatedExit(reports: readonly EventReport[], dryRun: boolean): ExitCode {
  const { days, late } = totals(reports);
  if (reports.some(({ failure }) => failure)) return 3;
  const findings = late > 0 || reports.some(({ notes }) => notes.length > 0);
  return findings || (dryRun && days > 0) ? 1 : 0;
}

function totals(reports: readonly EventReport[]) {
  const tables = reports.flatMap((report) => report.tables);
  const days = tables.flatMap((table) => table.days);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return {
    days: days.length,
    late: sum(tables.map((table) => table.late.length)),
    bytes_read: sum(days.map((day) => day.bytes_read)),
    bytes_written: sum(days.map((day) => day.bytes_written)),
    removed_runs: sum(tables.map(({ removed }) => removed.runs)),
  };
}

function tableLines(
  event: string,
  { table, days, late, boundary, gap, removed }: TableReport,
  dryRun: boolean,
): string[] {
  const lines = days.map(({ dt, why, files, rows, bytes_read, bytes_written, kept }) => {
    if (dryRun) return `write     ${table} ${dt} (${why}): ${counted(files, "file")}, ${bytesText(bytes_read)}`;
    const many = rows === undefined ? "" : `${counted(rows, "row")}, `;
    const small = files > 1 && bytes_written / files < SMALL ? `, ${bytesText(bytes_written / files)} each` : "";
    const held = kept ? "; rows of files that are gone were kept" : "";
    return `written   ${table} ${dt} (${why}): ${many}${bytesText(bytes_read)} read, ${bytesText(bytes_written)} in ${counted(files, "file")}${small}${held}`;
  });
  if (boundary.is !== boundary.was) lines.push(`boundary  ${table} ${boundary.was ?? "none"} -> ${boundary.is}`);
  if (gap !== undefined) {
    lines.push(
      `gap       ${table} ${gap} is not curated, so views read what was delivered after ${boundary.is ?? "the beginning"}: npx tracklake curate ${event} --from ${gap}`,
    );
  }
  for (const day of late) {
    lines.push(
      `late      ${table} ${day.dt}: ${counted(day.files, "file")} (${bytesText(day.bytes)}) came after it was curated: npx tracklake curate ${event} --from ${day.dt} --to ${day.dt}`,
    );
  }
  if (removed.runs > 0)
    lines.push(`removed   ${table} ${counted(removed.runs, "old run")}, ${bytesText(removed.bytes)}`);
  return lines;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Events of which there is something to say. */
function told({ tables, views, notes, failure }: EventReport): boolean {
  const moved = tables.some(
    ({ days, late, boundary, removed, gap }) =>
      days.length > 0 || late.length > 0 || gap !== undefined || boundary.is !== boundary.was || removed.runs > 0,
  );
  return moved || views.length > 0 || notes.length > 0 || failure !== undefined;
}
