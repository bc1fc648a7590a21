// A review as the one Markdown comment of a pull request: verdict, a table for each event, the order of deploying.
// What is long stands in details; what would not fit into a comment is left out from the least important on, and said.
import { changeWording } from "../change-wording.js";
import { block, code, escaped, inlineCode } from "../markdown.js";
import type { AffectedQuery } from "../queries/affected-query.js";
import type { EventReview, RetiredReview, Review, ReviewedChange } from "../review.js";
import { renderFindingsMarkdown } from "./findings-markdown.js";
import {
  acceptance,
  axisWords,
  deployLine,
  growthLine,
  headingOf,
  pathWithin,
  retiredLine,
  summaryLine,
  verdictLine,
  worstFirst,
} from "./review-words.js";
import { shortened } from "./shortened.js";

/** The hidden mark that a comment begins with: by it the comment is found again. */
export const REVIEW_MARK = "<!-- tracklake-review -->";

/** How a review is written as Markdown. */
export interface ReviewMarkdownOptions {
  /** What the comment begins with, unseen. @default REVIEW_MARK */
  readonly mark?: string;
  /** The label that acknowledges on this pull request. @default none is spoken of */
  readonly label?: string;
  /** Characters that the comment may have. @default what GitHub takes */
  readonly limit?: number;
}

/** How much is said. */
export interface Detail {
  readonly tables: boolean;
  readonly counterexamples: boolean;
  /** Rows of a table, at most. */
  readonly rows: number;
  /** Events, at most. */
  readonly events: number;
}

/**
 * A review as Markdown.
 *
 * @example
 * renderReviewMarkdown(review, { label: "schema-change-acknowledged" });
 */
export function renderReviewMarkdown(
  review: Review,
  { mark = REVIEW_MARK, label, limit }: ReviewMarkdownOptions = {},
): string {
  return shortened((detail, note) => written(review, mark, label, detail, note), review.events.length, limit);
}

const icons = {
  breaks: "❌",
  acknowledged: "☑️",
  warnings: "⚠️",
  notes: "ℹ️",
  safe: "✅",
  nothing: "✅",
  unsound: "❌",
} as const;
const levelIcons = { error: "❌", warning: "⚠️", note: "ℹ️", safe: "✅" } as const;

