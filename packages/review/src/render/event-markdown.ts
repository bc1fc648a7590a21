// One event, or one that is retired, in the comment: its changes in a table, its columns, what is long in details.
import { changeWording } from "../change-wording.js";
import type { SourcePlace } from "../locate/source-places.js";
import { block, code, escaped, inlineCode } from "../markdown.js";
import type { EventReview, RetiredReview, ReviewedChange } from "../review.js";
import {
  acceptance,
  axisWords,
  growthLine,
  headingOf,
  pathWithin,
  retiredLine,
  viewColumnLine,
  worstFirst,
} from "./review-words.js";
import type { Detail } from "./shortened.js";

const levelIcons = { error: "❌", warning: "⚠️", note: "ℹ️", safe: "✅" } as const;

/** Where a place of the project is shown in the browser. */
export type PlaceLink = (place: Pick<SourcePlace, "file" | "line">) => string;

/** How much is said, and where its places are linked to. */
export interface Shown extends Detail {
  readonly link?: PlaceLink | undefined;
}

/** A place in a file, linked where it is known where. */
export function placeText({ file, line, column }: Place, link: PlaceLink | undefined): string {
  const text = code([file, line, ...(column === undefined ? [] : [column])].join(":"));
  return link === undefined ? text : `[${text}](${link({ file, line })})`;
}

type Place = Pick<SourcePlace, "file" | "line"> & Partial<SourcePlace>;

/** An event that differs. */
export function eventSection(event: EventReview, detail: Shown): string {
  const { owner, table, growth, changes, existing } = event;
  const columns = [
    ...(event.before === null
      ? []
      : table.newColumns.map(({ name, type }) => `- new column ${inlineCode(name)} ${inlineCode(type)}`)),
    ...table.changedColumns.map(
      ({ name, was, is }) => `- column ${inlineCode(name)} ${inlineCode(was)} → ${inlineCode(is)}`,
    ),
    ...table.viewColumns.map((column) => `- ${viewColumnLine(column, inlineCode)}`),
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

/** An event that is defined no more. */
export function retiredSection(event: RetiredReview, detail: Shown): string {
  const line = `#### ${retiredLine(event, inlineCode)}`;
  return event.changes.length === 0 ? line : `${line}\n\n${changesTable(event.changes, detail)}`;
}

/** Changes as a table, the worst first. */
export function changesTable(changes: readonly ReviewedChange[], detail: Shown): string {
  if (changes.length === 0) return "Nothing that the rules judge.";
  const rows = worstFirst(changes)
    .slice(0, detail.rows)
    .map((change) => {
      const path = pathWithin(change);
      const what = `${path === "" ? "" : `${code(path)} `}${changeWording(change.judgement, code)}`;
      const { judgement, level } = change;
      const icon = level === "note" && acceptance(change, code).startsWith("Ack") ? "☑️" : levelIcons[level];
      const where =
        change.place === undefined
          ? ""
          : `<br>${placeText({ file: change.place.file, line: change.place.line }, detail.link)}`;
      return `| ${icon} ${what}${where} | ${axisCell(change)} | ${code(judgement.rule)} | ${wayOut(change)} |`;
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
  if (change.sameAs !== undefined) return `as in ${code(change.sameAs)}`;
  const { reason, against } = change.judgement;
  const last = against.length > 0 ? ` (against revision${against.length > 1 ? "s" : ""} ${against.join(", ")})` : "";
  const accepted = acceptance(change, code);
  const text = `${escaped(reason)}${against.length > 1 ? escaped(last) : ""}`;
  if (change.level === "safe") return text;
  return [text, accepted === "" ? `→ ${escaped(change.advice)}` : accepted].join("<br>");
}

function counterexamples(changes: readonly ReviewedChange[]): string {
  const shown = changes.flatMap(({ judgement, sameAs }) =>
    Object.entries(sameAs === undefined ? judgement.counterexamples : {}).map(([axis, { document, why }]) =>
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

/** What is shown when somebody asks for it. */
export function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
