// The lines that every rendering of a plan shows: what one step does, a sign before each.
// Wording lives here alone: + adds, ~ changes, - takes away, = leaves as others wrote it, ! is refused.
import { envelopeColumns } from "@tracklake/envelope";
import { lineDiff } from "./line-diff.js";
import { plain, short } from "./plain.js";
import type {
  CreateTable,
  Kept,
  Plan,
  PlannedPartition,
  PlanStep,
  TableChange,
  UpdatePartitions,
  UpdateTable,
  WriteView,
} from "./steps.js";

/** A line: its sign, and what it says. */
export interface PlanLine {
  readonly sign: "+" | "~" | "-" | "=" | "i" | " ";
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
      `format        ${parameters.classification ?? (/LazySimpleSerDe$/.test(SerdeInfo?.SerializationLibrary ?? "") ? "lines of text" : "as before")}, read by ${SerdeInfo?.SerializationLibrary ?? "no SerDe"}`,
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

/** What registered partitions get. */
export function partitionLines({ keys, groups }: UpdatePartitions): PlanLine[] {
  return groups.flatMap(({ changes, partitions }) => {
    const named = ({ values }: PlannedPartition) =>
      plain(values.map((value, i) => `${keys[i] ?? "?"}=${value}`).join("/"));
    const [first, last] = [partitions[0], partitions.at(-1)];
    const range = !first || !last ? "" : first === last ? named(first) : `${named(first)} to ${named(last)}`;
    const count = partitions.length === 1 ? "1 partition" : `${partitions.length} partitions`;
    return [{ sign: "i", text: `${count}, ${range}:` }, ...changes.map(changeLine)];
  });
}

/** Lines of SQL around a change that are shown. */
const CONTEXT = 2;
/** Most lines of a view's SQL that a plan shows. */
const MOST_LINES = 60;

/** What a view's SQL becomes, as a difference of lines. */
export function viewLines({ sql, was, outside }: WriteView): PlanLine[] {
  const said: PlanLine[] = outside ? [{ sign: "i", text: "somebody else wrote it since it was applied" }] : [];
  if (was === undefined) {
    const count = sql.split("\n").length;
    return [...said, { sign: "+", text: count === 1 ? "1 line of SQL" : `${count} lines of SQL` }];
  }
  const lines = lineDiff(was.split("\n"), sql.split("\n"), CONTEXT);
  const shown = lines.slice(0, MOST_LINES).map(({ sign, text }): PlanLine => ({ sign, text: plain(text) }));
  const rest = lines.length - shown.length;
  return [...said, ...shown, ...(rest > 0 ? [{ sign: "i" as const, text: `${rest} more lines` }] : [])];
}

/** How many partitions a step changes. */
export function partitionCount({ groups }: UpdatePartitions): number {
  return groups.reduce((sum, { partitions }) => sum + partitions.length, 0);
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
  const newViews = steps.filter((step) => step.kind === "write-view" && step.fingerprint === undefined).length;
  const kept = steps.reduce((sum, step) => sum + ("kept" in step ? (step.kept?.length ?? 0) : 0), 0);
  return {
    create: count("create-database", "create-table") + newViews,
    change: count("update-table", "update-partitions", "write-view") - newViews,
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
export function planNotes({ steps, outdatedViews = [], notes = [] }: Plan): string[] {
  const left = steps.reduce((sum, step) => sum + (step.kind === "unchanged" ? (step.kept?.length ?? 0) : 0), 0);
  const behind = steps.filter((step) => step.kind === "unchanged" && step.behind && !step.view).length;
  const behindViews = steps.filter((step) => step.kind === "unchanged" && step.behind && step.view).length;
  const some = outdatedViews.slice(0, 5).map(plain).join(", ");
  const more = outdatedViews.length > 5 ? ` and ${outdatedViews.length - 5} more` : "";
  return [
    ...notes.map(plain),
    ...(left > 0
      ? [
          `Others changed ${left === 1 ? "a text of ours, which stays" : `${left} texts of ours, which stay`}: tracklake drift lists them.`,
        ]
      : []),
    ...(behind + behindViews > 0
      ? [
          `A later revision was applied to ${[counted(behind, "table"), counted(behindViews, "view")].filter((text) => text !== "").join(" and ")}: nothing is taken back.`,
        ]
      : []),
    ...(outdatedViews.length > 0
      ? [
          `Views that an engine has to write (apply --views athena, or run what tracklake ddl --views prints): ${some}${more}.`,
        ]
      : []),
  ];
}

function counted(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}
