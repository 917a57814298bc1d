/** A lesson with exercises, in the editions for students and for teachers. */
import { type Edition, teacherEdition } from "../../lib/handout/variants/edition";
import { readLesson } from "../../lib/handout/variants/lesson";
import { secretsOf } from "../../lib/handout/variants/secrets";
import { studentEdition } from "../../lib/handout/variants/student";
import { code, display, markdown, notebook, stdout } from "./notebook";

const cells = [
  markdown("# Exercises\n\nTwo of them."),
  markdown("## Add\n\n**Predict:** how much is it?"),
  code(
    "let total;\n// BEGIN SOLUTION\nfor (const one of [1, 2, 3])\n  total = (total ?? 0) + one;\n// END SOLUTION\ncheck(total)",
    [stdout("right: 6")],
  ),
  markdown(
    "## Explain\n\nWhy?\n\n<!-- BEGIN SOLUTION -->\nBecause *addition* does not mind the order.\n<!-- END SOLUTION -->",
  ),
  code("hiddenCheck(total === 6)", [stdout("checked")], "hidden-tests"),
  code("total * 2", [display({ "text/html": "<b>12</b>", "text/plain": "12" })]),
];

const metadata = {
  title: "Exercises",
  authors: [{ name: "Ada Lovelace" }],
  netcell: { course: "Networks 1", date: "2026-11-03", licence: "CC BY 4.0" },
};

/** Words that only teachers may read. */
export const secretWords = /total \?\? 0|does not mind|hiddenCheck|right: 6|checked/;

export function exercises(variant: "student" | "teacher"): Edition {
  const lesson = readLesson(notebook(cells, metadata), "exercises.ipynb");
  if (variant === "teacher") return teacherEdition(lesson, variant);
  return studentEdition(lesson, secretsOf(lesson), (cell, fault) => {
    throw new Error(`cell ${cell}: ${fault}`);
  });
}
