/** check(): compares an answer with the right one, which it does not know either: it knows its hash. */
import { inspect, types } from "node:util";
import { NetcellError } from "../errors";
import { type View, visible } from "../view";
import { digest, spellings } from "./answer";
import { missing } from "./answer-kinds";
import type { Exercise, Trial, TrialExercise, ValueExercise } from "./exercise";
import { exercises } from "./exercises";
import { watched } from "./own-fault";
import { type Note, type Verdict, verdictView } from "./verdict";

/** Wrong answers so far, by exercise: each earns one more hint. */
const wrongAnswers = new Map<string, number>();

/**
 * Tells whether your answer to an exercise is right. Try as often as you like: each wrong answer brings one more
 * hint. Where the answer is a server, clients connect to it and see what it does; a function is called.
 *
 * @param id the exercise, such as `"00.1"`
 * @throws NetcellError `ENOENT` when there is no such exercise; never because an answer is wrong
 * @example
 * ```ts
 * import { check } from "netcell";
 * await check("00.1", 42)
 * ```
 */
export function check(id: string, answer: unknown): Promise<View> {
  const verdict = judge(id, answer).then(verdictView);
  // A cell that forgot to await prints the promise: it says what is missing.
  return Object.defineProperty(verdict, inspect.custom, {
    value: () => `The answer is being checked. Write await before it: await check(${JSON.stringify(id)}, …)`,
  });
}

async function judge(id: string, answer: unknown): Promise<Verdict> {
  const exercise = exerciseOf(id);
  const unfit = unfitness(exercise, answer);
  if (unfit !== undefined) return { id, found: "no answer yet", notes: [{ says: unfit }], hints: [] };
  const { right, notes } =
    "trials" in exercise ? await tryOut(exercise, answer) : compare(exercise, id, answer);
  if (right) return { id, found: "right", notes, hints: [] };
  const wrong = (wrongAnswers.get(id) ?? 0) + 1;
  wrongAnswers.set(id, wrong);
  return { id, found: "not yet", notes, hints: exercise.hints.slice(0, wrong) };
}

function exerciseOf(id: string): Exercise {
  const exercise = Object.hasOwn(exercises, id) ? exercises[id] : undefined;
  if (exercise) return exercise;
  throw new NetcellError(`there is no exercise ${visible(inspect(id))}`, {
    code: "ENOENT",
    hint: `The exercises are ${Object.keys(exercises).sort().join(", ")}.`,
  });
}

/** Why this cannot be judged, if it cannot; that does not count as a wrong answer. */
function unfitness(exercise: Exercise, answer: unknown): string | undefined {
  if (answer === undefined) return exercise.asks;
  if (types.isPromise(answer)) return "The answer is a promise, not its value yet: put await before it.";
  if ("trials" in exercise) return missing(exercise.answer, answer);
  if (digest("", answer) !== undefined) return undefined;
  return "This cannot be compared: give a number, a text, true or false, or a list of those.";
}

interface Judgement {
  readonly right: boolean;
  readonly notes: readonly Note[];
}

function compare(exercise: ValueExercise, id: string, answer: unknown): Judgement {
  const digests = spellings(answer).map((spelling) => digest(id, spelling)!);
  const isGiven = (one: string) => digests.includes(one);
  if (exercise.right.some(isGiven)) return { right: true, notes: [] };
  const slip = exercise.slips?.find((slip) => slip.answers.some(isGiven));
  return { right: false, notes: slip ? [{ says: slip.says }] : [] };
}

async function tryOut(exercise: TrialExercise, answer: unknown): Promise<Judgement> {
  const notes: Note[] = [];
  // What the trials take was checked by missing().
  for (const { says, run } of exercise.trials as ReadonlyArray<Trial<unknown>>) {
    const tried = watched(answer);
    try {
      await run(tried.answer);
      notes.push({ passed: true, says });
    } catch (error) {
      const why = visible(tried.why(error));
      return { right: false, notes: [...notes, { passed: false, says: `${says}. ${why}` }] };
    }
  }
  return { right: true, notes };
}
