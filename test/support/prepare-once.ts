/**
 * A preparation that all tests of a file share, for `beforeEach`: made before the first of them, and made anew when it failed.
 * With `beforeAll` one stall of the machine while a browser starts fails the file: `retry` tries no hook but this one again.
 */
export function prepareOnce(prepare: () => Promise<void>): () => Promise<void> {
  let made: Promise<void> | undefined;
  return () => {
    made ??= prepare().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
