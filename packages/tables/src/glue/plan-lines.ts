// The lines that every rendering of a plan shows: what one step does, a sign before each.
// Wording lives here alone: + adds, ~ changes, - takes away, = leaves as others wrote it, ! is refused.
import { envelopeColumns } from "@tracklake/envelope";
import { plain, short } from "./plain.js";
import type { CreateTable, Kept, Plan, PlanStep, TableChange, UpdateTable } from "./steps.js";

/** A line: its sign, and what it says. */
export interface PlanLine {
  readonly sign: "+" | "~" | "-" | "=" | "i";
  readonly text: string;
}

const envelope: ReadonlySet<string> = new Set(envelopeColumns.map(({ name }) => name));

/** What a created table has. */
export function createdLines({ input, notes = [] }: CreateTable): PlanLine[] {
  const { Columns = [], Location = "", SerdeInfo } = input.StorageDescriptor ?? {};
  const own = Columns.filter(({ Name }) => !envelope.has(Name ?? ""));
  const width = Math.max(0, ...own.map(({ Name = "" }) => Name.length));
  const line = (text: string): PlanLine => ({ sign: "+", text });
  const parameters = input.Parameters ?? {};
  const range = Object.entries(parameters).find(([key]) => /^projection\..*\.range$/.test(key))?.[1];
  const keys = (input.PartitionKeys ?? []).map(({ Name }) => Name).join(", ");
  return [
    line(`location      ${plain(Location)}`),
    line(
      `partitions    ${keys === "" ? "none" : keys}${range === undefined ? "" : `, projected over ${plain(range)}`}`,
    ),
    line(
      `format        ${parameters.classification ?? "as before"}, read by ${SerdeInfo?.SerializationLibrary ?? "no SerDe"}`,
    ),
    ...(input.Owner === undefined ? [] : [line(`owner         ${plain(input.Owner)}`)]),
    ...(input.Description ? [line(`description   "${short(input.Description)}"`)] : []),
    line(
      `columns       ${Columns.length - own.length} of the envelope, and ${own.length === 0 ? "no other" : `${own.length}:`}`,
    ),
    ...own.map(({ Name = "", Type = "", Comment }) =>
      line(`  ${Name.padEnd(width)}  ${plain(Type)}${Comment ? `  "${plain(Comment)}"` : ""}`),
    ),
    ...notes.map(noteLine),
  ];
}

/** What an update changes and what it leaves. */
export function updatedLines({ changes, kept, notes = [] }: UpdateTable): PlanLine[] {
  // The record changes with everything else, and says nothing by itself.
  const told = changes.filter(({ part }) => part !== "record");
  return [...(told.length > 0 ? told : changes).map(changeLine), ...kept.map(keptLine), ...notes.map(noteLine)];
}

function changeLine({ part, name, action, was = "", is, outside }: TableChange): PlanLine {
  if (part === "record") return { sign: "~", text: "notes in the table what was applied" };
  const what = name === "" ? part : `${part} ${plain(name)}`;
  const value = (text: string) => (part === "column" || part === "format" ? plain(text) : `"${short(text)}"`);
  const by = outside ? (action === "add" ? "  (somebody took it away)" : "  (somebody changed it)") : "";
  if (action === "add") return { sign: "+", text: `${what} ${value(is)}${by}` };
  if (action === "remove") return { sign: "-", text: `${what} ${value(was)}` };
  const [before, after] = part === "column" ? differing(was, is) : [was, is];
  const subject = before.startsWith('"') ? `comment of ${plain(name)}` : what;
  return { sign: "~", text: `${subject} ${value(before)} -> ${value(after)}${by}` };
}

/** A type and a comment before and after; without the one of the two that is the same. */
function differing(was: string, is: string): [string, string] {
  const cut = (text: string) => {
    const quote = text.indexOf(' "');
    return quote < 0 ? ([text, ""] as const) : ([text.slice(0, quote), text.slice(quote + 1)] as const);
  };
  const [[type, comment], [newType, newComment]] = [cut(was), cut(is)];
  if (comment === newComment) return [type, newType];
  return type === newType && comment !== "" && newComment !== "" ? [comment, newComment] : [was, is];
}

function keptLine({ part, name, live, desired }: Kept): PlanLine {
  const what = part === "comment" ? `comment of ${plain(name)}` : name === "" ? part : `${part} ${plain(name)}`;
  return { sign: "=", text: `${what} stays "${short(live)}", as others wrote it; the schemas say "${short(desired)}"` };
}

function noteLine(text: string): PlanLine {
  return { sign: "i", text: plain(text) };
}

/** How many steps do what. */
export function planCounts({
  steps,
}: Plan): Readonly<Record<"create" | "change" | "refuse" | "same" | "kept", number>> {
  const count = (...kinds: PlanStep["kind"][]) => steps.filter(({ kind }) => kinds.includes(kind)).length;
  const kept = steps.reduce((sum, step) => sum + ("kept" in step ? (step.kept?.length ?? 0) : 0), 0);
  return {
    create: count("create-database", "create-table"),
    change: count("update-table"),
    refuse: count("refused"),
    same: count("unchanged"),
    kept,
  };
}

/** The last line of a plan. */
export function planSummary(plan: Plan): string {
  const { create, change, refuse, same } = planCounts(plan);
  if (create + change + refuse === 0) return "Nothing to do: the catalogue is as the schemas say.";
  return `Plan: ${create} to create, ${change} to change, ${refuse} refused, ${same} unchanged.`;
}

/** What to know beside the steps, a sentence each. */
export function planNotes({ steps, outdatedViews = [] }: Plan): string[] {
  const left = steps.reduce((sum, step) => sum + (step.kind === "unchanged" ? (step.kept?.length ?? 0) : 0), 0);
  const behind = steps.filter((step) => step.kind === "unchanged" && step.behind).length;
  const some = outdatedViews.slice(0, 5).map(plain).join(", ");
  const more = outdatedViews.length > 5 ? ` and ${outdatedViews.length - 5} more` : "";
  return [
    ...(left > 0
      ? [
          `Others changed ${left === 1 ? "a text of ours, which stays" : `${left} texts of ours, which stay`}: tracklake drift lists them.`,
        ]
      : []),
    ...(behind > 0
      ? [`A later revision was applied to ${behind} ${behind === 1 ? "table" : "tables"}: nothing is taken back.`]
      : []),
    ...(outdatedViews.length > 0
      ? [`Views that the engine has to write (tracklake ddl --views): ${some}${more}.`]
      : []),
  ];
}
