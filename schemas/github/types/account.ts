// A GitHub account as events carry it: enough to group by and to join with.
// The login is GitHub's public name; addresses are never taken over.
import { Type } from "@tracklake/schema";

/** A user, bot or organisation of GitHub. */
export function account(description: string) {
  return Type.Object(
    {
      id: Type.Integer({ description: "GitHub's id of the account." }),
      login: Type.String({ description: "The account's public name." }),
      type: Type.String({ description: "User, Bot or Organization." }),
    },
    { description },
  );
}
