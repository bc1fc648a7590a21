// SQL as people write it: statements, templates, the parsed tree, places in the text.
export { lineAndColumn, type Place, places } from "./place.js";
export { type ReadStatement, readSql, type SqlDialect, type UnreadStatement } from "./read-sql.js";
export { readTokens, type SqlToken } from "./read-tokens.js";
export { sameSql } from "./same-sql.js";
export { type Piece, splitStatements, withoutComments } from "./split.js";
export { hasTemplates, type Stand, withoutTemplates } from "./templates.js";
export { type Data, dataOf, isData, listOf, nameOf, nodeOf, startOf, visit } from "./tree.js";
