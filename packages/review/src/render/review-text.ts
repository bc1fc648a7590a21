// A review as text and Markdown; Markdown is the comment on a pull request.
import { changeWording } from "./change-wording.js";
import { code, escaped, fence } from "./markdown.js";
import type { EventReview, RetiredReview, Review } from "./review.js";

/** A review as text for a terminal. */
export function renderReviewText(review: Review): string {
  if (nothing(review)) return "Nothing differs from history.\n";
  const blocks = review.events.map((event) => {
    const changes = event.changes.map((change) => `  ${change.path}  ${changeWording(change)}`);
    const columns = event.newColumns.map(({ name, type }) => `  + column ${name} ${type}`);
    const changed = event.changedColumns.map(({ name, was, is }) => `  ~ column ${name}: ${was} → ${is}`);
    return [heading(event), ...changes, ...(event.before === null ? [] : [...columns, ...changed])].join("\n");
  });
  return `${[...blocks, ...review.retired.map((event) => retired(event))].join("\n\n")}\n\n${summary(review)}\n`;
}

/** A review as the Markdown of a pull-request comment. */
export function renderReviewMarkdown(review: Review): string {
  if (nothing(review)) return "### Event schemas\n\nNothing differs from history.\n";
  const gone = review.retired.map((event) => `#### ${retired(event, code)}\n`);
  return `### Event schemas\n\n${summary(review)}\n\n${[...review.events.map(eventMarkdown), ...gone].join("\n")}`;
}

function nothing({ events, retired: gone }: Review): boolean {
  return events.length + gone.length === 0;
}

function retired({ event, major, revision }: RetiredReview, quote = (text: string) => text): string {
  return `${quote(event)} ${major}.${revision} retired: it is defined no more; its table and view stay`;
}

function eventMarkdown(event: EventReview): string {
  const rows = event.changes.map((change) => `| ${code(change.path)} | ${changeWording(change, code)} |`);
  const columns = [
    ...event.newColumns.map(({ name, type }) => `- new: ${code(name)} ${code(type)}`),
    ...event.changedColumns.map(({ name, was, is }) => `- changed: ${code(name)} ${code(was)} → ${code(is)}`),
  ];
  return [
    `#### ${heading(event, code)}`,
    "",
    ...(event.owner === "" ? [] : [`Owner: ${escaped(event.owner)}`, ""]),
    "| where | what |",
    "| --- | --- |",
    ...rows,
    "",
    ...(event.before === null || columns.length === 0 ? [] : ["Columns of the table:", "", ...columns, ""]),
    "<details><summary>DDL to come</summary>",
    "",
    `${fence(event.ddl)}sql`,
    event.ddl.trimEnd(),
    fence(event.ddl),
    "",
    "</details>",
    "",
  ].join("\n");
}

function heading({ event, major, before, revision, returns }: EventReview, quote = (text: string) => text): string {
  if (before !== null) {
    return `${quote(event)} ${major}.${before} → ${major}.${revision}${returns ? " (was retired, defined again)" : ""}`;
  }
  return `${quote(event)} ${major}.${revision} (new${major > 1 ? " major" : ""})`;
}

function summary({ events, retired: gone, unchanged }: Review): string {
  const fresh = events.filter((event) => event.before === null).length;
  const parts = [
    plural(fresh, "new event"),
    plural(events.length - fresh, "changed event"),
    plural(gone.length, "retired event"),
    plural(unchanged, "unchanged event"),
  ];
  return `${parts.filter((part) => part !== "").join(", ")}.`;
}

function plural(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}