function written(review: Review, mark: string, label: string | undefined, detail: Detail, note: string): string {
  const { verdict, base, events, retired, deployOrder, queries } = review;
  const against = base
    ? `Against ${inlineCode(base.ref)} (${base.commit.slice(0, 10)}) and everything published there. `
    : "Against everything published. ";
  const shown = events.slice(0, detail.events);
  const parts = [
    mark,
    `### Event schemas: ${icons[verdict]} ${verdictLine(review)}`,
    note === "" ? "" : `> [!NOTE]\n> ${note}`,
    verdict === "unsound" ? "" : `${against}${summaryLine(review)}`,
    renderFindingsMarkdown(review.findings.slice(0, detail.rows)).trimEnd(),
    ...review.remarks.map((remark) => `> ${escaped(remark)}`),
    review.lake.length === 0 ? "" : `#### The lake\n\n${changesTable(review.lake, detail)}`,
    ...shown.map((event) => eventSection(event, detail)),
    events.length > shown.length ? `… and ${events.length - shown.length} more events.` : "",
    ...retired.map((event) => retiredSection(event, detail)),
    acknowledging([...events, ...retired, { changes: review.lake }], label, detail),
    queriesSection(queries, detail),
    deployOrder.length === 0
      ? ""
      : [
          "#### Deploy order",
          "",
          ...deployOrder.map((step, index) => `${index + 1}. ${deployLine(step, inlineCode)}`),
        ].join("\n"),
    standingSection(review, detail),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function eventSection(event: EventReview, detail: Detail): string {
  const { owner, table, growth, changes, existing } = event;
  const columns = [
    ...(event.before === null
      ? []
      : table.newColumns.map(({ name, type }) => `- new column ${inlineCode(name)} ${inlineCode(type)}`)),
    ...table.changedColumns.map(
      ({ name, was, is }) => `- column ${inlineCode(name)} ${inlineCode(was)} → ${inlineCode(is)}`,
    ),
  ].slice(0, detail.rows);
  const parts = [
    `#### ${headingOf(event, inlineCode)}${owner === "" ? "" : ` · owner ${inlineCode(owner)}`}`,
    changesTable(changes, detail),
    // A refused break of STORAGE has said it, with the edit.
    table.problem === undefined || changes.some(({ responses }) => responses.STORAGE === "refuse")
      ? ""
      : `No table can hold both: ${escaped(table.problem)}`,
    columns.join("\n"),
    growth === undefined ? "" : growthLine(growth),
    detail.counterexamples ? counterexamples(changes) : "",
    detail.tables ? tableDetails(event) : "",
    existing.length === 0 || !detail.counterexamples
      ? ""
      : details(
          `At the base already (${existing.length}): they do not stop this change`,
          changesTable(existing, detail),
        ),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function retiredSection(event: RetiredReview, detail: Detail): string {
  return `#### ${retiredLine(event, inlineCode)}\n\n${changesTable(event.changes, detail)}`;
}

function changesTable(changes: readonly ReviewedChange[], detail: Detail): string {
  if (changes.length === 0) return "Nothing that the rules judge.";
  const rows = worstFirst(changes)
    .slice(0, detail.rows)
    .map((change) => {
      const path = pathWithin(change);
      const what = `${path === "" ? "" : `${code(path)} `}${changeWording(change.judgement, code)}`;
      const { judgement, level } = change;
      const icon = level === "note" && acceptance(change, code).startsWith("Ack") ? "☑️" : levelIcons[level];
      return `| ${icon} ${what} | ${axisCell(change)} | ${code(judgement.rule)} | ${wayOut(change)} |`;
    });
  const rest = changes.length - rows.length;
  return [
    "| change | axes | rule | why, and the way out |",
    "| --- | --- | --- | --- |",
    ...rows,
    ...(rest > 0 ? [`| … and ${rest} more | | | |`] : []),
  ].join("\n");
}

function axisCell(change: ReviewedChange): string {
  const words = axisWords(change).map(
    ({ axis, verdict, answer }) => `**${axis}** ${verdict}${answer === "" ? "" : `, ${answer}`}`,
  );
  return words.length === 0 ? "safe on all four" : words.join("<br>");
}

function wayOut(change: ReviewedChange): string {
  const { reason, against } = change.judgement;
  const last = against.length > 0 ? ` (against revision${against.length > 1 ? "s" : ""} ${against.join(", ")})` : "";
  const accepted = acceptance(change, code);
  const text = `${escaped(reason)}${against.length > 1 ? escaped(last) : ""}`;
  if (change.level === "safe") return text;
  return [text, accepted === "" ? `→ ${escaped(change.advice)}` : accepted].join("<br>");
}

function counterexamples(changes: readonly ReviewedChange[]): string {
  const shown = changes.flatMap(({ judgement }) =>
    Object.entries(judgement.counterexamples).map(([axis, { document, why }]) =>
      [
        `**${axis}**, ${inlineCode(judgement.path)}: ${axis === "READER" ? "an old event that the new schema refuses" : "a new event that the old schema refuses"} (${inlineCode(why)})`,
        "",
        block("json", JSON.stringify(document, null, 2)),
      ].join("\n"),
    ),
  );
  if (shown.length === 0) return "";
  return details(
    shown.length === 1 ? "A document that shows the break" : `${shown.length} documents that show the breaks`,
    shown.join("\n\n"),
  );
}

function tableDetails({ table, before }: EventReview): string {
  const views = table.views.map(({ ddl }) => block("sql", `${ddl};`));
  const glue = table.glue === "" ? [] : ["What `apply` will do in Glue:", block("text", table.glue)];
  const ddl =
    table.ddl === "" ? [] : [`The table${before === null ? "" : " as it will be"}:`, block("sql", `${table.ddl};`)];
  const parts = [...glue, ...ddl, ...(views.length === 0 ? [] : ["Views that are written anew:", ...views])];
  return parts.length === 0 ? "" : details("Table and views to come", parts.join("\n\n"));
}

function acknowledging(
  events: readonly { readonly changes: readonly ReviewedChange[] }[],
  label: string | undefined,
  { rows }: Detail,
): string {
  const changes = events.flatMap((event) => event.changes).filter(({ command }) => command !== undefined);
  if (changes.length === 0) return "";
  const lines = changes.map(
    ({ command, judgement }) => `${command}  # ${judgement.rule} ${judgement.path.replace(/[^\w.[\]{}]/g, "?")}`,
  );
  const byLabel = changes.every((change) => change.label !== undefined);
  const hint =
    label === undefined || byLabel
      ? ""
      : ` For this review alone, the label ${inlineCode(label)} on the pull request does it too; \`publish\` asks for the file.`;
  return [
    byLabel
      ? "The label lets this review pass. `publish` still asks for these, committed:"
      : `What is intended is acknowledged in the repository; commit what this writes.${hint}`,
    block(
      "sh",
      [...lines.slice(0, rows), ...(lines.length > rows ? [`# and ${lines.length - rows} more`] : [])].join("\n"),
    ),
  ].join("\n\n");
}

function queriesSection(queries: readonly AffectedQuery[], detail: Detail): string {
  if (queries.length === 0) return "";
  const rows = queries
    .slice(0, detail.rows)
    .map(
      ({ file, line, column, event, field, change, certainty, text }) =>
        `| ${code(`${file}:${line}:${column}`)} | ${code(field === event ? event : `${event}.${field}`)} | ${certainty === "possible" ? "may read what is " : ""}${queryWords[change]} | ${code(text)} |`,
    );
  const rest = queries.length - rows.length;
  return [
    `#### ${queries.length === 1 ? "A query reads" : `${queries.length} places in queries read`} what this change takes away or alters`,
    "",
    "| where | column | what | SQL |",
    "| --- | --- | --- | --- |",
    ...rows,
    ...(rest > 0 ? [`| … and ${rest} more | | | |`] : []),
  ].join("\n");
}

/** What a change is to whoever reads the column. */
const queryWords: Readonly<Record<AffectedQuery["change"], string>> = {
  removed: "removed: NULL in new rows",
  "type-changed": "of another type",
  renamed: "renamed: the view holds both under the new name",
  retired: "retired: no new rows",
};

function standingSection({ standing }: Review, { rows }: Detail): string {
  if (standing.length === 0) return "";
  const lines = standing.slice(0, rows).map(({ event, major, revision, breaks }) => {
    const what = breaks.map(({ judgement }) => judgement.rule).join(", ");
    return `- ${inlineCode(event)} ${major}.${revision}: not published yet${what === "" ? "" : ` (${what})`}`;
  });
  return details(`Not from this change (${standing.length})`, lines.join("\n"));
}

function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
