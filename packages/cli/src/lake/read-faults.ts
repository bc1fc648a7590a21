// The text of --faults as shares: "records=0.1,timeouts=0.1".
import { nearest } from "../config/nearest.js";
import { CliError } from "../errors.js";

/** Which faults there are, and what each share is of. */
const kinds = {
  records: "of the records fail",
  timeouts: "of the calls are written and then time out",
} as const;

/** Shares from 0 to 1. */
export type FaultShares = { readonly [Kind in keyof typeof kinds]?: number };

/**
 * Reads the shares.
 *
 * @throws CliError `wrong-use` for an unknown kind or a share outside 0 to 1.
 * @example
 * readFaults("records=0.1,timeouts=0.05"); // { records: 0.1, timeouts: 0.05 }
 */
export function readFaults(text: string): FaultShares {
  const shares = text.split(",").map((part) => {
    const [kind = "", share = "", ...rest] = part.split("=").map((side) => side.trim());
    if (!(kind in kinds)) {
      const meant = nearest(kind, Object.keys(kinds));
      const next = meant === undefined ? `The kinds are ${Object.keys(kinds).join(", ")}.` : `Did you mean ${meant}?`;
      throw new CliError("wrong-use", `--faults: "${kind}" is no kind of fault. ${next}`);
    }
    const number = Number(share);
    if (share === "" || rest.length > 0 || !(number >= 0 && number <= 1)) {
      throw new CliError("wrong-use", `--faults: ${kind} is "${share}"; it is a share from 0 to 1, such as 0.1.`);
    }
    return [kind, number] as const;
  });
  return Object.fromEntries(shares);
}
