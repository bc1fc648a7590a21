// The demo's questions on Trino: real webhooks in the lake, the application's users in PostgreSQL, joined through its catalogue.

import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { deliveries } from "../../examples/github-webhooks/src/demo/deliveries.js";
import { questions } from "../../examples/github-webhooks/src/demo/questions.js";
import { seedUsers } from "../../examples/github-webhooks/src/demo/users.js";
import { handle } from "../../examples/github-webhooks/src/handlers/handle.js";
import type { Tracker } from "../../gen/index.js";
import { delivered } from "./lake/deliver.js";
import { type EngineLake, engineLake } from "./lake/engine-lake.js";
import { registered, schemasOfRepository } from "./lake/events.js";

interface Payload {
  readonly sender?: { readonly login?: string };
  readonly repository?: { readonly full_name?: string };
}
interface IssuePayload {
  readonly action: string;
  readonly issue: {
    readonly id: number;
    readonly labels?: readonly { readonly name: string }[];
    readonly milestone?: { readonly title: string } | null;
  };
}
interface User {
  readonly login: string;
  readonly team: string;
  readonly plan: string;
}

const sent = deliveries("run");
let lake: EngineLake;
let users: readonly User[];
let asked: readonly string[];

beforeAll(async () => {
  lake = await engineLake("join");
  const events = (await registered(await schemasOfRepository())).filter(({ model }) =>
    model.name.startsWith("github_"),
  );
  await lake.applyTables(events);
  await lake.writeViews(events);
  await delivered(lake, events, (tracker) => {
    for (const delivery of sent) handle(tracker as unknown as Tracker, delivery);
  });
  const client = new pg.Client({ connectionString: inject("engines").postgres });
  await client.connect();
  const run = async (text: string, values: readonly unknown[] = []) => void (await client.query(text, [...values]));
  await seedUsers({ run }, sent);
  users = (await client.query<User>("SELECT login, team, plan FROM users")).rows;
  await client.end();
  const { rows } = await lake.ask("SELECT DISTINCT instance_id FROM github_webhook_received WHERE dt > '2026'");
  expect(rows).toHaveLength(1);
  // On Trino, as on Athena with a connector, the application's tables are those of a catalogue of their own.
  asked = questions(String(rows[0]?.instance_id)).map(({ sql }) =>
    sql.replace("JOIN users u", "JOIN app.public.users u"),
  );
});
afterAll(() => lake?.close());

test("which webhooks arrive, and from how many people", async () => {
  const { rows } = await lake.ask(asked[0] ?? "");
  const wanted = [...groups(sent, ({ event }) => event)].map(([event, all]) => ({
    event,
    deliveries: String(all.length),
    people: String(new Set(all.map(({ payload }) => (payload as Payload).sender?.login).filter(Boolean)).size),
  }));
  wanted.sort((a, b) => Number(b.deliveries) - Number(a.deliveries) || (a.event < b.event ? -1 : 1));
  expect(rows).toEqual(wanted.slice(0, 10));
});

test("what is done to issues, by label: a join of two views", async () => {
  const { rows } = await lake.ask(asked[1] ?? "");
  expect(rows).toHaveLength(8);
  const labelled = sent
    .filter(({ event }) => event === "issues")
    .flatMap(({ payload }) => {
      const { action, issue } = payload as IssuePayload;
      return (issue.labels ?? []).map(({ name }) => ({
        key: JSON.stringify([name, issue.milestone?.title ?? null, action]),
        id: issue.id,
      }));
    });
  const all = groups(labelled, ({ key }) => key);
  for (const { label, milestone, action, changes, issues } of rows) {
    const found = all.get(JSON.stringify([label, milestone, action])) ?? [];
    expect([changes, issues]).toEqual([String(found.length), String(new Set(found.map(({ id }) => id)).size)]);
  }
  const most = [...all.values()].map((one) => one.length).sort((a, b) => b - a);
  expect(rows.map(({ changes }) => Number(changes))).toEqual(most.slice(0, 8));
});

test("which teams and plans are active: users are a table of PostgreSQL", async () => {
  const { rows } = await lake.ask(asked[2] ?? "");
  const joined = sent.flatMap(({ payload }) => {
    const { sender, repository } = payload as Payload;
    const user = users.find(({ login }) => login === sender?.login);
    return user ? [{ ...user, repository: repository?.full_name }] : [];
  });
  const wanted = [...groups(joined, ({ team, plan }) => `${team} ${plan}`).values()].map((all) => ({
    team: all[0]?.team,
    plan: all[0]?.plan,
    deliveries: String(all.length),
    people: String(new Set(all.map(({ login }) => login)).size),
    repositories: String(new Set(all.map(({ repository }) => repository).filter(Boolean)).size),
  }));
  const key = (row: object) => JSON.stringify(row);
  expect(rows.map(key).sort()).toEqual(wanted.map(key).sort());
  expect(rows.map(({ deliveries: count }) => Number(count))).toEqual(
    wanted.map(({ deliveries: count }) => Number(count)).sort((a, b) => b - a),
  );
});

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}
