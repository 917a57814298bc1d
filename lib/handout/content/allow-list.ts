/** The allow-list: elements, attributes and style properties that can neither run, load, nor cover the page. */

const words = (list: string): string[] => list.trim().split(/\s+/);

const html = words(`
  a abbr address b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
  figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup
  table tbody td tfoot th thead time tr u ul var wbr`);

// The browser's parser writes `lineargradient` and `viewbox` back as SVG spells them.
const svg = words(`
  svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textpath
  lineargradient radialgradient stop marker clippath mask pattern`);

const math = words(`
  math semantics annotation maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
  mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none`);

export const tags: readonly string[] = [...html, ...svg, ...math];

/** Elements whose text means nothing to a reader: it goes with them. */
export const silentTags = words(`
  script style noscript template textarea select option datalist iframe object embed applet audio video canvas
  noembed noframes xmp plaintext foreignobject annotation-xml metadata head`);

const everywhere = words(`
  id title lang dir role style aria-label aria-labelledby aria-describedby aria-hidden aria-roledescription`);

const drawing = words(`
  alignment-baseline clip-path clip-rule clippathunits color cx cy d display dominant-baseline dx dy fill fill-opacity
  fill-rule font-family font-size font-style font-weight fx fy gradienttransform gradientunits height href
  letter-spacing lengthadjust marker-end marker-mid marker-start markerheight markerunits markerwidth mask
  maskcontentunits maskunits offset opacity orient overflow paint-order patterncontentunits patterntransform
  patternunits pathlength points preserveaspectratio r refx refy rotate rx ry shape-rendering spreadmethod startoffset
  stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-opacity stroke-width text-anchor text-decoration text-rendering textlength transform vector-effect viewbox
  visibility white-space width word-spacing x x1 x2 xlink:href xml:space y y1 y2`);

const formula = words(`
  accent accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence frame height
  linethickness lspace mathcolor mathvariant maxsize minsize rowlines rowspacing rspace scriptlevel separator stretchy
  voffset width notation`);

const each = (names: readonly string[], attributes: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, [...attributes]]));

export const attributes: { readonly [tag: string]: string[] } = {
  "*": everywhere,
  ...each(svg, drawing),
  ...each(math, formula),
  a: ["href", "rel"],
  img: words("src alt width height"),
  table: ["border"],
  col: ["span"],
  colgroup: ["span"],
  td: words("colspan rowspan headers align"),
  th: words("colspan rowspan headers scope abbr align"),
  ol: words("start reversed type"),
  li: ["value"],
  details: ["open"],
  time: ["datetime"],
};

/** Names of our own that the Markdown renderer writes; an output has no use for the page's classes. */
export const proseClasses = ["c", "f", "k", "n", "p", "s", "language-*", "katex", "katex-*"];

/** Attributes that CSS reads too, so that they could hide a `url(…)`. */
export const styleLike: ReadonlySet<string> = new Set(
  drawing.filter((name) => name !== "d" && !name.includes("href")),
);

// Every opening bracket follows the name of a function that computes, or a reference inside the page; no escapes.
const functions =
  "var|calc|min|max|clamp|rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|linear-gradient|" +
  "repeat|minmax|fit-content|translate[xy]?|rotate|scale[xy]?|skew[xy]|matrix";
export const harmlessValue = new RegExp(
  `^(?:[^\\\\(]|(?<=(?:^|[^\\w-])(?:${functions}))\\(|(?<=(?:^|[^\\w-])url)\\((?=#))*$`,
  "i",
);

// Without heights and overflow: an output is shown whole, and scrolls in its frame only, which the keyboard reaches.
const properties = words(`
  align-content align-items align-self background background-color border border-bottom border-bottom-color
  border-collapse border-color border-left border-left-color border-radius border-right border-right-color
  border-spacing border-style border-top border-top-color border-width box-sizing break-inside caption-side clip-path
  clip-rule color color-scheme column-gap display dominant-baseline fill fill-opacity fill-rule flex flex-basis
  flex-direction flex-grow flex-shrink flex-wrap font font-family font-size font-style font-variant
  font-variant-numeric font-weight gap grid-column grid-row grid-template-columns grid-template-rows hyphens
  justify-content justify-items letter-spacing line-height list-style list-style-type margin margin-bottom margin-left
  margin-right margin-top marker-end marker-mid marker-start mask max-width min-height min-width opacity overflow-wrap
  padding padding-bottom padding-left padding-right padding-top page-break-inside paint-order row-gap shape-rendering
  stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-opacity stroke-width tab-size table-layout text-align text-anchor text-decoration text-decoration-color
  text-indent text-overflow text-rendering text-transform transform transform-origin unicode-bidi vector-effect
  vertical-align visibility white-space width word-break word-spacing writing-mode`);

export const styles = Object.fromEntries(properties.map((name) => [name, [harmlessValue]]));
