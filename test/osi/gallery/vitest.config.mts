/** `npm run gallery`: the gallery's tests, and what they make is kept. */
import { mergeConfig } from "vitest/config";
// @ts-expect-error: this project's compiler wants no endings, and Node wants them
import tests from "../../../vitest.config.mts";

export default mergeConfig(tests, { test: { env: { NETCELL_GALLERY: "dist/gallery" } } });
