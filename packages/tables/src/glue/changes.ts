// What differs between a live table and what would be sent: the lines of a plan.
import type { Column, StorageDescriptor, Table, TableInput } from "@aws-sdk/client-glue";
import { APPLIED } from "../model/table-models.js";
import { type Applied, isApplied } from "./applied.js";
import type { TableChange } from "./steps.js";

type Texts = Readonly<Record<string, string>>;

/** The changes, without that of the record. @param base - Says which of them undo what somebody else did. */
export function changesOf(live: Table, input: TableInput, base?: Applied): TableChange[] {
  const was = live.StorageDescriptor ?? {};
  const is = input.StorageDescriptor ?? {};
  const { [APPLIED]: _, ...before } = live.Parameters ?? {};
  const { [APPLIED]: __, ...after } = input.Parameters ?? {};
  const format = base && { "": [base.serde, base.inputFormat, base.outputFormat].filter(Boolean).join(", ") };
  return [
    ...entries("description", one(live.Description), one(input.Description), base, one(base?.description)),
    ...entries("owner", one(live.Owner), one(input.Owner), base, one(base?.owner)),
    ...entries("format", one(formatText(was)), one(formatText(is)), base, format),
    ...columnChanges(was.Columns ?? [], is.Columns ?? [], base),
    ...entries("parameter", before, after, base, base?.parameters),
    ...entries("serde parameter", was.SerdeInfo?.Parameters, is.SerdeInfo?.Parameters, base, base?.serdeParameters),
  ];
}

function columnChanges(was: readonly Column[], is: readonly Column[], base: Applied | undefined): TableChange[] {
  const applied = new Map(base?.columns.map((column) => [column.name, column]));
  const changes = entries("column", columnTexts(was), columnTexts(is), base);
  const types = new Map(was.map(({ Name, Type }) => [Name, Type]));
  return changes.map((change) => {
    const before = applied.get(change.name);
    const outside = base && before && !isApplied(base, before.type, types.get(change.name));
    return outside ? { ...change, outside: true } : change;
  });
}

/** Classes of a format in one line. */
function formatText({ InputFormat, OutputFormat, SerdeInfo }: StorageDescriptor): string {
  return [SerdeInfo?.SerializationLibrary, InputFormat, OutputFormat].filter((part) => part !== undefined).join(", ");
}

/** A column's type, and its comment in quotes. */
export function columnText({ Type, Comment }: Pick<Column, "Type" | "Comment">): string {
  return `${Type ?? ""}${Comment ? ` "${Comment}"` : ""}`;
}

function columnTexts(columns: readonly Column[]): Texts {
  return Object.fromEntries(columns.map((column) => [column.Name ?? "", columnText(column)]));
}

function one(text: string | undefined): Texts {
  return text === undefined || text === "" ? {} : { "": text };
}

function entries(
  part: TableChange["part"],
  was: Texts = {},
  is: Texts = {},
  base?: Applied,
  applied?: Texts,
): TableChange[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name): TableChange[] => {
    const [before, after] = [was[name], is[name]];
    if (before === after) return [];
    const known = applied?.[name];
    const outside = base && known !== undefined && !isApplied(base, known, before) ? { outside: true as const } : {};
    if (after === undefined) return [{ part, name, action: "remove", ...(before ? { was: before } : {}), is: "" }];
    if (before === undefined) return [{ part, name, action: "add", is: after, ...outside }];
    return [{ part, name, action: "change", was: before, is: after, ...outside }];
  });
}
