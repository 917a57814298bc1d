/** Several streams of values as one, each value as soon as it comes. */

export async function* merge<T>(streams: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const step = (stream: AsyncGenerator<T>) => stream.next().then((result) => ({ stream, result }));
  const steps = new Map(streams.map((stream) => [stream, step(stream)]));
  try {
    while (steps.size > 0) {
      const { stream, result } = await Promise.race(steps.values());
      if (result.done) {
        steps.delete(stream);
        continue;
      }
      yield result.value;
      steps.set(stream, step(stream));
    }
  } finally {
    // One stream has failed, or the reader has stopped: each other one still tidies up.
    await Promise.allSettled(streams.map((stream) => stream.return(undefined)));
  }
}
