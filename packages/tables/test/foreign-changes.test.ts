// The law of the merge: whatever others write into a table of ours survives whatever the schemas become.
// A failure prints the seed and path that play it again.
import type { Column, StorageDescriptor, Table } from "@aws-sdk/client-glue";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type DesiredState, diff, isEmptyPlan, lakeDatabases, parseHiveType, tableModels } from "../src/index.js";
import { applied, edited, empty, only } from "./live-table.js";
import { event, field, lake, revised, struct } from "./rich-event.js";

const RUNS = Number(process.env.TRACKLAKE_RUNS ?? 300);

/** Something that others write, and whether it is still there. */
interface Edit {
  readonly name: string;
  write(table: Table): Table;
  there(table: Table): boolean;
}

const storage = (table: Table, change: (storage: StorageDescriptor) => StorageDescriptor): Table => ({
  ...table,
  StorageDescriptor: change(table.StorageDescriptor ?? {}),
});
const inColumn = (table: Table, name: string, change: (column: Column) => Column): Table =>
  storage(table, (one) => ({ ...one, Columns: one.Columns?.map((c) => (c.Name === name ? change(c) : c)) }));
const column = (table: Table, name: string) => table.StorageDescriptor?.Columns?.find((one) => one.Name === name);

const words = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }).filter((text) => text.trim() !== "");
const key = fc.stringMatching(/^[a-z][a-z0-9.]{0,8}$/).map((text) => `theirs.${text}`);
const ourColumn = fc.constantFrom("event_id", "service", "a", "s");
const ourParameter = fc.constantFrom("classification", "projection.dt.range", "projection.enabled", "EXTERNAL");

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(key, words).map(([name, value]) => ({
    name: `parameter ${name}`,
    write: (table: Table) => ({ ...table, Parameters: { ...table.Parameters, [name]: value } }),
    there: (table: Table) => table.Parameters?.[name] === value,
  })),
  fc.tuple(ourParameter, words).map(([name, value]) => ({
    name: `parameter of ours ${name}`,
    write: (table: Table) => ({ ...table, Parameters: { ...table.Parameters, [name]: value } }),
    there: (table: Table) => table.Parameters?.[name] === value,
  })),
  fc.tuple(ourColumn, words).map(([name, text]) => ({
    name: `comment of ${name}`,
    write: (table: Table) => inColumn(table, name, (one) => ({ ...one, Comment: text })),
    there: (table: Table) => column(table, name)?.Comment === text,
  })),
  fc.tuple(ourColumn, key, words).map(([name, tag, value]) => ({
    name: `tag ${tag} of ${name}`,
    write: (table: Table) =>
      inColumn(table, name, (one) => ({ ...one, Parameters: { ...one.Parameters, [tag]: value } })),
    there: (table: Table) => column(table, name)?.Parameters?.[tag] === value,
  })),
  fc.tuple(fc.nat(5), fc.boolean()).map(([n, first]) => ({
    name: `column their_${n}`,
    write: (table: Table) =>
      storage(table, (one) => {
        const theirs = { Name: `their_${n}`, Type: "uniontype<int,string>", Comment: "theirs" };
        const rest = (one.Columns ?? []).filter(({ Name }) => Name !== theirs.Name);
        return { ...one, Columns: first ? [theirs, ...rest] : [...rest, theirs] };
      }),
    there: (table: Table) => column(table, `their_${n}`)?.Comment === "theirs",
  })),
  fc.nat(3).map((n) => ({
    name: `field their_${n} of a struct`,
    write: (table: Table) =>
      inColumn(table, "s", (one) => ({ ...one, Type: one.Type?.replace("struct<", `struct<their_${n}:int,`) ?? "" })),
    there: (table: Table) => {
      const type = parseHiveType(column(table, "s")?.Type ?? "");
      return type.kind === "struct" && type.fields.some(({ name }) => name === `their_${n}`);
    },
  })),
  words.map((text) => ({
    name: "description",
    write: (table: Table) => ({ ...table, Description: text }),
    there: (table: Table) => table.Description === text,
  })),
  words.map((text) => ({
    name: "owner",
    write: (table: Table) => ({ ...table, Owner: text }),
    there: (table: Table) => table.Owner === text,
  })),
  fc.integer({ min: 1, max: 999 }).map((days) => ({
    name: "retention",
    write: (table: Table) => ({ ...table, Retention: days }),
    there: (table: Table) => table.Retention === days,
  })),
  fc.tuple(key, words).map(([name, value]) => ({
    name: `SerDe property ${name}`,
    write: (table: Table) =>
      storage(table, (one) => ({
        ...one,
        SerdeInfo: { ...one.SerdeInfo, Name: "theirs", Parameters: { ...one.SerdeInfo?.Parameters, [name]: value } },
      })),
    there: (table: Table) =>
      table.StorageDescriptor?.SerdeInfo?.Parameters?.[name] === value &&
      table.StorageDescriptor.SerdeInfo.Name === "theirs",
  })),
  fc.tuple(key, words).map(([name, value]) => ({
    name: `storage parameter ${name}`,
    write: (table: Table) => storage(table, (one) => ({ ...one, Parameters: { ...one.Parameters, [name]: value } })),
    there: (table: Table) => table.StorageDescriptor?.Parameters?.[name] === value,
  })),
);

/** A revision: texts change, fields are added. */
interface Version {
  readonly description: string;
  readonly comment: string;
  readonly owner: string;
  readonly more: number;
}
const version: fc.Arbitrary<Version> = fc.record({
  description: fc.constantFrom("one", "two", "three"),
  comment: fc.constantFrom("first", "second"),
  owner: fc.constantFrom("growth", "core"),
  more: fc.nat(3),
});

function stateOf(versions: readonly Version[]): DesiredState {
  const revisions = versions.map(({ description, comment, owner, more }, index) => {
    const added = Array.from({ length: more }, (_, n) => field(`b${n}`, "integer"));
    const fields = [field("a", "string", { description: comment }), field("s", struct(field("x"), ...added)), ...added];
    return revised(event(fields, { description, owner }), index + 1);
  });
  return { databases: lakeDatabases(lake), tables: tableModels(revisions, lake) };
}

test("what others write survives every plan, and the schemas' columns are there all the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(version, fc.array(edit, { maxLength: 5 })), { minLength: 1, maxLength: 5 }),
      (rounds) => {
        const versions: Version[] = [];
        const standing = new Map<string, Edit>();
        let live = empty;
        for (const [next, edits] of rounds) {
          versions.push(next);
          const desired = stateOf(versions);
          live = applied(live, desired);
          const ours = desired.tables[0]?.columns ?? [];
          const table = only(live);
          expect(ours.filter(({ name }) => column(table, name) === undefined)).toEqual([]);
          for (const [name, one] of standing) expect({ name, there: one.there(table) }).toEqual({ name, there: true });
          expect(isEmptyPlan(diff(live, desired))).toBe(true);
          for (const one of edits) {
            live = edited(live, one.write);
            // A later edit of the same thing takes the place of the earlier one.
            standing.set(one.name, one);
          }
        }
      },
    ),
    { numRuns: RUNS },
  );
});
