/** A drawing of a notebook as a file of its own: harmless, well-formed XML, on white paper. */
import { sanitize } from "../../content/sanitize";

/** The file's text, or undefined when nothing of the drawing may be shown. */
export function svgFile(markup: string): string | undefined {
  const drawing = /<svg\b.*<\/svg>/s.exec(
    sanitize(markup, {
      id: (id) => (/\s/.test(id) ? undefined : id),
      link: () => "",
      picture: () => undefined,
      ownClasses: false,
    }).markup,
  )?.[0];
  if (drawing === undefined) return undefined;
  const root = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`;
  return `${drawing
    .replace(/<[^>]*>/g, withCapitals)
    .replace(/^<svg/, root)
    .replace(/^<svg[^>]*>/, '$&<rect width="100%" height="100%" fill="#fff"/>')}\n`;
}

/** The tag with SVG's capitals, which a browser's parser of HTML supplies by itself and one of XML does not. */
function withCapitals(tag: string): string {
  return tag.replace(/(^<\/?|\s)([a-z]+)(?=[\s=>/])/g, (whole, lead: string, name: string) =>
    name in capitals ? `${lead}${capitals[name]!}` : whole,
  );
}

const capitals: { readonly [name: string]: string } = Object.fromEntries(
  `clipPath linearGradient radialGradient textPath clipPathUnits gradientTransform gradientUnits lengthAdjust
  markerHeight markerUnits markerWidth maskContentUnits maskUnits pathLength patternContentUnits patternTransform
  patternUnits preserveAspectRatio refX refY spreadMethod startOffset textLength viewBox`
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
);
