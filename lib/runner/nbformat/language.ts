/** Whether a notebook is for the kernels that netcell knows. */

import type { Notebook } from "./notebook";
import { NotebookError } from "./notebook-error";

export type KernelLanguage = "typescript" | "javascript";

/** The language of a tslab notebook; a notebook that does not say is taken for TypeScript. */
export function kernelLanguage({ metadata }: Notebook, path: string): KernelLanguage {
  const { kernelspec, language_info } = metadata;
  if (kernelspec?.name === "jslab") return "javascript";
  const language = kernelspec?.language ?? language_info?.name;
  if (kernelspec?.name === "tslab" || language === undefined || language.toLowerCase() === "typescript")
    return "typescript";
  throw new NotebookError(
    path,
    `it is written for the kernel ${JSON.stringify(kernelspec?.name ?? language)} (${language}), and netcell runs TypeScript with tslab. Choose the kernel "TypeScript" in JupyterLab and save it.`,
  );
}
