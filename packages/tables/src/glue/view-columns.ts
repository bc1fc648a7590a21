// Which columns a view in the catalogue has. Athena writes them beside its text; Trino keeps them in the text alone, and one
// named dummy in their place. Source: trinodb/trino, HiveMetadata.createView.
import type { Table } from "@aws-sdk/client-glue";
import { decodeView } from "../views/presto-view.js";

/** Names of a view's columns, in order; none where nothing says them. */
export function viewColumns({ StorageDescriptor: { Columns = [] } = {}, ViewOriginalText }: Table): string[] {
  const beside = Columns.map(({ Name = "" }) => Name);
  if (beside.join() !== "dummy") return beside;
  return decodeView(ViewOriginalText)?.columns.map(({ name }) => name) ?? [];
}
