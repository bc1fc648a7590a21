// The GitHub App that a check belongs to.
import { account, type PayloadAccount } from "./account.js";

/** The app's columns. */
export function app({
  id,
  name,
  owner,
}: {
  readonly id: number;
  readonly name: string;
  readonly owner: PayloadAccount;
}) {
  return { id, name, owner: account(owner) };
}
