/** `npm run gallery`: the gallery's tests, and what they make is kept. */
import { mergeConfig } from "vitest/config";
import tests from "../../../vitest.config.mts";

export default mergeConfig(tests, { test: { env: { NETCELL_GALLERY: "dist/gallery" } } });
