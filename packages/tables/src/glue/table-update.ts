// UpdateTable replaces a table's whole input, so ours is laid over the live one: what others added is sent again.
// A first form of the merge: what others changed in a part of ours is changed back.
import type { Column, SerDeInfo, StorageDescriptor, Table, TableInput } from "@aws-sdk/client-glue";
import type { TableModel } from "../table-model.js";
import { mergeColumns } from "./merge-columns.js";
import type { TableChange } from "./steps.js";
import { glueTableInput } from "./table-input.js";

/** The input to send for a live table, and what it changes; nothing is to be sent when nothing changes. */
export function tableUpdate(live: Table, model: TableModel): { input: TableInput; changes: TableChange[] } {
  const desired = glueTableInput(model);
  const storage = live.StorageDescriptor ?? {};
  const serde = mergedSerde(storage.SerdeInfo, desired.StorageDescriptor?.SerdeInfo);
  const input: TableInput = {
    ...writable(live),
    ...(desired.Description === undefined ? {} : { Description: desired.Description }),
    ...(desired.Owner === undefined ? {} : { Owner: desired.Owner }),
    PartitionKeys: live.PartitionKeys ?? [],
    Parameters: { ...live.Parameters, ...desired.Parameters },
    StorageDescriptor: {
      ...storage,
      Columns: mergeColumns(storage.Columns ?? [], model.columns),
      ...(model.inputFormat === undefined ? {} : { InputFormat: model.inputFormat }),
      ...(model.outputFormat === undefined ? {} : { OutputFormat: model.outputFormat }),
      ...(serde ? { SerdeInfo: serde } : {}),
    },
  };
  return { input, changes: changesOf(live, input) };
}

/** The part of a table that TableInput takes; read-only fields (CreateTime, VersionId…) are left out. */
function writable(live: Table): TableInput {
  const { Name, Description, Owner, LastAccessTime, LastAnalyzedTime, Retention } = live;
  const { StorageDescriptor, PartitionKeys, ViewOriginalText, ViewExpandedText, TableType, TargetTable } = live;
  const input: TableInput = {
    Name,
    Description,
    Owner,
    LastAccessTime,
    LastAnalyzedTime,
    Retention,
    StorageDescriptor,
    PartitionKeys,
    ViewOriginalText,
    ViewExpandedText,
    TableType,
    TargetTable,
  };
  const present = Object.entries(input).filter(([, value]) => value !== undefined);
  return { Name, ...Object.fromEntries(present) };
}

function mergedSerde(live: SerDeInfo | undefined, desired: SerDeInfo | undefined): SerDeInfo | undefined {
  if (!desired) return live;
  return { ...live, ...desired, Parameters: { ...live?.Parameters, ...desired.Parameters } };
}

function changesOf(live: Table, input: TableInput): TableChange[] {
  const was = live.StorageDescriptor ?? {};
  const is = input.StorageDescriptor ?? {};
  return [
    ...single("description", live.Description, input.Description),
    ...single("owner", live.Owner, input.Owner),
    ...single("format", formatText(was), formatText(is)),
    ...entries("column", columnTexts(was.Columns), columnTexts(is.Columns)),
    ...entries("parameter", live.Parameters, input.Parameters),
    ...entries("serde parameter", was.SerdeInfo?.Parameters, is.SerdeInfo?.Parameters),
  ];
}

function formatText({ InputFormat, OutputFormat, SerdeInfo }: StorageDescriptor): string {
  return [SerdeInfo?.SerializationLibrary, InputFormat, OutputFormat].filter((part) => part !== undefined).join(", ");
}

function columnTexts(columns: readonly Column[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (columns ?? []).map(({ Name, Type, Comment }) => [Name ?? "", `${Type ?? ""}${Comment ? ` "${Comment}"` : ""}`]),
  );
}

function single(part: TableChange["part"], was: string | undefined, is: string | undefined): TableChange[] {
  if ((was ?? "") === (is ?? "")) return [];
  return [{ part, name: "", action: was ? "change" : "add", ...(was ? { was } : {}), is: is ?? "" }];
}

function entries(
  part: TableChange["part"],
  was: Readonly<Record<string, string>> | undefined,
  is: Readonly<Record<string, string>> | undefined,
): TableChange[] {
  return Object.entries(is ?? {}).flatMap(([name, text]): TableChange[] => {
    const before = was?.[name];
    if (before === undefined) return [{ part, name, action: "add", is: text }];
    return before === text ? [] : [{ part, name, action: "change", was: before, is: text }];
  });
}
