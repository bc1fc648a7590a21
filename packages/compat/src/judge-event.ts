// The judgement of one event: its new model against every revision of its major that was ever published, since their files
// are still there. What the last revision broke already is not said again.
import type { EventModel } from "@tracklake/schema";
import type { Change } from "./change.js";
import { counterexamplesOf } from "./counterexamples.js";
import { diffEvents } from "./diff-events.js";
import { distinct } from "./distinct.js";
import { inPublishedOrder, nestedOrderChanges } from "./field-order.js";
import { changeFingerprint, judgeChange } from "./judge-change.js";
import type { EventJudgement, Judgement } from "./judgement.js";
import { underLaterNames } from "./later-names.js";
import { contextName, narrowed, touchedColumns } from "./narrowed.js";
import { isStructural, isWithin, placeOf } from "./place.js";
import { renameHints } from "./rename-hints.js";
import { axes, covers, lakeFormats, type StorageFormat } from "./verdict.js";

/** One published revision of an event's major. */
export interface PublishedModel {
  readonly revision: number;
  readonly model: EventModel;
  /** The model's fingerprint, where it is known: models that are equal are compared once. */
  readonly fingerprint?: string;
}

/** Choices of {@link judgeEvent}. */
export interface JudgeOptions {
  /** The formats of the event's tables. @default lakeFormats */
  readonly formats?: readonly StorageFormat[];
  /** The last revisions of the event's other majors, which the view unites with this one. @default none */
  readonly otherMajors?: readonly PublishedModel[];
  /** The contexts that other events list: the client knows a context while some event does. @default none */
  readonly listedContexts?: ReadonlySet<string>;
  /** Whether documents are built that show the breaks of READER and WRITER. @default true */
  readonly counterexamples?: boolean;
}

/**
 * Judges an event against its history.
 *
 * @param published - The revisions of this major, oldest first.
 * @param current - The model as it would be published.
 * @returns One judgement for each distinct change, those from the last revision first.
 * @example
 * judgeEvent([{ revision: 1, model }], changed).bump; // "revision"
 */
export function judgeEvent(
  published: readonly PublishedModel[],
  current: EventModel,
  { formats = lakeFormats, otherMajors = [], listedContexts: listed, counterexamples = true }: JudgeOptions = {},
): EventJudgement {
  const { name: event, major } = current;
  const context = { event, major, formats, listed };
  const latest = published.at(-1);
  const judgements = latest
    ? counted(
        distinct(changed(published, latest, current, otherMajors, context)).filter(
          // What only an older revision could tell, and is safe, is not worth a line.
          (judgement) => judgement.against.includes(latest.revision) || !isSafe(judgement),
        ),
        published,
        context,
      )
    : first(current, otherMajors, context);
  const breaks = judgements.some(({ verdicts }) => verdicts.STORAGE === "break");
  return {
    event,
    major,
    judgements: counterexamples ? judgements.map((one) => shown(one, published, otherMajors, current)) : judgements,
    bump: judgements.length === 0 ? "none" : breaks ? "major" : "revision",
  };
}

/** A judgement with the documents that show its breaks, from the newest revision that it holds against. */
function shown(
  judgement: Judgement,
  published: readonly PublishedModel[],
  otherMajors: readonly PublishedModel[],
  current: EventModel,
): Judgement {
  const { verdicts, against, otherMajor } = judgement;
  if (verdicts.READER !== "break" && verdicts.WRITER !== "break") return judgement;
  const before =
    otherMajor === undefined
      ? published.find(({ revision }) => revision === against.at(-1))
      : otherMajors.find(({ model }) => model.major === otherMajor);
  return before ? { ...judgement, counterexamples: counterexamplesOf(judgement, before.model, current) } : judgement;
}

type Context = Omit<Parameters<typeof judgeChange>[1], "against" | "otherMajor">;

/** The first revision of an event, or of another major of it. */
function first(current: EventModel, otherMajors: readonly PublishedModel[], context: Context): Judgement[] {
  const others = [...otherMajors].sort((a, b) => a.model.major - b.model.major);
  const before = others.findLast(({ model }) => model.major < current.major) ?? others.at(-1);
  const start: Change = before
    ? { rule: "MAJOR_ADDED", path: current.name, was: `major ${before.model.major}`, is: `major ${current.major}` }
    : { rule: "EVENT_ADDED", path: current.name, is: `major ${current.major}` };
  const judgements = [judgeChange(start, { ...context, against: [] })];
  if (!before) return judgements;
  const ordered = inPublishedOrder(current, [before.model]);
  const changes = diffEvents(before.model, ordered);
  const otherMajor = before.model.major;
  const hints = renameHints(changes);
  const judge = (change: Change) =>
    judgeChange(change, { ...context, against: [], otherMajor, hint: hints.get(change) });
  return [...judgements, ...changes.map(judge)];
}

