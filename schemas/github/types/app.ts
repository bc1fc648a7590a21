// The GitHub App that a check belongs to.
// Its permissions and events are left out: they are the app's, not the check's.
import { Type } from "@tracklake/schema";
import { account } from "./account.js";

/** A GitHub App. */
export function app() {
  return Type.Object(
    {
      id: Type.Integer({ description: "GitHub's id of the app." }),
      name: Type.String({ description: "The app's name." }),
      owner: account("Who owns the app."),
    },
    { description: "The app that checks." },
  );
}
