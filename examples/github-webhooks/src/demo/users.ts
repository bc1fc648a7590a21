// The application's users: a table of its database, with a row for each account that sends webhooks.
// Teams and plans are made up; the logins are those of the payloads.
import type { ExampleDelivery } from "./deliveries.js";
import type { Postgres } from "./postgres.js";

const teams = ["growth", "platform", "support"] as const;
const plans = ["free", "pro"] as const;

/** Makes the table and fills it. @returns The number of users. */
export async function seedUsers(postgres: Pick<Postgres, "run">, sent: readonly ExampleDelivery[]): Promise<number> {
  const logins = [...new Set(sent.map(senderOf).filter((login) => login !== undefined))].sort();
  await postgres.run(
    "CREATE TABLE users (login text PRIMARY KEY, name text NOT NULL, team text NOT NULL, plan text NOT NULL, joined_on date NOT NULL)",
  );
  for (const [index, login] of logins.entries()) {
    await postgres.run("INSERT INTO users VALUES ($1, $2, $3, $4, date '2024-01-01' + $5::int)", [
      login,
      login.replace(/\[bot\]$/, ""),
      teams[index % teams.length],
      plans[index % plans.length],
      index * 30,
    ]);
  }
  return logins.length;
}

function senderOf({ payload }: ExampleDelivery): string | undefined {
  return (payload as { sender?: { login?: string } }).sender?.login;
}
