// INTEGER_TO_NUMBER: bigint becomes double. Text is parsed anew, but Parquet files keep 64-bit integers.
import { contained } from "../contained.js";
import { nextMajor, type Rule, type Storage } from "./rule.js";

const storage: Storage = { json: "safe", parquet: "break", iceberg: "break" };

/** An integer that may have a fraction from now on. */
export const integerToNumber: Rule<"INTEGER_TO_NUMBER"> = {
  id: "INTEGER_TO_NUMBER",
  finds: "An integer became a number.",
  judge: ({ from, to }) => {
    const room = from !== undefined && to !== undefined && contained(from, to);
    return {
      storage,
      reader: room ? "safe" : "break",
      writer: "break",
      caller: room ? "safe" : "tolerated",
      reason: "Parquet files hold bigint, which is not read as double; who expects whole numbers meets fractions.",
      wayOut: nextMajor,
    };
  },
};
