// What every GitHub event says of its origin: delivery, repository, organisation, sender.
import { account, type PayloadAccount } from "./account.js";
import { type PayloadRepository, repository } from "./repository.js";

/** What every payload of a repository has. */
export interface PayloadSource {
  readonly repository: PayloadRepository;
  readonly organization?: { readonly id: number; readonly login: string };
  readonly sender?: PayloadAccount;
}

/** The columns that all GitHub events of a repository share. */
export function source(delivery: string, payload: PayloadSource) {
  return {
    delivery,
    repository: repository(payload.repository),
    organisation: organisation(payload.organization),
    sender: payload.sender && account(payload.sender),
  };
}

/** The organisation's columns. */
export function organisation(from: PayloadSource["organization"]) {
  return from && { id: from.id, login: from.login };
}
