/** The colours of a page, each for light and for dark, and the variables of JupyterLab that views in outputs ask for. */

const pairs: { readonly [name: string]: readonly [light: string, dark: string] } = {
  ink: ["#1f2328", "#e6edf3"],
  quiet: ["#57606a", "#9da7b1"],
  paper: ["#ffffff", "#0f1318"],
  raised: ["#f6f8fa", "#171c23"],
  line: ["#d0d7de", "#343b44"],
  accent: ["#0b5cad", "#79b8ff"],
  good: ["#116329", "#56d364"],
  warn: ["#7d4e00", "#e3b341"],
  bad: ["#a40e26", "#ff938a"],
  "bad-paper": ["#fff1f0", "#2a1719"],

  "code-comment": ["#59636e", "#9198a1"],
  "code-keyword": ["#b5202c", "#ff7b72"],
  "code-string": ["#0a3069", "#a5d6ff"],
  "code-constant": ["#0550ae", "#79c0ff"],
  "code-function": ["#6639ba", "#d2a8ff"],
  "code-parameter": ["#7d4e00", "#ffa657"],

  "ansi-black": ["#24292f", "#9da7b1"],
  "ansi-red": ["#a40e26", "#ff7b72"],
  "ansi-green": ["#116329", "#3fb950"],
  "ansi-yellow": ["#7d4e00", "#d29922"],
  "ansi-blue": ["#0550ae", "#6cb0ff"],
  "ansi-magenta": ["#6e40c9", "#bc8cff"],
  "ansi-cyan": ["#1b6b72", "#39c5cf"],
  "ansi-white": ["#57606a", "#c9d1d9"],
  "ansi-bright-black": ["#57606a", "#9da7b1"],
  "ansi-bright-red": ["#b5202c", "#ffa198"],
  "ansi-bright-green": ["#146c2e", "#56d364"],
  "ansi-bright-yellow": ["#633c01", "#e3b341"],
  "ansi-bright-blue": ["#0860c4", "#79c0ff"],
  "ansi-bright-magenta": ["#7a47d8", "#d2a8ff"],
  "ansi-bright-cyan": ["#0f6674", "#56d4dd"],
  "ansi-bright-white": ["#59636e", "#f0f6fc"],
};

const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const mono = 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "Liberation Mono", monospace';

/** JupyterLab's names for ours. */
const jupyter: { readonly [name: string]: string } = {
  "content-font-family": "var(--sans)",
  "ui-font-family": "var(--sans)",
  "code-font-family": "var(--mono)",
  "content-font-size1": "1rem",
  "ui-font-size1": "0.875rem",
  "code-font-size": "0.875rem",
  "code-line-height": "1.5",
  "content-font-color0": "var(--ink)",
  "content-font-color1": "var(--ink)",
  "content-font-color2": "var(--quiet)",
  "content-font-color3": "var(--quiet)",
  "ui-font-color0": "var(--ink)",
  "ui-font-color1": "var(--ink)",
  "ui-font-color2": "var(--quiet)",
  "ui-font-color3": "var(--quiet)",
  "ui-inverse-font-color1": "var(--paper)",
  "content-link-color": "var(--accent)",
  "layout-color0": "var(--paper)",
  "layout-color1": "var(--paper)",
  "layout-color2": "var(--raised)",
  "layout-color3": "var(--line)",
  "layout-color4": "var(--quiet)",
  "inverse-layout-color1": "var(--ink)",
  "border-color0": "var(--line)",
  "border-color1": "var(--line)",
  "border-color2": "var(--line)",
  "border-color3": "var(--line)",
  "border-width": "1px",
  "border-radius": "4px",
  "cell-editor-background": "var(--raised)",
  "cell-editor-border-color": "var(--line)",
  "rendermime-table-row-background": "var(--raised)",
  "rendermime-error-background": "var(--bad-paper)",
  "brand-color0": "var(--accent)",
  "brand-color1": "var(--accent)",
  "brand-color2": "var(--accent)",
  "accent-color1": "var(--good)",
  "success-color1": "var(--good)",
  "info-color1": "var(--accent)",
  "warn-color1": "var(--warn)",
  "error-color1": "var(--bad)",
  "mirror-editor-keyword-color": "var(--code-keyword)",
  "mirror-editor-string-color": "var(--code-string)",
  "mirror-editor-number-color": "var(--code-constant)",
  "mirror-editor-comment-color": "var(--code-comment)",
};

/** `scheme` as the CSS property `color-scheme` takes it; of a terminal's colours only those that the body uses. */
export function colours(scheme: string, body: string): string {
  const terminal = Object.keys(pairs).flatMap((name) => /^ansi-(.*)/.exec(name)?.[1] ?? []);
  const unused = new Set(
    terminal.filter((name) => !body.includes(`ink-${name}`) && !body.includes(`paper-${name}`)),
  );
  const own = Object.entries(pairs).filter(([name]) => !unused.has(name.replace(/^ansi-/, "")));
  const rules = terminal
    .filter((name) => !unused.has(name))
    .map(
      (name) =>
        `.ansi-ink-${name} { color: var(--ansi-${name}) } .ansi-paper-${name} { --ansi-paper: var(--ansi-${name}) }`,
    );
  return `:root {
color-scheme: ${scheme};
--sans: ${sans};
--mono: ${mono};
${own.map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`).join("\n")}
${Object.entries(jupyter)
  .map(([name, value]) => `--jp-${name}: ${value};`)
  .join("\n")}
}
${rules.join("\n")}
`;
}
