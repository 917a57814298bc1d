/** The value of `--param`, which may be given several times. */
import { InvalidArgumentError } from "commander";
import { type Parameter, parseParameter } from "../runner";

export function parameter(text: string, before: readonly Parameter[] = []): Parameter[] {
  const parameter = parseParameter(text);
  if (parameter === undefined)
    throw new InvalidArgumentError("It should be name=value, like --param rounds=20.");
  if (before.some(({ name }) => name === parameter.name))
    throw new InvalidArgumentError(`${parameter.name} has a value already.`);
  return [...before, parameter];
}
