import type * as jupyterlab from "@jupyterlab/nbformat";
import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { formatNotebook } from "../../../lib/runner/nbformat/format";
import type * as ours from "../../../lib/runner/nbformat/notebook";
import { parseNotebook } from "../../../lib/runner/nbformat/read";

const notebook: ours.Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
  cells: [
    { cell_type: "markdown", id: "m", metadata: {}, source: "# Grüße\n\ntext" },
    {
      cell_type: "code",
      id: "c",
      metadata: { tags: ["x"] },
      source: "",
      execution_count: 1,
      outputs: [{ output_type: "stream", name: "stdout", text: "a\nb\n" }],
    },
  ],
};

/** What nbformat 5.10 of Jupyter itself writes for this notebook. */
const written = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "m",
   "metadata": {},
   "source": [
    "# Grüße\\n",
    "\\n",
    "text"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "c",
   "metadata": {
    "tags": [
     "x"
    ]
   },
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "a\\n",
      "b\\n"
     ]
    }
   ],
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript",
   "language": "typescript",
   "name": "tslab"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

test("a notebook is written byte for byte as Jupyter writes it", () => {
  expect(formatNotebook(notebook)).toBe(written);
});

test("what is written is read again as it was", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "\n", "\r", "\r\n", "\u2028", '"', "\\", "é", "\x0b"),
  });
  fc.assert(
    fc.property(text, text, text, (source, printed, html) => {
      const outputs: ours.Output[] = [
        { output_type: "stream", name: "stderr", text: printed },
        { output_type: "display_data", data: { "text/html": html, "image/png": "aGk=" }, metadata: {} },
      ];
      const cell: ours.Cell = {
        cell_type: "code",
        id: "c",
        metadata: {},
        source,
        execution_count: 1,
        outputs,
      };
      const whole = { ...notebook, cells: [cell] };
      expect(parseNotebook(formatNotebook(whole), "x.ipynb")).toEqual(whole);
    }),
  );
});

/** The fields that a type names, without its index signature. */
type Named<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] };

test("our types name the fields that JupyterLab's name", () => {
  expectTypeOf<Named<ours.Notebook>>().toEqualTypeOf<Named<jupyterlab.INotebookContent>>();
  expectTypeOf<Named<ours.CodeCell>>().toEqualTypeOf<Named<jupyterlab.ICodeCell>>();
  expectTypeOf<Named<ours.MarkdownCell>>().toEqualTypeOf<Named<jupyterlab.IMarkdownCell>>();
  expectTypeOf<Named<ours.RawCell>>().toEqualTypeOf<Named<jupyterlab.IRawCell>>();
  expectTypeOf<Named<ours.StreamOutput>>().toEqualTypeOf<Named<jupyterlab.IStream>>();
  expectTypeOf<Named<ours.DisplayOutput>>().toEqualTypeOf<Named<jupyterlab.IDisplayData>>();
  expectTypeOf<Named<ours.ResultOutput>>().toEqualTypeOf<Named<jupyterlab.IExecuteResult>>();
  expectTypeOf<Named<ours.ErrorOutput>>().toEqualTypeOf<Named<jupyterlab.IError>>();
});
