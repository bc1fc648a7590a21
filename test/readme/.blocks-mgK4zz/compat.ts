import { judgeEvent, respond } from "@tracklake/compat";
import type { EventModel } from "@tracklake/schema";

const before: EventModel = { name: "plan_changed", major: 1, contexts: [], properties: [] };
const seats = { name: "seats", type: { kind: "integer" }, required: true } as const;
const { bump, judgements } = judgeEvent([{ revision: 1, model: before }], { ...before, properties: [seats] });
const findings = respond(judgements, { today: "2026-01-01" });
// bump "revision"; one warning: REQUIRED_FIELD_ADDED breaks READER and CALLER
