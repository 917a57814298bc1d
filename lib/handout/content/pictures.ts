/** Pictures that a Markdown cell shows, as `data:` URLs: attachments and files beside the notebook, never the network. */
import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { Attachments } from "../../runner";
import type { ExportPlace } from "../export/formats";

/** The URL, or why there is none. */
export type Picture = { readonly url: string } | { readonly missing: string };

/** The picture that a Markdown cell names as `source`. */
export function pictureOf(
  source: string,
  attachments: Attachments,
  { folder, trusted }: Pick<ExportPlace, "folder" | "trusted">,
): Picture {
  if (isPictureUrl(source)) return { url: source };
  const name = decoded(source);
  if (name.startsWith("attachment:")) return attached(name.slice("attachment:".length), attachments);
  if (/^(?:https?:)?\/\//i.test(name))
    return { missing: "is on the network, and a handout loads nothing. Save it beside the notebook" };
  if (/^[a-z][a-z\d+.-]+:/i.test(name)) return { missing: "is neither a file nor an attachment" };
  if (!trusted) return { missing: "is a file beside the notebook, and an untrusted notebook may read none" };
  return onDisk(fileOf(source), folder);
}

/** Whether the URL carries a whole picture in itself. In an `img` element SVG neither runs nor loads anything. */
export function isPictureUrl(url: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(url);
}

/** The `data:` URL of what a MIME bundle holds: base64, or the text of an SVG. */
export function pictureUrl(mime: string, value: string): string {
  const base64 = mime === "image/svg+xml" ? Buffer.from(value).toString("base64") : value.replace(/\s+/g, "");
  return `data:${mime};base64,${base64}`;
}

/** Whether a Markdown cell shows a file with it that lies beside the notebook. */
export function isLocalPicture(target: string): boolean {
  return !/^[a-z][a-z\d+.-]*:|^\/\/|^#/i.test(target) && extname(fileOf(target)).toLowerCase() in types;
}

/** The picture of a `data:` URL as the bytes of a file. */
export function dataOf(url: string): PictureFile {
  const [, mime, encoding, data] = /^data:([^;,]*)([^,]*),(.*)$/s.exec(url)!;
  const bytes = encoding!.endsWith(";base64") ? Buffer.from(data!, "base64") : Buffer.from(decoded(data!));
  const type = mime!.toLowerCase();
  return { mime: type, bytes, extension: Object.keys(types).find((one) => types[one] === type)! };
}

interface PictureFile {
  readonly mime: string;
  /** With the dot. */
  readonly extension: string;
  readonly bytes: Buffer;
}

const fileOf = (target: string) => decoded(target).replace(/[?#].*$/, "");

function attached(name: string, attachments: Attachments): Picture {
  const [mime, value] =
    Object.entries(attachments[name] ?? {}).find(([type]) => pictureTypes.has(type)) ?? [];
  if (mime === undefined || typeof value !== "string")
    return { missing: "is not among the cell's attachments" };
  return { url: pictureUrl(mime, value) };
}

const types: { readonly [extension: string]: string } = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".svg": "image/svg+xml",
};
const pictureTypes = new Set(Object.values(types));

function onDisk(name: string, folder: string): Picture {
  const type = types[extname(name).toLowerCase()];
  if (type === undefined)
    return { missing: "is not a picture that a page can show (png, jpg, gif, webp, avif, svg)" };
  try {
    return { url: `data:${type};base64,${readFileSync(resolve(folder, name)).toString("base64")}` };
  } catch {
    return { missing: "is not there or cannot be read" };
  }
}

function decoded(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}
