import { readFileSync } from "node:fs";
import {
  memoryStore,
  RegistryError,
  type RegistryErrorCode,
  type RegistryStore,
  registryErrorCodes,
} from "@tracklake/registry";
import { registryServer, serverErrorCodes } from "@tracklake/registry-server";
import { defineEvent, type EventModel, Type, toEventModel } from "@tracklake/schema";
import request from "supertest";
import { expect, test } from "vitest";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const model = (more = {}): EventModel =>
  toEventModel(
    defineEvent({
      name: "plan_changed",
      description: "An organisation moved to another plan.",
      owner: "growth",
      answers: ["Who upgraded?"],
      properties: Type.Object({ plan: Type.String({ description: "The plan from now on." }), ...more }),
    }),
  ).model;
const seats = { seats: Type.Optional(Type.Integer({ description: "Paid seats." })) };

function server(store: RegistryStore = memoryStore(), options = {}) {
  const app = registryServer({ store, lake, publishToken: "secret", ...options });
  const post = (body: object) => request(app).post("/api/publish").set("Authorization", "Bearer secret").send(body);
  return { get: (path: string) => request(app).get(path), post, app };
}

test("a publish adds a revision, the same again adds nothing", async () => {
  const { get, post } = server();
  const first = await post({ events: [model()], message: "Begin" });
  expect([first.status, first.body.published]).toEqual([
    201,
    [expect.objectContaining({ name: "plan_changed", major: 1, revision: 1 })],
  ]);
  const again = await post({ events: [model()] });
  expect([again.status, again.body]).toEqual([200, { id: null, published: [], retired: [], unchanged: 1 }]);
  const grown = await post({ events: [model(seats)] });
  expect([grown.status, grown.body.published[0].revision]).toEqual([201, 2]);

  expect((await get("/api/events")).body.events).toEqual([
    {
      name: "plan_changed",
      major: 1,
      revision: 2,
      description: "An organisation moved to another plan.",
      owner: "growth",
    },
  ]);
  expect((await get("/api/events/plan_changed/versions")).body.versions).toHaveLength(2);
  expect((await get("/api/events/plan_changed/versions/1.1")).body.model.properties).toHaveLength(1);
  const schema = await get("/api/events/plan_changed/versions/latest/schema");
  expect(schema.type).toBe("application/schema+json");
  expect(schema.body.properties).toHaveProperty("seats");
  expect((await get("/api/events/plan_changed/ddl")).text).toMatch(/CREATE EXTERNAL TABLE/);
  expect((await get("/health")).body).toEqual({ status: "ok", events: 1 });
});

test("the catalogue is there in the browser", async () => {
  const { get, post } = server();
  await post({ events: [model(seats)] });
  const list = await get("/");
  expect([list.type, list.text]).toEqual(["text/html", expect.stringContaining("plan_changed")]);
  expect((await get("/events/plan_changed")).text).toContain("tracker.planChanged(");
});

