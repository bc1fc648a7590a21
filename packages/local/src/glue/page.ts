// Pages of a list: a token says where the next one begins.
import { integer, type Members, text } from "../stack/members.js";
import { ServiceFault } from "../stack/service-fault.js";
import { pageSize } from "./model-limits.js";

/** The page that a request asks for, with the token of the next one when there is one. */
export function page<T>(
  input: Members,
  items: readonly T[],
  most: number = pageSize.max,
): { items: readonly T[]; next: Members } {
  const size = integer(input, "MaxResults", pageSize.min, most, "maxResults") ?? most;
  const token = text(input, "NextToken");
  const start = token ? Number(Buffer.from(token, "base64url").toString()) : 0;
  if (!Number.isInteger(start) || start < 0)
    throw new ServiceFault("InvalidInputException", "NextToken is not a token of this operation");
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: end < items.length ? { NextToken: Buffer.from(String(end)).toString("base64url") } : {},
  };
}
