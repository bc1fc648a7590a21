// The columns of all majors as one list: the latest type wins where older values can be read as it,
// renamed columns meet under the new name and keep the old one beside it, so that no query fails by a rename;
// what cannot be read as the latest type appears as <column>_v<major>.
import { TablesError } from "../errors.js";
import type { HiveType } from "../model/hive-type.js";
import { conversion } from "./casts.js";
import type { Leaf } from "./leaves.js";

/** Where a column's values come from in one major's table; the first that is not NULL counts. */
export interface Source {
  readonly path: readonly string[];
  /** The type that it has there, where that is not the column's. */
  readonly from?: HiveType;
}

/** A column of a view. */
export interface UnitedColumn {
  readonly name: string;
  readonly type: HiveType;
  readonly comment?: string | undefined;
  /** By the index of the branch. */
  readonly sources: ReadonlyMap<number, readonly Source[]>;
}

interface Draft extends UnitedColumn {
  readonly sources: Map<number, Source[]>;
  readonly formerly: Set<string>;
  /** Former names under which some table has the column. */
  readonly met: Set<string>;
}

/** What one SELECT of the union reads. */
export interface Branch {
  readonly major: number;
  readonly leaves: readonly Leaf[];
}

/**
 * Unites the leaves of an event's majors.
 *
 * @param branches - The latest major first.
 * @param taken - Names of columns that the view has besides.
 * @throws TablesError `name-collision` when two columns would have the same name.
 */
export function unite(view: string, branches: readonly Branch[], taken: readonly string[]): UnitedColumn[] {
  const columns: Draft[] = [];
  const add = (name: string, leaf: Leaf, branch: number) => {
    if (taken.includes(name) || columns.some((column) => column.name === name)) {
      throw new TablesError(
        "name-collision",
        `the view ${view} would have two columns "${name}": rename the field "${leaf.path.join(".")}".`,
      );
    }
    columns.push({
      name,
      type: leaf.type,
      comment: leaf.comment,
      sources: new Map([[branch, [{ path: leaf.path }]]]),
      formerly: new Set(leaf.formerly),
      met: new Set(),
    });
  };
  for (const [branch, { major, leaves }] of branches.entries()) {
    // What the latest revision has comes before what it has no more.
    for (const leaf of [...leaves.filter(({ removed }) => !removed), ...leaves.filter(({ removed }) => removed)]) {
      const same = columns.find((column) => column.name === leaf.name && !column.sources.has(branch));
      const target = same ?? columns.find((column) => column.formerly.has(leaf.name));
      const how = target ? conversion(leaf.type, target.type) : "none";
      if (target && how !== "none") {
        const sources = target.sources.get(branch) ?? [];
        target.sources.set(branch, [...sources, { path: leaf.path, ...(how === "cast" ? { from: leaf.type } : {}) }]);
        for (const name of leaf.formerly) target.formerly.add(name);
        if (leaf.name !== target.name) target.met.add(leaf.name);
      } else {
        add(same ? `${leaf.name}_v${major}` : leaf.name, leaf, branch);
      }
    }
  }
  return [...columns, ...formerNames(columns, taken)];
}

/** The columns under the names that they had, unless another column has the name by now. */
function formerNames(columns: readonly Draft[], taken: readonly string[]): UnitedColumn[] {
  const used = new Set([...taken, ...columns.map(({ name }) => name)]);
  return columns.flatMap(({ name, type, sources, met }) =>
    [...met]
      .filter((former) => !used.has(former))
      .map((former) => ({ name: former, type, comment: `Deprecated: the former name of ${name}.`, sources })),
  );
}
