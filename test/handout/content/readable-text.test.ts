import { beforeAll, expect, test } from "vitest";
import { textsIn, textsOfMarkup } from "../../../lib/handout/content/readable-text";
import type { Exporter } from "../../../lib/handout/export/formats";
import { markdownExporter } from "../../../lib/handout/export/markdown/markdown-exporter";
import { code, display, notebook, place, whole } from "../notebook";

let exporter: Exporter;
beforeAll(async () => {
  exporter = await markdownExporter();
});

test("markup is read as its reader reads it: across tags, in attributes, in drawings inside it", () => {
  const drawing = Buffer.from("<svg><text>drawn</text></svg>").toString("base64");
  const texts = textsOfMarkup(
    `<p title="a &quot;b&quot;">one<b>word</b> &lt;x&gt; &#65;&#x42;</p><style>p { no: 1 }</style><img src="data:image/svg+xml;base64,${drawing}">`,
  );
  expect(texts.join("|")).toContain("oneword <x> AB");
  expect(texts).toContain('a "b"');
  expect(texts.join("|")).toContain("drawn");
  expect(texts.join("|")).not.toContain("no: 1");
});

test("names and values of JSON are read at any depth", () => {
  expect(textsIn({ a: [{ b: "c" }, 1, null] })).toEqual(["a", "0", "b", "c", "1", "2"]);
});

test.each(["<", "<style", "<script", "<!--", "<b", "\n\u00a0 ", " a=", "` ", "](", "&#"])(
  "a megabyte of %j holds nobody up",
  async (piece) => {
    const flood = piece.repeat(1_000_000 / piece.length);
    const forms = ["text/html", "text/markdown", "image/svg+xml"].map((mime) => display({ [mime]: flood }));
    expect(textsIn(flood).join("").length).toBeGreaterThan(0);
    // Where it is quadratic it takes hours, and the test its time limit.
    await exporter.render(whole(notebook([code("1", forms)])), place({ warn: () => {} }));
  },
);
