/** The reply to `inspect_request` as Markdown: the signature as code, then prose, then tags. */
import type { Repair } from "../repair";
import type { QuickInfo } from "../tslab/modules";

export const inspect: Repair = {
  name: "inspect",
  fault: "Tooltips are one plain text, in which code, prose and tags run into each other.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleInspect } = handler;
      handler.handleInspect = function (request) {
        const stock = handleInspect.call(this, request);
        const info = stock.found ? this.executor.inspect(request.code, request.cursor_pos) : undefined;
        if (!info) return stock;
        return { ...stock, data: { ...stock.data, "text/markdown": markdown(info) } };
      };
    });
  },
};

function markdown({ displayParts, documentation, tags }: QuickInfo): string {
  const signature = ["```typescript", textOf(displayParts), "```"].join("\n");
  const described = (tags ?? []).map(({ name, text }) =>
    `*@${name}* ${tagText(name, textOf(text))}`.trimEnd(),
  );
  return [signature, textOf(documentation), ...described].filter(Boolean).join("\n\n");
}

/** `@param name what it is`: the name is code. An example is code throughout. */
function tagText(name: string, text: string): string {
  if (name === "example" && !text.includes("```")) return `\n\`\`\`typescript\n${text}\n\`\`\``;
  if (name === "param") return text.replace(/^[\w$.]+/, "`$&`");
  return text;
}

function textOf(parts: QuickInfo["documentation"]): string {
  return (parts ?? []).map(({ text }) => text).join("");
}
