// Words that a DDL statement takes as identifiers only within backticks.
// Source: Amazon Athena User Guide, "Escape reserved keywords in queries", the list for DDL statements.

const athena = `
  all alter and array as authorization between bigint binary boolean both by case cashe cast char column conf
  constraint commit create cross cube current current_date current_timestamp cursor database date dayofweek decimal
  delete describe distinct div double drop else end exchange exists extended external extract false fetch float floor
  following for foreign from full function grant group grouping having if import in inner insert int integer intersect
  interval into is join lateral left less like local macro map more none not null numeric of on only or order out outer
  over partialscan partition percent preceding precision preserve primary procedure range reads reduce regexp references
  revoke right rlike rollback rollup row rows select set smallint start table tablesample then time timestamp to
  transform trigger true truncate unbounded union uniquejoin update user using utc_timestamp values varchar views when
  where window with`;

// Reserved by Hive's own grammar, which the statements also pass, and not on Athena's list.
const hive = `
  anti any application ddl dec except force leading merge minus pkfk_join prepare qualify real recover some sync
  timestamplocaltz trailing unique`;

/** Reserved words of DDL, lower case. */
export const ddlReservedWords: ReadonlySet<string> = new Set(`${athena} ${hive}`.trim().split(/\s+/));