test("publishes at the same moment come one after another", async () => {
  const { get, post } = server();
  const answers = await Promise.all([model(), model(seats)].map((event) => post({ events: [event] })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(
    (await get("/api/events/plan_changed/versions")).body.versions.map((v: { revision: number }) => v.revision),
  ).toEqual([1, 2]);
});

test.each<[string, string, number, string]>([
  ["an unknown route", "/api/nothing", 404, "not-found"],
  ["an unknown page", "/nothing", 404, "not-found"],
  ["an unknown event", "/api/events/nothing", 404, "not-found"],
  ["an unknown event's page", "/events/nothing", 404, "not-found"],
  ["a name of the prototype", "/api/events/__proto__", 404, "not-found"],
  ["a malformed path", "/api/events/%E0%A4%A", 400, "bad-request"],
])("%s answers in JSON", async (_, path, status, code) => {
  const answer = await server().get(path);
  expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  expect(answer.body.error.message).not.toBe("");
});

test("an unknown version says what there is", async () => {
  const { get, post } = server();
  await post({ events: [model()] });
  for (const version of ["1.2", "2", "x", "1.1.1"]) {
    const answer = await get(`/api/events/plan_changed/versions/${version}`);
    expect([answer.status, answer.body.error.code]).toEqual([404, "not-found"]);
  }
});

test("publishing needs the token, and can be off", async () => {
  const { app } = server();
  const without = await request(app).post("/api/publish").send({ events: [] });
  const wrong = await request(app).post("/api/publish").set("Authorization", "Bearer secre").send({ events: [] });
  const off = await request(server(memoryStore(), { publishToken: undefined }).app)
    .post("/api/publish")
    .send({ events: [] });
  expect([without, wrong, off].map(({ status, body }) => [status, body.error.code])).toEqual([
    [401, "unauthorised"],
    [401, "unauthorised"],
    [403, "publish-off"],
  ]);
});

test("a bad body publishes nothing and says why", async () => {
  const { app, get, post } = server();
  const answers = [
    await post({}),
    await post({ events: [], message: 1 }),
    await post({ events: [{ name: "x" }] }),
    await request(app).post("/api/publish").set("Authorization", "Bearer secret").type("json").send("{"),
  ];
  expect(answers.map(({ status, body }) => [status, typeof body.error.code])).toEqual(
    answers.map(() => [400, "string"]),
  );
  const lint = await post({ events: [{ ...model(), name: "PlanChanged", description: "" }] });
  expect([lint.status, lint.body.error.findings.map((f: { rule: string }) => f.rule)]).toEqual([
    422,
    ["name-style", "description"],
  ]);
  expect((await get("/api/events")).body.events).toEqual([]);
});

test.each([
  ["a time zone that is none", { timeZone: "Mars/Base" }],
  ["a name that no database has", { name: "Acme" }],
])("a server for a lake with %s does not start", (_, wrong) => {
  expect(() => registryServer({ store: memoryStore(), lake: { ...lake, ...wrong } })).toThrowError(
    expect.objectContaining({ code: "wrong-use" }),
  );
});

test("a failing store answers 500 without its details", async () => {
  const failures: unknown[] = [];
  const broken: RegistryStore = {
    entries: () => Promise.reject(new Error("disk on fire at /secret")),
    append: () => Promise.reject(new Error("disk on fire at /secret")),
  };
  const answer = await server(broken, { onFailure: (error: unknown) => failures.push(error) }).get("/api/events");
  expect([answer.status, answer.body.error.code, answer.text.includes("secret")]).toEqual([500, "internal", false]);
  expect(failures).toHaveLength(1);
});

const full = Object.assign(new Error("write"), { code: "ENOSPC" });

test.each<[RegistryErrorCode, number, unknown?]>([
  ["history-moved", 409],
  ["entry-exists", 409],
  ["nothing-to-retire", 409],
  ["history-unreadable", 500],
  ["history-changed", 500],
  ["revision-skipped", 500],
  ["revision-twice", 500],
  ["chain-broken", 500],
  ["store-unwritable", 500],
  ["store-unwritable", 507, full],
])(
  "a publish that ends in %s answers %i; what is the server's own is logged and names no path",
  async (code, status, cause) => {
    const failures: unknown[] = [];
    const error = new RegistryError(code, "/secret/history went wrong.", { cause });
    const store: RegistryStore = { entries: async () => [], append: () => Promise.reject(error) };
    const { post } = server(store, { onFailure: (failure: unknown) => failures.push(failure) });
    const answer = await post({ events: [model()] });
    const message = status === 409 ? error.message : `${registryErrorCodes[code]} The server's log says more.`;
    expect([answer.status, answer.body]).toEqual([status, { error: { code, message } }]);
    expect(failures).toEqual(status === 409 ? [] : [error]);
  },
);

test("publishes are limited by the minute", async () => {
  const { post } = server(memoryStore(), { publishesPerMinute: 1 });
  expect((await post({ events: [model()] })).status).toBe(201);
  const second = await post({ events: [model()] });
  expect([second.status, second.body.error.code]).toEqual([429, "too-many"]);
});

test("every code of ServerError stands in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const [code, meaning] of Object.entries(serverErrorCodes))
    expect(readme).toContain(`| \`${code}\` | ${meaning} |`);
});
