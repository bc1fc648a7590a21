// DECIMAL_CHANGED: other digits after the point, or fewer before it. Old values are rounded or do not fit.
// Where both sides of the point have at least as many digits, lines and Parquet are read as they were written, on Trino
// (docs/engines.md); Iceberg changes no scale.
import type { TypeModel } from "@tracklake/schema";
import { contained } from "../contained.js";
import { grownWayOut, nextMajor, type Rule, type Storage, unreadable } from "./rule.js";

const grown: Storage = { json: "safe", parquet: "safe", iceberg: "break" };

/** A decimal of another scale or with fewer digits. */
export const decimalChanged: Rule<"DECIMAL_CHANGED"> = {
  id: "DECIMAL_CHANGED",
  finds: "A decimal has another number of digits after the point, or fewer before it.",
  judge: ({ from, to }) => {
    const room = from !== undefined && to !== undefined && contained(from, to);
    const fits = grows(from, to);
    return {
      storage: fits ? grown : unreadable,
      reader: room ? "safe" : "break",
      writer: from && to && contained(to, from) ? "safe" : "break",
      caller: room ? "safe" : "tolerated",
      reason: fits
        ? "Old values are read with zeros behind them; an Iceberg column keeps the scale that it has."
        : "The column has another type, in which files of the old one are rounded, NULL or refused.",
      wayOut: fits ? grownWayOut : nextMajor,
    };
  },
};

/** Whether no digit of an old value is lost, on either side of the point. */
function grows(from: TypeModel | undefined, to: TypeModel | undefined): boolean {
  if (from?.kind !== "decimal" || to?.kind !== "decimal") return false;
  return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
}
