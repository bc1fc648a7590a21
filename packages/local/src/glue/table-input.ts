// TableInput, checked member by member: what a table is replaced with, and nothing besides.
// API: TableInput; the service lower-cases the names of tables and top-level columns.
import { flag, integer, type Members, requiredText, structure, text } from "../stack/members.js";
import { ServiceFault } from "../stack/service-fault.js";
import { columns, given, kept, parameters } from "./check-members.js";
import * as model from "./model-limits.js";

/** A table as it was last given, its name in lower case. */
export type TableInput = Members & { readonly Name: string };

const AT = "tableInput";
const MOST_INTEGER = 2 ** 31 - 1;

/** Reads the TableInput of a request. */
export function tableInput(input: Members): TableInput {
  const Name = requiredText(input, "Name", model.nameText, `${AT}.name`).toLowerCase();
  const storage = structure(input, "StorageDescriptor", `${AT}.storageDescriptor`);
  const table = given({
    Description: text(input, "Description", model.descriptionText, `${AT}.description`),
    Owner: text(input, "Owner", model.nameText, `${AT}.owner`),
    LastAccessTime: kept(input, "LastAccessTime"),
    LastAnalyzedTime: kept(input, "LastAnalyzedTime"),
    Retention: integer(input, "Retention", 0, MOST_INTEGER, `${AT}.retention`) ?? 0,
    StorageDescriptor: storage && storageDescriptor(storage, `${AT}.storageDescriptor`),
    PartitionKeys: columns(input, "PartitionKeys", `${AT}.partitionKeys`),
    ViewOriginalText: text(input, "ViewOriginalText", model.viewText, `${AT}.viewOriginalText`),
    ViewExpandedText: text(input, "ViewExpandedText", model.viewText, `${AT}.viewExpandedText`),
    TableType: text(input, "TableType", model.tableTypeText, `${AT}.tableType`),
    Parameters: parameters(input, "Parameters", `${AT}.parameters`),
    TargetTable: structure(input, "TargetTable", `${AT}.targetTable`),
    ViewDefinition: structure(input, "ViewDefinition", `${AT}.viewDefinition`),
  });
  refuseTwice(table);
  return { Name, ...table };
}

/** Reads a StorageDescriptor, of a table or of a partition. */
export function storageDescriptor(storage: Members, at: string): Members {
  const serde = structure(storage, "SerdeInfo", `${at}.serdeInfo`);
  return given({
    Columns: columns(storage, "Columns", `${at}.columns`),
    Location: text(storage, "Location", model.locationText, `${at}.location`),
    AdditionalLocations: kept(storage, "AdditionalLocations"),
    InputFormat: text(storage, "InputFormat", model.formatText, `${at}.inputFormat`),
    OutputFormat: text(storage, "OutputFormat", model.formatText, `${at}.outputFormat`),
    Compressed: flag(storage, "Compressed", `${at}.compressed`) ?? false,
    NumberOfBuckets: kept(storage, "NumberOfBuckets") ?? 0,
    SerdeInfo:
      serde &&
      given({
        Name: text(serde, "Name", model.nameText, `${at}.serdeInfo.name`),
        SerializationLibrary: text(
          serde,
          "SerializationLibrary",
          model.nameText,
          `${at}.serdeInfo.serializationLibrary`,
        ),
        Parameters: parameters(serde, "Parameters", `${at}.serdeInfo.parameters`),
      }),
    BucketColumns: kept(storage, "BucketColumns"),
    SortColumns: kept(storage, "SortColumns") ?? [],
    Parameters: parameters(storage, "Parameters", `${at}.parameters`),
    SkewedInfo: kept(storage, "SkewedInfo"),
    SchemaReference: kept(storage, "SchemaReference"),
    StoredAsSubDirectories: flag(storage, "StoredAsSubDirectories", `${at}.storedAsSubDirectories`) ?? false,
  });
}

/** Glue itself takes two columns of one name; every reader then fails, so it is refused here. */
function refuseTwice({ StorageDescriptor: storage, PartitionKeys: keys = [] }: Members): void {
  const { Columns = [] } = (storage ?? {}) as { Columns?: readonly Members[] };
  const seen = new Set<unknown>();
  for (const { Name } of [...Columns, ...(keys as readonly Members[])]) {
    if (seen.has(Name)) throw new ServiceFault("InvalidInputException", `Duplicate column name: ${String(Name)}`);
    seen.add(Name);
  }
}