/** The next revision; judgements of one place may come several times, from several revisions. */
function changed(
  published: readonly PublishedModel[],
  latest: PublishedModel,
  current: EventModel,
  otherMajors: readonly PublishedModel[],
  context: Context,
): Judgement[] {
  const ordered = inPublishedOrder(
    current,
    published.map(({ model }) => model),
  );
  const fresh = diffEvents(latest.model, ordered);
  const against = [latest.revision];
  const order = nestedOrderChanges(current, ordered).map((change) => judgeChange(change, { ...context, against }));
  // Words alone are at odds with no older revision.
  if (!fresh.some(isStructural)) {
    return [...fresh.map((change) => judgeChange(change, { ...context, against })), ...order];
  }
  const columns = touchedColumns(fresh, [...[...otherMajors, ...published].map(({ model }) => model), ordered]);
  const [last, next] = [narrowed(latest.model, columns), narrowed(ordered, columns)];
  const chain = published.map(({ revision, model }) => ({ revision, model: narrowed(model, columns) }));
  const earlier = [...unlike(published.slice(0, -1), latest), ...otherMajors].map(({ revision, model: whole }) => {
    const model = narrowed(whole, columns);
    const after = chain.filter((later) => model.major !== current.major || later.revision > revision);
    const followed = underLaterNames(
      model,
      after.map((later) => later.model),
      next,
    );
    return { revision, model, followed, told: diffEvents(model, last).filter(isStructural) };
  });
  const gone = earlier.flatMap(({ model, told }) => (model.major === current.major ? told.flatMap(goneBy) : []));
  const named = (change: Change): Change => comesBack(change, gone);
  const older = earlier.flatMap(({ revision, model, followed, told }): Judgement[] => {
    const other = model.major === current.major ? {} : { otherMajor: model.major };
    const judge = (change: Change) =>
      judgeChange(named(change), { ...context, ...other, against: model.major === current.major ? [revision] : [] });
    const said = followed === model ? told : diffEvents(followed, last).filter(isStructural);
    const known = new Map(said.map((change) => [placeOf(change), judge(change)]));
    return diffEvents(followed, next)
      .filter(isStructural)
      .map((change) => ({ place: placeOf(change), judgement: judge(change) }))
      .filter(({ place, judgement }) => {
        const before = known.get(place);
        return before === undefined || !covers(before.verdicts, judgement.verdicts);
      })
      .map(({ judgement }) => judgement);
  });
  const hints = renameHints(fresh);
  const judgeFresh = (change: Change) => judgeChange(named(change), { ...context, against, hint: hints.get(change) });
  return [...fresh.map(judgeFresh), ...order, ...older];
}

function isSafe({ verdicts }: Judgement): boolean {
  return axes.every((axis) => verdicts[axis] === "safe");
}

/**
 * Judgements under fingerprints that say how often the same change was published before: a value that was removed, came
 * back and is removed again is another change, and what was acknowledged of the first says nothing of it. Nothing else of
 * the history matters, so that revisions of other fields, and a publish of the change itself, leave a fingerprint alone.
 */
function counted(
  judgements: readonly Judgement[],
  published: readonly PublishedModel[],
  context: Context,
): Judgement[] {
  const open = judgements.filter((judgement) => !isSafe(judgement) && judgement.otherMajor === undefined);
  if (open.length === 0 || published.length < 2) return [...judgements];
  const models = published.map(({ model }) => model);
  const columns = touchedColumns(open, models);
  const states = models
    .map((model) => narrowed(model, columns))
    .filter((model, index, all) => {
      const before = all[index - 1];
      return before === undefined || diffEvents(before, model).some(isStructural);
    })
    .map((model, index): PublishedModel => ({ revision: index + 1, model }));
  const times = new Map<string, number>();
  for (const [index, { model }] of states.entries()) {
    const before = states.slice(0, index);
    const latest = before.at(-1);
    const then = latest ? changed(before, latest, model, [], context) : [];
    for (const id of new Set(then.map(({ fingerprint }) => fingerprint))) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return judgements.map((judgement) => {
    const before = open.includes(judgement) ? times.get(judgement.fingerprint) : undefined;
    return before === undefined ? judgement : { ...judgement, fingerprint: changeFingerprint(judgement, before) };
  });
}

/** Revisions that are not equal to the latest, nor to one another, the newest first. */
function unlike(published: readonly PublishedModel[], latest: PublishedModel): PublishedModel[] {
  const seen = new Set([latest.fingerprint]);
  seen.delete(undefined);
  return [...published].reverse().filter(({ fingerprint }) => {
    if (fingerprint === undefined) return true;
    if (seen.has(fingerprint)) return false;
    seen.add(fingerprint);
    return true;
  });
}

/** The places that a change left empty, whose columns stay. */
function goneBy({ rule, path, was, before }: Change): string[] {
  if (rule === "CONTEXT_REMOVED" && was !== undefined) return [contextName(was)];
  if (rule === "FIELD_REMOVED" || rule === "REQUIRED_FIELD_REMOVED") return [path];
  if (rule !== "FIELD_RENAMED" || !before) return [];
  return [`${path.slice(0, path.lastIndexOf("."))}.${before.name}`];
}

/** A change of a field that was gone in between, under the rule that says so. */
function comesBack(change: Change, gone: readonly string[]): Change {
  if (!gone.some((path) => isWithin(change.path, path))) return change;
  if (change.rule === "FIELD_ADDED") return { ...change, rule: "FIELD_READDED" };
  return otherColumn.has(change.rule) ? { ...change, rule: "NAME_REUSED" } : change;
}

/** The rules that find another type of the column. */
const otherColumn: ReadonlySet<Change["rule"]> = new Set<Change["rule"]>([
  "TYPE_CHANGED",
  "INTEGER_TO_NUMBER",
  "NUMBER_TO_INTEGER",
  "TEXT_TO_TIME",
  "TIME_TO_TEXT",
  "DATE_TIMESTAMP_CHANGED",
  "JSON_TYPE_CHANGED",
  "DECIMAL_WIDENED",
  "DECIMAL_CHANGED",
]);
