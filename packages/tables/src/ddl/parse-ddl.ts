// Reads our own CREATE TABLE statements back into the model, so that DDL and TableInput are shown to be equal.
// It is no general parser: another tool's DDL is refused.
import { hiveTypeText, parseHiveType } from "../model/hive-type.js";
import type { ColumnModel, FileFormat, TableModel } from "../table-model.js";
import { Tokens } from "./tokens.js";

/**
 * The model of a statement that {@link athenaDdl} wrote.
 *
 * @throws TablesError `bad-ddl` with the line, when it is another statement.
 * @example
 * parseDdl(athenaDdl(table)).name; // "plan_changed_v1"
 */
export function parseDdl(ddl: string): TableModel {
  const tokens = new Tokens(ddl);
  tokens.take("CREATE");
  const external = tokens.takeIf("EXTERNAL");
  tokens.take("TABLE", "IF", "NOT", "EXISTS");
  const database = tokens.name();
  tokens.take(".");
  const name = tokens.name();
  const columns = list(tokens, () => column(tokens));
  const description = tokens.takeIf("COMMENT") ? tokens.text() : undefined;
  tokens.take("PARTITIONED", "BY");
  const partitionKeys = list(tokens, () => (external ? column(tokens) : typed(tokens.name(), columns)));
  const storage: ReturnType<typeof storageOf> = external ? storageOf(tokens) : {};
  tokens.take("LOCATION");
  const location = tokens.text();
  tokens.take("TBLPROPERTIES");
  const parameters = properties(tokens);
  if (!tokens.done) throw tokens.error("the end");
  const owner = parameters["tracklake.owner"];
  return {
    database,
    name,
    format: formatOf(external, parameters, storage.serde?.library),
    ...(description === undefined ? {} : { description }),
    ...(owner === undefined ? {} : { owner }),
    columns,
    partitionKeys,
    location,
    ...storage,
    parameters,
  };
}

function storageOf(tokens: Tokens): Pick<TableModel, "serde" | "inputFormat" | "outputFormat"> {
  tokens.take("ROW", "FORMAT", "SERDE");
  const library = tokens.text();
  tokens.take("WITH", "SERDEPROPERTIES");
  const parameters = properties(tokens);
  tokens.take("STORED", "AS", "INPUTFORMAT");
  const inputFormat = tokens.text();
  tokens.take("OUTPUTFORMAT");
  return { inputFormat, outputFormat: tokens.text(), serde: { library, parameters } };
}

function column(tokens: Tokens): ColumnModel {
  const name = tokens.name();
  const type = typeText(tokens);
  return { name, type, ...(tokens.takeIf("COMMENT") ? { comment: tokens.text() } : {}) };
}

function typeText(tokens: Tokens): string {
  const text = tokens.type();
  try {
    return hiveTypeText(parseHiveType(text));
  } catch (cause) {
    throw tokens.error("a type", cause);
  }
}

/** A partition column of Iceberg is a column of the table, named again. */
function typed(name: string, columns: readonly ColumnModel[]): ColumnModel {
  return { name, type: columns.find((column) => column.name === name)?.type ?? "string" };
}

function properties(tokens: Tokens): Record<string, string> {
  return Object.fromEntries(
    list(tokens, () => {
      const key = tokens.text();
      tokens.take("=");
      return [key, tokens.text()];
    }),
  );
}

function list<T>(tokens: Tokens, item: () => T): T[] {
  tokens.take("(");
  const items = [item()];
  while (tokens.takeIf(",")) items.push(item());
  tokens.take(")");
  return items;
}

function formatOf(external: boolean, parameters: Readonly<Record<string, string>>, serde = ""): FileFormat {
  if (!external) return "iceberg";
  if (/LazySimpleSerDe$/.test(serde)) return "lines";
  return parameters.classification === "parquet" ? "parquet" : "json";
}
