// GitHub's user, bot or organisation, as the events' account.
// Payloads hold twenty fields of each; four are addresses of pages, one is worth a column.

/** What every account in a payload has. */
export interface PayloadAccount {
  readonly id: number;
  readonly login: string;
  readonly type: string;
}

/** The account's columns. */
export function account({ id, login, type }: PayloadAccount) {
  return { id, login, type };
}

/** Accounts among users and teams: teams have no login. */
export function accounts(list: readonly (PayloadAccount | object)[]) {
  return list.filter((one): one is PayloadAccount => "login" in one).map(account);
}
