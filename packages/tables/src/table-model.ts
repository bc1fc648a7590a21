// One table, as data: Athena's DDL and Glue's TableInput are both written from this and shown equal by a test.

/** How a table's files are written. */
export type TableFormat = "json" | "parquet" | "iceberg";

/** How the files of any table are written: `lines` is text whose lines are taken whole. */
export type FileFormat = TableFormat | "lines";

/** A column with its Hive type text, such as `struct<id:bigint,name:string>`. */
export interface ColumnModel {
  readonly name: string;
  readonly type: string;
  /** At most 255 characters, no line breaks. */
  readonly comment?: string;
}

/** A table: of one event and major, or of what failed. */
export interface TableModel {
  readonly database: string;
  readonly name: string;
  readonly format: FileFormat;
  readonly description?: string;
  readonly owner?: string;
  readonly columns: readonly ColumnModel[];
  readonly partitionKeys: readonly ColumnModel[];
  /** S3 location, ending in `/`. */
  readonly location: string;
  readonly inputFormat?: string;
  readonly outputFormat?: string;
  /** The SerDe's class and properties. */
  readonly serde?: { readonly library: string; readonly parameters: Readonly<Record<string, string>> };
  /** Table parameters (TBLPROPERTIES), partition projection among them. */
  readonly parameters: Readonly<Record<string, string>>;
}
