/** For GitHub Actions: what people read, and each problem once more as an annotation of its file. */
import { stripVTControlCharacters } from "node:util";
import { type Problem, problemsOf } from "./problems";
import type { Outlets, Reporter } from "./reporter";
import { textReporter } from "./text";

export function githubReporter(outlets: Outlets, total: number): Reporter {
  const people = textReporter(outlets, total);
  return {
    event(event) {
      people.event(event);
      if (event.type !== "end") return;
      const { job, result } = event;
      for (const problem of problemsOf(job, result)) outlets.print(annotation(job.source, problem));
    },
    end: () => people.end(),
  };
}

/** https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
function annotation(file: string, { index, line, summary, text }: Problem): string {
  const place = index === undefined ? [] : [`cell ${index + 1}`];
  const inCell = line === undefined ? [] : [`line ${line}`];
  const title = [[...place, ...inCell].join(", "), summary].filter((part) => part !== "").join(": ");
  return `::error file=${property(file)},title=${property(title)}::${data(text.trim())}`;
}

function property(value: string): string {
  return data(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function data(value: string): string {
  return stripVTControlCharacters(value)
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}
