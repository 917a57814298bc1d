/** The kernel that a notebook asks for. */
import type { Notebook } from "../nbformat/notebook";
import { NotebookError } from "../nbformat/notebook-error";

export interface KernelChoice {
  /** The path of the notebook: its cells import from its folder. */
  readonly notebook: string;
  readonly language: KernelLanguage;
  /** The name of the kernelspec that the notebook was saved with. */
  readonly kernelspec?: string | undefined;
}

export type KernelLanguage = "typescript" | "javascript";

export function kernelChoice(notebook: Notebook, path: string): KernelChoice {
  const kernelspec = notebook.metadata.kernelspec?.name;
  return { notebook: path, language: kernelLanguage(notebook, path), kernelspec };
}

/** The language of a tslab notebook; one that names none is taken for TypeScript. */
export function kernelLanguage({ metadata }: Notebook, path: string): KernelLanguage {
  const { kernelspec, language_info } = metadata;
  if (kernelspec?.name === "jslab") return "javascript";
  const language = kernelspec?.language ?? language_info?.name;
  if (kernelspec?.name === "tslab" || language === undefined || language.toLowerCase() === "typescript")
    return "typescript";
  throw new NotebookError(
    path,
    `it is written for the kernel ${JSON.stringify(kernelspec?.name ?? language)} (${language}), and netcell runs TypeScript with tslab.`,
    { hint: 'Choose the kernel "TypeScript" in JupyterLab and save it.' },
  );
}
