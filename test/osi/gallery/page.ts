/** The gallery as a page: every view in a theme of JupyterLab, with nothing but what the views bring along. */
import type { Exhibit } from "./views";

export type Theme = "light" | "dark";

/** What JupyterLab 4's themes set of the variables that our styles read. */
const themes: { readonly [theme in Theme]: string } = {
  light: `--jp-layout-color0:white;--jp-layout-color1:white;--jp-layout-color2:#eee;
    --jp-content-font-color0:#000;--jp-content-font-color1:rgba(0,0,0,.87);--jp-content-font-color2:rgba(0,0,0,.54);
    --jp-border-color1:#bdbdbd;--jp-border-color2:#e0e0e0`,
  dark: `--jp-layout-color0:#111;--jp-layout-color1:#212121;--jp-layout-color2:#424242;
    --jp-content-font-color0:#fff;--jp-content-font-color1:#fff;--jp-content-font-color2:rgba(255,255,255,.7);
    --jp-border-color1:#616161;--jp-border-color2:#424242`,
};

/** The page. Views are put in as JupyterLab does: their HTML, in its own element. */
export function galleryPage(exhibits: readonly Exhibit[], theme: Theme): string {
  const sections = exhibits.map(({ name, shows }) => {
    const pieces = Object.entries(shows).map(
      ([title, draw]) => `<h3>${title}</h3>\n<div class="output">${draw().html}</div>`,
    );
    return `<section><h2 id="${name}">osi.${name}()</h2>\n${pieces.join("\n")}</section>`;
  });
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>netcell: every view, ${theme}</title>
<style>
:root { color-scheme: ${theme}; ${themes[theme]};
  --jp-code-font-family: menlo, consolas, "DejaVu Sans Mono", monospace }
body { margin: 1em; background: var(--jp-layout-color0); color: var(--jp-content-font-color1);
  font: 14px/1.6 system-ui, sans-serif }
.output { overflow-x: auto }
</style></head><body><main><h1>Every view, ${theme}</h1>
${sections.join("\n")}
</main></body></html>
`;
}
