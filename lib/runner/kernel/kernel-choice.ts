/** What a notebook says of the kernel that is to run it. */
import { type KernelLanguage, kernelLanguage } from "../nbformat/language";
import type { Notebook } from "../nbformat/notebook";

export interface KernelWanted {
  /** The path of the notebook: its cells import from its folder. */
  readonly notebook: string;
  readonly language: KernelLanguage;
  /** The name of the kernelspec that the notebook was saved with. */
  readonly kernelspec?: string | undefined;
}

export function kernelWanted(notebook: Notebook, path: string): KernelWanted {
  return {
    notebook: path,
    language: kernelLanguage(notebook, path),
    kernelspec: notebook.metadata.kernelspec?.name,
  };
}
