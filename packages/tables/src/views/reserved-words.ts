// Words that a query takes as identifiers only within double quotes: another list than that of DDL.
// Source: Amazon Athena User Guide, "Escape reserved keywords in queries", the list for SQL SELECT statements.

/** Reserved words of queries, lower case. */
export const queryReservedWords: ReadonlySet<string> = new Set(
  `alter and as between by case cast constraint create cross cube current_catalog current_date current_path
  current_role current_schema current_time current_timestamp current_user deallocate delete describe distinct drop else
  end escape except execute exists extract false first for from full group grouping having in inner insert intersect
  into is join json_array json_exists json_object json_query json_table json_value last left like listagg localtime
  localtimestamp natural normalize not null offset on or order outer prepare recursive right rollup select skip table
  then trim true uescape unescape union unnest using values when where with`.split(/\s+/),
);
